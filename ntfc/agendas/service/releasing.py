"""The way out: the draft to the coordinators, agreement, release, supplements."""

from collections.abc import Sequence
from datetime import date, datetime

from ntfc import audit, plugins
from ntfc.agendas import queries, rules
from ntfc.agendas.models import (
    Agenda,
    AgendaAgreement,
    AgendaRemark,
    AgendaRequest,
    AgendaState,
)
from ntfc.agendas.rules import Line
from ntfc.agendas.service import guests, letters
from ntfc.db import db
from ntfc.errors import Overtaken, Refused, refuse_if
from ntfc.i18n import _
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.meetings.rules import bodies_of, first_day
from ntfc.permissions import SYSTEM, Actor, requires
from ntfc.procedure.queries import people_of, rules_on


class Changed(Overtaken):
    """The agenda reads otherwise than what somebody agreed to; *changes* says how."""

    def __init__(self, changes: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            _("The agenda has changed since you opened it. Nothing was stored: look at it again.")
        )
        self.changes = changes


def _lines(agenda: Agenda) -> list[Line]:
    return rules.lined_up(agenda.items)


@requires(rules.SEND)
def send_to_coordinators(
    agenda: Agenda, *, closes_on: date, actor: Actor, now: datetime, today: date
) -> list[Issued]:
    """Send the draft to the coordinators of all member institutions, once more if it changed."""
    meeting_on = first_day(agenda.meeting)
    refuse_if(rules.obstacles_to_sending(agenda, _lines(agenda), closes_on, today, meeting_on))
    asked: dict[int, int | None] = {}
    for body in bodies_of(agenda.meeting):
        asked |= queries.coordinators_of(body, today)
    if not asked:
        raise Refused(_("Nobody sits in this body yet, so there is nobody to send it to."))
    known = {request.person_id for request in agenda.requests}
    for person_id, organisation_id in asked.items():
        if person_id not in known:
            request = AgendaRequest(
                body_id=agenda.body_id,
                agenda=agenda,
                person_id=person_id,
                organisation_id=organisation_id,
                asked_at=now,
            )
            db.session.add(request)
    agenda.state = AgendaState.WITH_COORDINATORS
    agenda.sent_at, agenda.remarks_close_on = now, closes_on
    db.session.flush()
    audit.record(actor, "agenda.sent", agenda, people=len(asked), until=closes_on.isoformat())
    others = [number for number in asked if number != actor.person_id]
    return letters.ask_for_remarks(agenda, people=others, actor=actor, now=now)


@requires(rules.REMARK)
def remark(
    agenda: Agenda, *, text: str, item_id: int | None = None, actor: Actor, now: datetime
) -> AgendaRemark:
    """Say something to the draft, as a whole or to one of its items."""
    refuse_if(rules.obstacles_to_remarking(agenda))
    if item_id is not None and item_id not in {item.id for item in agenda.items}:
        item_id = None
    kept = AgendaRemark(
        body_id=agenda.body_id,
        agenda=agenda,
        item_id=item_id,
        person_id=actor.person_id,
        text=text,
        at=now,
        by_link=getattr(actor, "audit_kind", "") == "link",
    )
    db.session.add(kept)
    db.session.flush()
    audit.record(actor, "agenda.remarked", agenda, item=item_id, by_link=kept.by_link)
    return kept


@requires(rules.SEND)
def answer_remark(remark: AgendaRemark, *, answer: str, actor: Actor, now: datetime) -> None:
    """Say what became of a remark; whoever made it reads the answer."""
    remark.answer, remark.answered_at = answer, now
    db.session.flush()
    audit.record(actor, "agenda.remark_answered", remark)


@requires(rules.SEND)
def ask_to_agree(agenda: Agenda, *, actor: Actor, now: datetime, today: date) -> list[Issued]:
    """Ask those who have not agreed to the agenda as it reads now."""
    missing = queries.releasing_on(agenda, today) - _agreed(agenda)
    if not missing:
        raise Refused(_("Everybody who releases the agenda has agreed to it as it reads now."))
    agenda.asked_at = now
    audit.record(actor, "agenda.agreement_asked", agenda, people=len(missing))
    return letters.ask_to_agree(agenda, people=missing, actor=actor, now=now)


