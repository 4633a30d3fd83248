"""Holders from before: taken over with their papers, marked as such, and due to be validated."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from ntfc.audit import record
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc_golden_list.models import Certificate, Edition, File, Firm, Kind, Moved, Programme
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.rules import access, programme
from ntfc_golden_list.rules.benefits import table_of
from ntfc_golden_list.rules.judging import Size
from ntfc_golden_list.rules.lifecycle import State

COLUMNS = ("firm", "registration", "size", "class", "role", "certificate", "given_on", "decision")


@dataclass(frozen=True, kw_only=True)
class Holder:
    """A line that can be taken."""

    firm: str
    registration: str
    size: Size
    kind: Kind
    role: str
    certificate: str
    given_on: date
    decision: str


@requires(access.MANAGE)
def take_over(made: Programme, *, text: str, now: datetime, actor: Actor) -> int:
    """Take holders over from a typed table: all of it, or nothing and what is wrong by line."""
    edition = programmes.edition_in_force(made.id, now.date())
    if edition is None:
        raise Refused(_("The rules of the programme are not published yet."))
    lines = table_of(text)
    told: list[str] = []
    holders: list[Holder] = []
    for number, line in enumerate(lines, start=2):
        found = _holder(made, line, now.date())
        if isinstance(found, Holder):
            holders.append(found)
        else:
            told.append(_("Line %(number)s: %(why)s", number=number, why=found))
    told += _twice(holders)
    refuse_if(told)
    if not holders:
        raise Refused(_("There is no line with a holder."))
    for one in holders:
        _keep(made, edition, one, now, actor)
    record(actor, "golden_list.taken_over", made, holders=len(holders))
    return len(holders)


def _holder(made: Programme, line: Mapping[str, str], today: date) -> Holder | str:
    """Return the holder that a line tells, or the first thing that is wrong with it."""
    told = {name: line.get(name, "") for name in COLUMNS}
    fault = next(_faults(made, told, today), None)
    if fault is not None:
        return fault
    return Holder(
        firm=told["firm"][:200],
        registration=told["registration"][:60],
        size=Size(told["size"].lower()),
        kind=next(one for one in made.kinds if one.code == told["class"]),
        role=told["role"],
        certificate=told["certificate"][:40],
        given_on=date.fromisoformat(told["given_on"]),
        decision=told["decision"],
    )


def _faults(made: Programme, told: Mapping[str, str], today: date) -> Iterator[str]:
    given_on = _day(told["given_on"])
    if told["given_on"] and given_on is None:
        yield _("a day such as 2030-03-01 is wanted")
    yield from programme.taking_over_faults(told["certificate"], given_on, told["decision"], today)
    if not told["firm"] or not told["registration"]:
        yield _("the firm and its number are wanted")
    known = (
        told["class"] in {one.code for one in made.kinds}
        and told["role"] in {one.code for one in made.roles}
        and told["size"].lower() in {one.value for one in Size}
    )
    if not known:
        yield _("class, size and role are wanted by their codes")
    if queries.firm_by_registration(told["registration"]) is not None:
        yield _("this firm is known already")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _twice(holders: list[Holder]) -> list[str]:
    """Say which firms or certificates stand there more than once, or are given already."""
    firms = [one.registration for one in holders]
    papers = [one.certificate for one in holders]
    again = {one for one in firms if firms.count(one) > 1}
    again |= {one for one in papers if papers.count(one) > 1}
    again |= queries.certificates_known(papers)
    return [_("%(what)s stands there already.", what=one) for one in sorted(again)]


def _keep(made: Programme, edition: Edition, one: Holder, now: datetime, actor: Actor) -> None:
    firm = Firm(name=one.firm, registration=one.registration, size=one.size)
    db.session.add(firm)
    db.session.flush()
    file = File(
        programme_id=made.id,
        firm_id=firm.id,
        edition_id=edition.id,
        kind_id=one.kind.id,
        number=queries.next_number(made.id),
        roles=[one.role],
        state=State.REVALIDATION,
        since=now.date(),
        due_on=now.date(),
        round_from=now.date(),
        was_taken_over=True,
        opened_on=now.date(),
    )
    db.session.add(file)
    db.session.flush()
    db.session.add_all(
        [
            Moved(
                file_id=file.id,
                number=1,
                to=State.REVALIDATION,
                on=now.date(),
                at=now,
                by_id=actor.person_id,
                reasons=one.decision,
                details={"certificate": one.certificate, "taken_over": True},
            ),
            Certificate(
                file_id=file.id,
                kind_id=one.kind.id,
                edition_id=edition.id,
                number=one.certificate,
                code=secrets.token_urlsafe(15),
                roles=[one.role],
                given_on=one.given_on,
                conditions="",
                was_taken_over=True,
            ),
        ]
    )
    db.session.flush()
