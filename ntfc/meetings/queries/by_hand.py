"""Whom neither a page nor a mail reaches: what they read is handed over as a link."""

from collections.abc import Collection, Sequence

from ntfc import mail
from ntfc.mandates.queries import people_named, signs_in
from ntfc.people.models import Person


def without_mail(numbers: Collection[int]) -> Sequence[Person]:
    """Return who of these people neither signs in nor gets mail."""
    insiders, is_written = signs_in([*numbers]), mail.is_written()
    return [
        person
        for person in people_named(numbers)
        if person.id not in insiders and not (person.email and is_written)
    ]