def _agreed(agenda: Agenda) -> frozenset[int]:
    """Return who agreed to just the text of now."""
    mark = queries.mark_of(agenda)
    given = queries.agreements_to(agenda).values()
    return frozenset(one.person_id for one in given if one.fingerprint == mark)


@requires(rules.AGREE)
def agree(
    agenda: Agenda, *, seen: str, actor: Actor, now: datetime, today: date
) -> AgendaAgreement:
    """Agree to the agenda as one saw it; a page that is out of date stores nothing."""
    lines = _lines(agenda)
    is_releaser = actor.person_id in queries.releasing_on(agenda, today)
    refuse_if(rules.obstacles_to_agreeing(agenda, lines, is_releaser=is_releaser))
    text = rules.canonical(lines)
    mark = rules.fingerprint(text)
    if seen != mark:
        before = queries.agreements_to(agenda).get(actor.person_id or 0)
        raise Changed(rules.changes(before.text, text) if before else ())
    given = AgendaAgreement(
        body_id=agenda.body_id,
        agenda_id=agenda.id,
        person_id=actor.person_id,
        fingerprint=mark,
        text=text,
        at=now,
        by_link=getattr(actor, "audit_kind", "") == "link",
    )
    db.session.add(given)
    db.session.flush()
    audit.record(actor, "agenda.agreed", agenda, mark=mark[:12], by_link=given.by_link)
    return given


@requires(rules.RELEASE)
def release(
    agenda: Agenda,
    *,
    because: str = "",
    actor: Actor,
    now: datetime,
    today: date,
    to_hand_over: list[Issued] | None = None,
) -> None:
    """Send the agenda out, or its supplement: its lines stay; *to_hand_over* takes links by hand."""
    lines, procedure = _lines(agenda), rules_on(agenda.body, today)
    releasers, names = queries.who_releases(agenda.body, procedure, today)
    agreed = _agreed(agenda)
    obstacles = [
        *rules.obstacles_to_releasing(agenda, lines, procedure, releasers, agreed, names),
        *rules.obstacles_in_joining(agenda, queries.joining(agenda, today), agreed),
        *plugins.objections(rules.RELEASE, agenda, actor),
    ]
    despite = queries.not_kept(agenda, today)
    if despite and not because.strip():
        obstacles += [*despite, _("It may go out all the same: say why, and it stands beside it.")]
    refuse_if(obstacles)
    out = rules.unreleased(lines)
    for line in out:
        line.item.released_at = now
        if line.item.issue is not None:
            line.item.note = line.item.note or line.item.issue.note
    if agenda.state is AgendaState.RELEASED:
        agenda.supplements += 1
    else:
        agenda.state = AgendaState.RELEASED
        agenda.released_at, agenda.released_by_id = now, actor.person_id
        agenda.despite, agenda.because = despite, because
    db.session.flush()
    audit.record(actor, "agenda.released", agenda, supplement=agenda.supplements, items=len(out))
    links.revoke_all_of(agenda, actor=SYSTEM, now=now)
    lines_out = [line.item for line in out]
    guests.are_back(agenda, lines_out, actor=actor, now=now, to_hand_over=to_hand_over)
    guests.follow(agenda, actor=actor, now=now, to_hand_over=to_hand_over)
    _tell(agenda, out, actor=actor, now=now, today=today)


def _tell(agenda: Agenda, out: Sequence[Line], *, actor: Actor, now: datetime, today: date) -> None:
    """Send what went out to those who take part, once the meeting has been called."""
    if agenda.meeting.convened_at is None:
        return
    bodies = bodies_of(agenda.meeting)
    seats = (seat for body in bodies for seat in people_of(body, today))
    people = {seat.person_id for seat in seats} - {actor.person_id}
    hidden = str(_("An item in confidence"))
    told = [(line.label, hidden if line.item.is_confidential else line.item.title) for line in out]
    letters.tell_released(agenda, lines=told, people=people, actor=actor, now=now)
