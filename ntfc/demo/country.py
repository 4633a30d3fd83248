"""Acting in the demonstration country: who does something, on which day, by seat or by link."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from ntfc import acts
from ntfc.acts import Act, applies
from ntfc.committees import queries as committees
from ntfc.committees.models import Body
from ntfc.links import queries as find_links
from ntfc.links import service as links
from ntfc.organisations import queries as organisations
from ntfc.organisations.models import Organisation
from ntfc.people import queries as people
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Insider, LinkHolder
from ntfc.seats import queries as seats
from ntfc.seats.models import Seat


@dataclass
class Country:
    """The Republic of Qadria as it is being told: its day, and where things are found again.

    Every chapter names people by the part of the e-mail address before the sign @, institutions
    by their code, bodies and seats by the keys under which an earlier chapter noted them.
    """

    today: date
    bodies: dict[str, int] = field(default_factory=dict)
    seats: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def day(self, ago: int) -> date:
        """Return the day that lies so many days back; below zero, ahead."""
        return self.today - timedelta(days=ago)

    def at(self, ago: int, hour: int = 9) -> datetime:
        """Return an instant on that day. Nothing of today lies ahead of whoever looks."""
        return datetime.combine(self.day(ago), time(hour if ago else 0), UTC)

    def person(self, key: str) -> Person:
        """Return the person whose e-mail address begins so, or who has no address but this name."""
        return people.get_person(self.numbers[f"person:{key}"])

    def institution(self, code: str) -> Organisation:
        """Return the institution with this code, with its contacts and whom it speaks for."""
        found = organisations.same_code(code)
        if found is None:
            raise LookupError(code)
        return organisations.get(found.id)

    def body(self, key: str) -> Body:
        return committees.get_body(self.bodies[key])

    def seat(self, key: str) -> Seat:
        return seats.get_seat(self.seats[key])

    def acting(self, key: str, ago: int) -> Insider:
        """Return the person as signed in on that day, with the roles held then."""
        who = self.person(key)
        return Insider(
            person_id=who.id,
            name=who.name,
            token="",
            language=who.language,
            is_administrator=who.is_administrator,
            apart=seats.bodies_apart(self.day(ago)),
            **vars(seats.standing_of(who.id, self.day(ago))),
        )

    def by_link(
        self,
        key: str,
        act_name: str,
        subject: Any,
        do: Callable[[LinkHolder, Any], None],
        *,
        ago: int,
    ) -> None:
        """Have the person press the button of a one-time link just sent, on that day.

        What an act does asks the clock; *do* is the same with the day as an argument. Who has left
        since sat there on that day, so whether the link still applies is not asked.
        """
        act = acts.named(act_name)
        if act is None:
            raise LookupError(act_name)
        who, now = self.person(key), self.at(ago, 12)
        issued = links.issue_and_send(who, act_name, subject, actor=SYSTEM, now=self.at(ago))
        link = find_links.get_link(issued.link.id)
        holder = LinkHolder(
            person_id=who.id, name=who.name, permission=act.permission, subject=subject
        )
        links.note_opening(link, actor=holder, now=now)
        links.use(link, _told(act, do), subject, {}, actor=holder, now=now)


def _told(act: Act, do: Callable[[LinkHolder, Any], None]) -> Act:
    return replace(act, do=lambda holder, subject, _values: do(holder, subject), still=applies)
