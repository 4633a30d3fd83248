"""What agendas keep of a person: it stays as the record of the meeting, without the name."""

from collections.abc import Iterator

from ntfc.agendas import queries
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.plugins import PersonalData

AT, BODY = _("When"), _("Body")
KEPT = (
    ("agendas", _("Agendas the person released"), {"body": BODY, "at": AT}, queries.released_by),
    (
        "agenda_items",
        _("Items of agendas the person proposed"),
        {"title": _("Item"), "at": AT},
        queries.proposed_by,
    ),
    (
        "agenda_item_papers",
        _("Papers the person put at items"),
        {"title": _("Item"), "at": AT},
        queries.papers_added_by,
    ),
    (
        "agenda_requests",
        _("Draft agendas the person was sent"),
        {"body": BODY, "at": AT},
        queries.asked_of,
    ),
    (
        "agenda_remarks",
        _("Remarks of the person on draft agendas"),
        {"at": AT, "text": _("Remark")},
        queries.remarked_by,
    ),
    (
        "agenda_agreements",
        _("Agendas the person agreed to"),
        {"body": BODY, "at": AT},
        queries.agreed_by,
    ),
)


def kept_of(person: Person) -> Iterator[PersonalData]:
    """Give all that agendas keep of a person."""
    for table, title, columns, rows in KEPT:
        yield PersonalData(
            name=table,
            tables=(table,),
            title=title,
            columns=columns,
            rows=rows(person.id),
            stays=_("It belongs to the record of the meeting; the name is taken off."),
        )
