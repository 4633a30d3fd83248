"""Holders from before: taken over with their papers, marked as such, and due to be validated."""

import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ntfc.audit import record
from ntfc.clock import day_of
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc_golden_list.models import Certificate, Edition, File, Firm, Kind, Moved, Programme
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.rules import access, lines, programme
from ntfc_golden_list.rules.judging import Size
from ntfc_golden_list.rules.lifecycle import State

COLUMNS = programme.HOLDER_TOLD


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


@dataclass(frozen=True)
class Holders(lines.Read):
    """A table of holders that was read, with whom each good line tells of."""

    holders: Sequence[Holder] = ()


def look_at_holders(made: Programme, text: str, today: date) -> Holders:
    """Read a table of holders, and keep nothing of it."""
    table = lines.table_of(text)
    wrong = [*lines.heading_faults(table, COLUMNS)]
    if wrong or not table.lines:
        return Holders((), wrong or [_("There is no line with a holder.")])
    known = queries.registrations_known({line["registration"] for line in table.lines})
    good = []
    for line in table.lines:
        faults = [lines.said(line, fault) for fault in _faults(made, line, today, known)]
        wrong += faults
        good += [] if faults else [line]
    holders = [_holder(made, line) for line in good]
    return Holders(good, [*wrong, *_twice(holders)], holders)


@requires(access.MANAGE)
def take_over(made: Programme, *, text: str, now: datetime, actor: Actor) -> int:
    """Take holders over from a table: all of it, or nothing and what is wrong by line."""
    today = day_of(now, "")
    edition = programmes.edition_in_force(made.id, today)
    if edition is None:
        raise Refused(_("The rules of the programme are not published yet."))
    found = look_at_holders(made, text, today)
    refuse_if(found.wrong)
    for one in found.holders:
        _keep(made, edition, one, now, actor)
    record(actor, "golden_list.taken_over", made, holders=len(found.holders))
    return len(found.holders)


def _holder(made: Programme, line: lines.Line) -> Holder:
    return Holder(
        firm=line["firm"],
        registration=line["registration"],
        size=Size(line["size"].lower()),
        kind=next(one for one in made.kinds if one.code == line["class"]),
        role=line["role"],
        certificate=line["certificate"],
        given_on=date.fromisoformat(line["given_on"]),
        decision=line["decision"],
    )


def _faults(
    made: Programme, line: lines.Line, today: date, known: Collection[str]
) -> Iterator[lines.Fault]:
    yield from programme.taking_over_faults(line, today)
    codes = {
        "class": {one.code for one in made.kinds},
        "role": {one.code for one in made.roles},
        "size": {one.value for one in Size},
    }
    for name, given in codes.items():
        typed = line[name].lower() if name == "size" else line[name]
        if typed and typed not in given:
            yield name, _("one of these codes is wanted: %(codes)s", codes=", ".join(sorted(given)))
    if line["registration"] in known:
        yield "registration", _("this firm is known already")


def _twice(holders: list[Holder]) -> list[str]:
    """Say which firms or certificates stand there more than once, or are given already."""
    firms = [one.registration for one in holders]
    papers = [one.certificate for one in holders]
    again = {one for one in firms if firms.count(one) > 1}
    again |= {one for one in papers if papers.count(one) > 1}
    again |= queries.certificates_known(papers)
    return [_("%(what)s stands there already.", what=one) for one in sorted(again)]


def _keep(made: Programme, edition: Edition, one: Holder, now: datetime, actor: Actor) -> None:
    today = day_of(now, "")
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
        since=today,
        due_on=today,
        round_from=today,
        was_taken_over=True,
        opened_on=today,
    )
    db.session.add(file)
    db.session.flush()
    db.session.add_all(
        [
            Moved(
                file_id=file.id,
                number=1,
                to=State.REVALIDATION,
                on=today,
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
