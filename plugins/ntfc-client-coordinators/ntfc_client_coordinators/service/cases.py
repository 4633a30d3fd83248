"""What a firm asks, from its coming to the answer that the firm heard."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ntfc.audit import record
from ntfc.db import db
from ntfc.errors import FieldRefused, PermissionDenied, Refused, refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc_client_coordinators.models import Case, Firm
from ntfc_client_coordinators.queries import cases as queries
from ntfc_client_coordinators.queries import firms
from ntfc_client_coordinators.rules import access, assigning, cases, integrity
from ntfc_client_coordinators.rules.cases import Hand, Part, State
from ntfc_client_coordinators.rules.log import Kind
from ntfc_client_coordinators.service.log import write_down

S = State
OF_CASES = (Kind.CONSULTED, Kind.MANAGER, Kind.FACTS)


@requires(access.CARE)
def open_case(
    firm: Firm, *, values: Mapping[str, Any], now: datetime, today: date, actor: Actor
) -> Case:
    """Take in what a firm asked, by whatever way it came."""
    if values["due_on"] is not None and values["due_on"] < today:
        raise FieldRefused("due_on", _("This day is past."))
    case = Case(
        number=queries.next_number(),
        firm=firm,
        opened_by_id=actor.person_id,
        state=S.FRONT,
        since=now,
        received_at=now,
        **values,
    )
    db.session.add(case)
    db.session.flush()
    _written(case, S.FRONT, str(case.title), now, actor)
    return case


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is told with a step; most of it only with some."""

    text: str = ""
    section: str = ""
    due_on: date | None = None
    part: Part | None = None
    where: cases.Where | None = None


@requires(access.STEP)
def take(case: Case, *, to: State, told: Told, now: datetime, today: date, actor: Actor) -> None:
    """Take one step, if it is this person's to take and nothing stands against it."""
    _refuse_others(case, to, actor)
    if told.part is not None and case.state is S.FRONT:
        case.part = told.part
    step = cases.Step(to=to, text=told.text, section=told.section, where=told.where)
    refuse_if(cases.faults(queries.plain(case), step))
    if told.due_on is not None and told.due_on < today:
        raise FieldRefused("due_on", _("This day is past."))
    if to is S.SENT and told.section not in queries.sections(case.firm.desk):
        raise FieldRefused("section", _("Nobody works in this section."))
    _wind_clocks(case, now)
    start, case.state, case.since = case.state, to, now
    case.where = told.where or case.where
    case.due_on = told.due_on or case.due_on
    if to is S.SENT:
        case.section = told.section
    if to in cases.HEARD and case.heard_at is None:
        case.heard_at = now
    if to in cases.TOLD:
        case.outcome = told.text
    if to is S.FRONT:
        _back_to_front(case, start)
    case.closed_at = now if to is S.CLOSED else None
    _written(case, to, told.text, now, actor)


def _back_to_front(case: Case, start: State) -> None:
    """Begin anew with what is open again; what is taken back is no longer with its section."""
    if start in cases.HEARD:
        case.heard_at = case.checked_on = case.checker_id = None
    else:
        case.section = ""


def _refuse_others(case: Case, to: State, actor: Actor) -> None:
    """Let the section take its steps, and whoever answers for the firm all the others."""
    by_section = cases.hand(case.state, to) is Hand.SECTION
    may = access.is_of_section(actor, case) if by_section else access.answers(actor, case.firm)
    if to in cases.steps_from(queries.plain(case)) and not may:
        raise PermissionDenied(access.STEP.name)


def _wind_clocks(case: Case, now: datetime) -> None:
    front, back = cases.minutes_in(case.state, case.since, now)
    case.front_minutes += front
    case.back_minutes += back


def _written(case: Case, to: State, text: str, now: datetime, actor: Actor) -> None:
    db.session.flush()
    write_down(case.firm, Kind.STEP, now=now, actor=actor, text=text, about=case.key, to=to.value)
    record(actor, "client_coordinators.case_moved", case.firm, case=case.number, to=to.value)


@requires(access.STEP)
def note(case: Case, *, kind: Kind, text: str, now: datetime, today: date, actor: Actor) -> None:
    """Write down that a colleague or the manager was asked or told; of an appeal only facts."""
    out_of_hands = cases.is_out_of_hands(case.where) or case.topic is cases.Topic.APPEAL
    if out_of_hands and kind is not Kind.FACTS:
        raise FieldRefused(
            "kind", _("This is an objection or appeal: you only give facts from the file.")
        )
    if kind is Kind.MANAGER:
        case.manager_on = today
    write_down(case.firm, kind, now=now, actor=actor, text=text, about=case.key)
    record(actor, "client_coordinators.case_noted", case.firm, case=case.number, kind=kind.value)


def answering(firm: Firm) -> set[int | None]:
    """Return who answers for a firm, and who stands in."""
    live = [one for one in firm.assignments if one.state in assigning.ANSWERS]
    return {number for one in live for number in (one.person_id, one.substitute_id)}


@requires(access.CARE)
def ask_colleague(case: Case, *, person_id: int, now: datetime, actor: Actor) -> None:
    """Name the colleague who evaluates it; never who answers for the firm (C4, C5)."""
    what = cases.NEEDS_COLLEAGUE.get(case.topic)
    if what is None:
        raise Refused(_("A colleague evaluates refunds, assessments and authorisations."))
    for sentence in integrity.colleague_faults(
        what, person_id, (*answering(case.firm), case.opened_by_id, actor.person_id)
    ):
        raise FieldRefused("person_id", sentence)
    if person_id not in {one.person_id for one in firms.officers(case.firm.desk)}:
        raise FieldRefused("person_id", _("Only who has a post here can look at it."))
    case.checker_id, case.checked_on = person_id, None
    write_down(case.firm, Kind.CONSULTED, now=now, actor=actor, about=case.key, asked=person_id)
    record(actor, "client_coordinators.colleague_asked", case.firm, case=case.number)


@requires(access.CHECK)
def check(case: Case, *, agrees: bool, text: str, now: datetime, today: date, actor: Actor) -> None:
    """Say as a colleague what one found; only who agrees lets it go on."""
    if case.state is S.CLOSED:
        raise Refused(_("This case is closed."))
    what = cases.NEEDS_COLLEAGUE[case.topic]
    refuse_if(
        integrity.colleague_faults(
            what, actor.person_id, (*answering(case.firm), case.opened_by_id)
        )
    )
    case.checked_on = today if agrees else None
    if not agrees:
        case.checker_id = None  # somebody is asked anew once it was put right
    write_down(
        case.firm, Kind.CHECKED, now=now, actor=actor, text=text, about=case.key, agrees=agrees
    )
    record(actor, "client_coordinators.checked", case.firm, case=case.number, agrees=agrees)


@requires(access.CARE)
def keep_precedent(case: Case, *, lesson: str, now: datetime, actor: Actor) -> None:
    """Keep for all colleagues how it was answered, without telling of which firm (C10)."""
    refuse_if(cases.naming_faults([lesson], names_of(case)))
    case.lesson = lesson
    told = {"about": case.key, "to": "precedent_kept"}
    write_down(case.firm, Kind.STEP, now=now, actor=actor, text=lesson, **told)
    record(actor, "client_coordinators.precedent_kept", case.firm, case=case.number)


def names_of(case: Case) -> set[str]:
    """Return by what the firm of a case would be known: its name, number, people and divisions."""
    firm = case.firm
    people = (line.partition(",")[0] for line in (*firm.people, case.caller))
    divisions = cases.telling_divisions([*firm.divisions, case.division])
    return {firm.name, firm.registration, *people, *divisions}
