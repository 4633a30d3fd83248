"""What actions keep of a person: it stays as the record of the body, without the name."""

from collections.abc import Iterator

from ntfc.actions import queries
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.plugins import PersonalData

AT, TITLE = _("When"), _("Action")
# Table, what it is about, the headings of its columns, and where the rows come from.
KEPT = (
    (
        "actions",
        _("Actions that name the person"),
        {"body": _("Body"), "title": TITLE, "due_on": _("By when"), "at": AT},
        queries.concerning,
    ),
    (
        "action_events",
        _("Steps of actions the person took"),
        {
            "title": TITLE,
            "at": AT,
            "kind": _("Step"),
            "text": _("Words"),
            "evidence": _("Where it can be seen"),
        },
        queries.steps_by,
    ),
    (
        "action_dates",
        _("New dates of actions the person asked for or answered"),
        {"title": TITLE, "due_on": _("By when"), "reason": _("Why"), "at": AT},
        queries.dates_of,
    ),
    (
        "road_maps",
        _("Versions of road maps the person kept"),
        {"number": _("Number"), "at": AT},
        queries.kept_road_maps_by,
    ),
    (
        "sponsor_reports",
        _("Reports to sponsors the person sent"),
        {"until": _("Until"), "at": AT},
        queries.sent_reports_by,
    ),
)


def kept_of(person: Person) -> Iterator[PersonalData]:
    """Give all that actions keep of a person."""
    for table, title, columns, rows in KEPT:
        yield PersonalData(
            name=table,
            tables=(table,),
            title=title,
            columns=columns,
            rows=rows(person.id),
            stays=_("It belongs to the record of the body; the name is taken off."),
        )
