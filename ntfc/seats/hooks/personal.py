"""What is kept of a person about seats, the code of conduct and interests."""

import enum
from collections.abc import Iterable, Iterator
from typing import Any

from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.plugins import PersonalData
from ntfc.seats import queries

APPOINTMENT_COLUMNS = {
    "body": _("Body"),
    "role": _("Seat"),
    "capacity": _("Sits as"),
    "organisation": _("Institution"),
    "nominated_on": _("Put forward on"),
    "competence": _("Competence"),
    "instrument": _("By what text"),
    "starts_on": _("From"),
    "ends_on": _("Last day as foreseen"),
    "ended_on": _("Left on"),
    "end_reason": _("Reason for leaving"),
    "accepted_on": _("Accepted on"),
}
DECLARATION_COLUMNS = {
    "name": _("Body"),
    "text": _("The interest"),
    "declared_on": _("Declared on"),
    "ended_on": _("Withdrawn on"),
}


def kept_of(person: Person) -> Iterator[PersonalData]:
    """Give all that is kept of a person about seats, the code of conduct and interests."""
    yield PersonalData(
        name="appointments",
        tables=("appointments",),
        title=_("Seats the person was put forward for or sat in"),
        columns=APPOINTMENT_COLUMNS,
        rows=[_row(row, APPOINTMENT_COLUMNS) for row in queries.appointments_of(person.id)],
        stays=_(
            "Who sat in a public body is part of its records. The name is taken off, "
            "and with it what was noted of competence and of the reason for leaving."
        ),
    )
    yield PersonalData(
        name="conduct",
        tables=("conduct_acceptances",),
        title=_("Codes of conduct the person accepted"),
        columns={"name": _("Body"), "at": _("When")},
        rows=[_row(row, ("name", "at")) for row in queries.accepted_by(person.id)],
    )
    yield PersonalData(
        name="declarations",
        tables=("declarations",),
        title=_("Interests the person declared"),
        columns=DECLARATION_COLUMNS,
        rows=[_row(row, DECLARATION_COLUMNS) for row in queries.kept_of(person.id)],
    )


def _row(row: Any, names: Iterable[str]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {name: v.value if isinstance(v, enum.Enum) else v for name, v in values.items()}
