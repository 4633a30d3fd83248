"""A file from interest on: who speaks for a firm, and what it answers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

from ntfc.audit import record
from ntfc.clock import day_of
from ntfc.db import db
from ntfc.errors import FieldRefused, Overtaken, Refused
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires
from ntfc_golden_list.models import Answered, Asked, File, Firm, Programme
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.rules import access, judging
from ntfc_golden_list.rules.lifecycle import BEFORE_APPLYING, Post, State, Step
from ntfc_golden_list.rules.people import OFFICER
from ntfc_golden_list.service.history import write_down
from ntfc_golden_list.service.people import take_in

S = State
NOMINATED = "nominated"
ANSWERABLE = frozenset({S.CANDIDATE, S.SELF_ASSESSMENT, S.RETURNED, S.CLASS_CHANGE})

ACTING = ANSWERABLE | {S.IMPROVEMENT}  # the firm has something to do


@dataclass(frozen=True, kw_only=True)
class FirmTold:
    """What is told of a firm when its file begins."""

    name: str
    registration: str
    size: judging.Size
    sector: str
    region: str
    roles: Sequence[str]

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "FirmTold":
        """Return what was typed of a firm, beside whatever else."""
        return cls(
            name=values["name"],
            registration=values["registration"],
            size=values["size"],
            sector=values["sector"] or "",
            region=values["region"] or "",
            roles=values["roles"],
        )


@requires(access.INTEREST)
def show_interest(
    made: Programme, *, firm: FirmTold, now: datetime, actor: Actor, channel: str = "account"
) -> File:
    """Open the file of a firm for somebody who speaks for it; *channel* is how it came."""
    known = queries.firm_by_registration(firm.registration)
    if known is not None and not access.belongs_to(actor, known):
        raise FieldRefused(
            "registration", _("This firm is known already. Ask its people, or customs, to add you.")
        )
    row = known or _add_firm(firm)
    if actor.person_id is not None and known is None:
        take_in(row, actor.person_id, now=now, actor=actor, signs=True)
    return _open(made, row, firm.roles, now=now, actor=actor, channel=channel)


@requires(access.WORK)
def nominate(
    made: Programme, *, firm: FirmTold, contact: Person, now: datetime, actor: Actor
) -> File:
    """Open the file of a firm that customs would like to see; it goes on by its consent only."""
    if not made.nominates:
        raise Refused(_("In this programme firms come by themselves."))
    if queries.firm_by_registration(firm.registration) is not None:
        raise FieldRefused("registration", _("This firm is known already."))
    if any(one.person_id == contact.id and one.is_held for one in made.posts):
        raise FieldRefused("email", OFFICER)
    row = _add_firm(firm)
    take_in(row, contact.id, now=now, actor=actor, signs=True)
    return _open(made, row, firm.roles, now=now, actor=actor, channel=NOMINATED)


def _add_firm(told: FirmTold) -> Firm:
    names = ("name", "registration", "size", "sector", "region")
    firm = Firm(**{name: getattr(told, name) for name in names})
    db.session.add(firm)
    db.session.flush()
    return firm


def _open(
    made: Programme,
    firm: Firm,
    roles: Sequence[str],
    *,
    now: datetime,
    actor: Actor,
    channel: str,
) -> File:
    if queries.file_of(made.id, firm.id) is not None:
        raise FieldRefused("registration", _("This firm has a file in this programme already."))
    if not roles:
        raise FieldRefused("roles", _("Say in which role the firm takes part."))
    on = day_of(now, "")
    file = File(
        programme_id=made.id,
        programme=made,
        firm=firm,
        number=queries.next_number(made.id),
        roles=[*roles],
        state=S.INTEREST,
        since=on,
        opened_on=on,
        was_nominated=channel == NOMINATED,
    )
    db.session.add(file)
    db.session.flush()
    first = Step(to=S.INTEREST, on=on, by=actor.person_id)
    write_down(file, None, first, now, None, channel=channel)
    record(actor, "golden_list.nominated" if file.was_nominated else "golden_list.interested", file)
    return file


@requires(access.CONSENT)
def consent(file: File, *, on: date, actor: Actor) -> None:
    """Say for a nominated firm that it wants to."""
    if not file.was_nominated or file.consented_on is not None:
        raise Refused(_("The firm has consented already."))
    file.consented_on = on
    record(actor, "golden_list.consented", file)


@requires(access.WORK)
def give_contact(made: Programme, *, file: File, person_id: int, office: str, actor: Actor) -> None:
    """Name the one with whom the firm speaks, and the office that helps it."""
    if not any(
        one.person_id == person_id and one.post is Post.COORDINATOR and one.is_held
        for one in made.posts
    ):
        raise FieldRefused(
            "person_id", _("Only a coordinator of the programme can be the contact.")
        )
    file.coordinator_id, file.office = person_id, office
    record(actor, "golden_list.contact_given", file, person=person_id)


@requires(access.WORK)
def change_firm(
    _made: Programme,
    /,
    *,
    file: File,
    told: FirmTold,
    is_news: Callable[[str, object], bool],
    actor: Actor,
) -> None:
    """Change what is known of a firm, as it told customs; in which roles it applies stays then.

    *is_news* tells whether somebody else changed a field since the form was opened.
    """
    firm = file.firm
    names = ("name", "registration", "size", "sector", "region")
    changed = [name for name in names if getattr(firm, name) != getattr(told, name)]
    if any(is_news(name, getattr(firm, name)) for name in names):
        stands = SimpleNamespace(version=0, **{name: getattr(firm, name) for name in names})
        raise Overtaken(_("Somebody changed this meanwhile. Look again, then save."), stands=stands)
    if "registration" in changed and queries.firm_by_registration(told.registration) is not None:
        raise FieldRefused("registration", _("This firm is known already."))
    for name in changed:
        setattr(firm, name, getattr(told, name))
    if file.state in BEFORE_APPLYING and [*told.roles] != file.roles:
        file.roles = [*told.roles]
        changed.append("roles")
    db.session.flush()
    record(actor, "golden_list.firm_changed", file, fields=changed)


IsNews = Callable[[int, Answered | None], bool]
Told = Mapping[int, tuple[judging.Said, str]]


@requires(access.SPEAK)
def answer(file: File, *, said: Told, is_news: IsNews, now: datetime, actor: Actor) -> None:
    """Keep answers as they come; what is missing is told when the application is handed in.

    *is_news* tells whether somebody else answered since the form was opened.
    """
    if file.state not in ANSWERABLE:
        raise Refused(_("The answers are handed in, and stay as they are."))
    kept = queries.answers(file.id)
    new = {key: each for key, each in said.items() if each != _as_told(kept.get(key))}
    if any(is_news(key, kept.get(key)) for key in new):
        raise Overtaken(
            _(
                "Somebody else answered here meanwhile. Both answers stand below: send what shall stay."
            ),
            stands=kept,
        )
    for key, (told, proof) in new.items():
        row = kept.get(key)
        if row is None:
            row = Answered(file_id=file.id, criterion_id=key)
            db.session.add(row)
        row.answer, row.by_when, row.proof = told.answer, told.by_when, proof
        row.by_id, row.at = actor.person_id, now
    db.session.flush()
    if new:
        record(actor, "golden_list.answered", file, answers=len(new))


def _as_told(row: Answered | None) -> tuple[judging.Said, str]:
    if row is None:
        return judging.Said(answer=None), ""
    return judging.Said(answer=row.answer, by_when=row.by_when), row.proof


@requires(access.SIGN)
def ask(file: File, *, area: str, person: Person, now: datetime, actor: Actor) -> Asked:
    """Ask a colleague for one part of the answers; a link to just that part is sent."""
    asked = queries.asked_once(file.id, area, person.id)
    if asked is not None and asked.ended_at is None:
        return asked
    if asked is None:
        asked = Asked(file_id=file.id, file=file, area=area, person_id=person.id)
        db.session.add(asked)
    asked.asked_at, asked.ended_at = now, None
    db.session.flush()
    record(actor, "golden_list.asked", file, area=area)
    return asked
