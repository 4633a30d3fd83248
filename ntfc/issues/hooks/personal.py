"""What issues keep of a person."""

from collections.abc import Iterator
from typing import Any

from ntfc.i18n import _
from ntfc.issues import queries
from ntfc.people.models import Person
from ntfc.plugins import PersonalData


def kept_of(person: Person) -> Iterator[PersonalData]:
    """Give all that issues keep of a person; it stays as the record of the body, without a name."""
    at, title = _("When"), _("Issue")
    told: tuple[tuple[str, str, dict[str, str], list[dict[str, Any]]], ...] = (
        (
            "issues",
            _("Issues the person brought"),
            {"body": _("Body"), "at": at, "title": title, "problem": _("What is the matter")},
            queries.raised_by(person.id),
        ),
        (
            "issue_supports",
            _("Issues the person supported"),
            {"title": title, "at": at, "strength": _("How much")},
            queries.supported_by(person.id),
        ),
        (
            "issue_ideas",
            _("Ideas the person added to issues"),
            {"title": title, "at": at, "text": _("Idea")},
            queries.ideas_by(person.id),
        ),
        (
            "issue_wordings",
            _("Wordings the person offered for issues"),
            {"title": title, "at": at},
            queries.worded_by(person.id),
        ),
        (
            "issue_events",
            _("Steps of issues the person took"),
            {"title": title, "at": at, "kind": _("Step")},
            queries.done_by(person.id),
        ),
    )
    for table, name, columns, rows in told:
        yield PersonalData(
            name=table,
            tables=(table,),
            title=name,
            columns=columns,
            rows=rows,
            stays=_("It belongs to the record of the body; the name is taken off."),
        )
