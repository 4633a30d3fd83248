"""What papers keep of a person: it stays as the record of the body, without the name."""

from collections.abc import Iterator

from ntfc.documents import queries
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.plugins import PersonalData

AT, TITLE = _("When"), _("Paper")
KEPT = (
    ("documents", _("Papers the person added"), {"title": TITLE, "at": AT}, queries.added_by),
    (
        "document_versions",
        _("Versions of papers the person added"),
        {"title": TITLE, "number": _("Version"), "at": AT, "change": _("What changed")},
        queries.versions_by,
    ),
    (
        "document_readers",
        _("Papers the person is named to read"),
        {"title": TITLE, "at": AT, "signed_at": _("Signed")},
        queries.named_for,
    ),
    (
        "document_steps",
        _("What bodies said to papers, as the person recorded it"),
        {"title": TITLE, "at": AT, "reason": _("Words")},
        queries.decided_by,
    ),
    (
        "document_readings",
        _("Papers in confidence the person opened"),
        {"title": TITLE, "number": _("Version"), "at": AT},
        queries.opened_by,
    ),
)


def kept_of(person: Person) -> Iterator[PersonalData]:
    """Give all that papers keep of a person."""
    for table, title, columns, rows in KEPT:
        yield PersonalData(
            name=table,
            tables=(table,),
            title=title,
            columns=columns,
            rows=rows(person.id),
            stays=_("It belongs to the record of the body; the name is taken off."),
        )
