"""What waits for a person because of the seats held, or of the bodies served."""

from collections.abc import Iterator
from datetime import date

from flask import url_for

from ntfc.i18n import _
from ntfc.permissions import OFFICE, Actor
from ntfc.plugins import Waiting
from ntfc.seats import queries


def waiting_for(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the seats to accept and, for who serves a body, what falls vacant or is due there."""
    if actor.person_id is None:
        return
    yield from _of_oneself(actor.person_id, today)
    if OFFICE & actor.roles_in(None):
        served = [number for number in queries.body_ids() if OFFICE & actor.roles_in(number)]
        yield from _of_bodies(queries.ahead(actor, today, served))


def _of_oneself(person_id: int, today: date) -> Iterator[Waiting]:
    for row in queries.unaccepted(person_id, today):
        yield Waiting(
            title=_("You were put in a seat"),
            reason=_("Accept it, or say that you leave."),
            url=url_for("seats.appointed", appointment_id=row.id),
            button=_("Look at it"),
            body_name=row.body,
        )
    for body in queries.bodies_to_accept_in(person_id, today):
        yield Waiting(
            title=_("Code of conduct"),
            reason=_("You sit in this body and have not accepted it in its present words."),
            url=url_for("seats.conduct", body_id=body.id),
            button=_("Read and accept"),
            body_name=body.name,
        )


KINDS_OF_WORK = (
    ("vacant", _("Vacant seats"), _("Nobody sits in them.")),
    ("ending", _("Appointments end"), _("The last day is within 90 days.")),
    ("lapsed", _("Seats rest"), _("The agreement they hang on has lapsed.")),
    ("lapsing", _("Agreements lapse"), _("The last day is within 90 days; the seats then rest.")),
    ("review", _("How information is spread"), _("Not described, or not reviewed for a year.")),
)


def _of_bodies(ahead: queries.Ahead) -> Iterator[Waiting]:
    """One entry for each body and kind of work: a list of hundreds would hide the rest."""
    for name, title, reason in KINDS_OF_WORK:
        by_body: dict[int, list[queries.Due]] = {}
        for one in getattr(ahead, name):
            by_body.setdefault(one.body_id, []).append(one)
        for body_id, found in by_body.items():
            yield Waiting(
                title=_("%(title)s: %(number)s", title=title, number=len(found)),
                reason=reason,
                url=url_for("vacancies.index", body=body_id),
                button=_("See which"),
                due=_first_day(name, found),
                body_name=found[0].body,
            )


def _first_day(name: str, found: list[queries.Due]) -> date | None:
    if name == "lapsing":
        return found[0].place.agreement_ends_on
    holder = found[0].place.holder
    return holder.last_day if name == "ending" and holder else None
