"""What the parking lot keeps of a person: it stays as the record of the body, without the name."""

from collections.abc import Iterator

from ntfc.i18n import _
from ntfc.parking_lot import queries
from ntfc.people.models import Person
from ntfc.plugins import PersonalData

KEPT = (
    (_("Asked to park it"), queries.asked_by),
    (_("Owned it while it was parked"), queries.owned),
    (_("Parked it"), queries.parked_by),
    (_("Took it out of the parking lot"), queries.taken_out_by),
)


def kept_of(person: Person) -> Iterator[PersonalData]:
    """Give all that the parking lot keeps of a person."""
    yield PersonalData(
        name="parkings",
        tables=("parkings",),
        title=_("Parked issues the person had to do with"),
        columns={"title": _("Issue"), "at": _("When"), "what": _("Step")},
        rows=[{**row, "what": what} for what, rows in KEPT for row in rows(person.id)],
        stays=_("It belongs to the record of the body; the name is taken off."),
    )
