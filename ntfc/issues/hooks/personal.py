"""What issues keep of a person: it stays as the record of the body, without the name."""

from collections.abc import Iterator

from ntfc.i18n import _
from ntfc.issues import queries
from ntfc.people.models import Person
from ntfc.plugins import PersonalData

AT, TITLE = _("When"), _("Issue")
# Table, what it is about, the headings of its columns, and where the rows come from.
KEPT = (
    (
        "issues",
        _("Issues the person brought"),
        {"body": _("Body"), "at": AT, "title": TITLE, "problem": _("What is the matter")},
        queries.raised_by,
    ),
    (
        "issue_supports",
        _("Issues the person supported"),
        {"title": TITLE, "at": AT, "strength": _("How much")},
        queries.supported_by,
    ),
    (
        "issue_ideas",
        _("Ideas the person added to issues"),
        {"title": TITLE, "at": AT, "text": _("Idea")},
        queries.ideas_by,
    ),
    (
        "issue_wordings",
        _("Wordings the person offered for issues"),
        {"title": TITLE, "at": AT},
        queries.worded_by,
    ),
    (
        "issue_events",
        _("Steps of issues the person took"),
        {"title": TITLE, "at": AT, "kind": _("Step")},
        queries.done_by,
    ),
)


def kept_of(person: Person) -> Iterator[PersonalData]:
    """Give all that issues keep of a person."""
    for table, title, columns, rows in KEPT:
        yield PersonalData(
            name=table,
            tables=(table,),
            title=title,
            columns=columns,
            rows=rows(person.id),
            stays=_("It belongs to the record of the body; the name is taken off."),
        )
