"""What decisions keep of a person: it stays as the record of the body, without the name."""

from collections.abc import Iterator

from ntfc.decisions import queries
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.plugins import PersonalData

AT, TITLE = _("When"), _("Decision")
KEPT = (
    (
        "decisions",
        _("Decisions the person wrote down or saw carried out"),
        {"title": TITLE, "at": AT},
        queries.drafted_by,
    ),
    (
        "decision_addressees",
        _("Answers the person gave to decisions"),
        {
            "title": TITLE,
            "organisation": _("Institution"),
            "answer": _("Answer given"),
            "text": _("Words"),
            "at": AT,
        },
        queries.answered_by,
    ),
    (
        "decision_polls",
        _("Times the person asked the seats about a text"),
        {"title": TITLE, "at": AT, "text": _("Words")},
        queries.asked_by,
    ),
    (
        "decision_voices",
        _("What the person said for a seat, or noted for it"),
        {
            "title": TITLE,
            "organisation": _("Seat"),
            "answer": _("Answer given"),
            "text": _("Words"),
            "at": AT,
        },
        queries.said_by,
    ),
    (
        "decision_evidence",
        _("Files the person added to decisions"),
        {"title": TITLE, "at": AT, "text": _("Words")},
        queries.shown_by,
    ),
    (
        "decision_events",
        _("Steps of decisions the person took"),
        {"title": TITLE, "at": AT, "kind": _("Step"), "text": _("Words")},
        queries.steps_by,
    ),
)


def kept_of(person: Person) -> Iterator[PersonalData]:
    """Give all that decisions keep of a person."""
    for table, title, columns, rows in KEPT:
        yield PersonalData(
            name=table,
            tables=(table,),
            title=title,
            columns=columns,
            rows=rows(person.id),
            stays=_("It belongs to the record of the body; the name is taken off."),
        )
