"""What decisions propose for an agenda, and what of them waits for a person."""

from collections.abc import Iterator
from datetime import date

from flask import url_for

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.decisions import queries, rules
from ntfc.decisions.models import PollWay
from ntfc.i18n import _, ngettext, on_day
from ntfc.meetings.models import Meeting
from ntfc.names import called
from ntfc.permissions import OFFICE, Actor, Insider
from ntfc.plugins import AgendaProposal, Waiting


def proposals(body: Body, meeting: Meeting) -> Iterator[AgendaProposal]:
    """Yield what came out in writing, what bodies below propose, and which answers are late."""
    yield from _in_writing(body, meeting)
    for row in queries.received_in(body.id):
        yield AgendaProposal(
            key=f"decisions:{row.id}",
            title=row.title,
            reason=_("Proposed by %(body)s, for adoption.", body=called(row.Body))
            if not row.Body.is_restricted
            else _("Proposed by a body below, for adoption."),
            kind="decision",
            minutes=15,
            order=35,
            is_confidential=row.is_confidential or row.Body.is_restricted,
        )
    for row in queries.outstanding_in(body.id, clock.today(body.time_zone)):
        yield AgendaProposal(
            key=f"decisions:{row.id}:answers",
            title=row.title,
            reason=ngettext(
                "%(num)d answer is outstanding.", "%(num)d answers are outstanding.", row.missing
            ),
            kind="report",
            group=_("Answers outstanding"),
            minutes=5,
            order=36,
            is_confidential=row.is_confidential,
        )


def _in_writing(body: Body, meeting: Meeting) -> Iterator[AgendaProposal]:
    """Yield what was adopted in writing since the body met, to be noted, and what was not agreed."""
    for row in queries.not_agreed_in(body.id):
        yield AgendaProposal(
            key=f"decisions:{row.id}",
            title=row.title,
            reason=_(
                "Not agreed in writing by %(day)s. %(why)s",
                day=on_day(clock.day_of(row.closed_at, body.time_zone)),
                why=row.reason,
            ),
            kind="decision",
            minutes=15,
            order=33,
            is_confidential=row.is_confidential,
        )
    for decision in queries.agreed_in_writing(body.id, meeting.starts_at):
        yield AgendaProposal(
            key=f"decisions:{decision.id}:written",
            title=decision.title,
            reason=_(
                "Adopted in writing on %(day)s with the number %(number)s, to be noted.",
                day=on_day(decision.adopted_on) if decision.adopted_on else "",
                number=rules.label(decision),
            ),
            kind="information",
            group=_("Adopted between meetings"),
            minutes=2,
            order=34,
            is_confidential=decision.is_confidential,
        )


def waiting_for(actor: Actor, today: date) -> Iterator[Waiting]:
    """Yield what waits for an answer of the seats or institutions for which a person sits."""
    if actor.person_id is None:
        return
    for row in queries.to_reply_by(actor.person_id, today):
        yield Waiting(
            title=row.title,
            reason=_("A vote is open, and your seat has not voted.")
            if row.way is PollWay.VOTE
            else _("Your seat is asked in writing."),
            url=url_for("decisions.voice", voice_id=row.id),
            button=_("Answer"),
            due=row.closes_on,
            body_name=row.name,
        )
    roles = actor.roles if isinstance(actor, Insider) else {}
    served = [number for number, held in roles.items() if held & OFFICE]
    for row in queries.watched_unasked(served) if served else ():
        yield Waiting(
            title=_("Recommendations of other fora"),
            reason=ngettext(
                "The body watches one that is addressed to nobody. Ask an institution, or note what "
                "became of it.",
                "The body watches %(num)d that are addressed to nobody. Ask an institution, or note "
                "what became of each.",
                row.count,
            ),
            url=url_for("decisions.of_body", body_id=row.id, show="watched"),
            button=_("Look at it"),
            body_name=row.name,
        )
    for row in queries.to_answer_by(actor.person_id, today):
        yield Waiting(
            title=row.title,
            reason=_("It is addressed to your institution, which is asked for an answer."),
            url=url_for("decisions.answer", addressee_id=row.id),
            button=_("Answer"),
            due=row.due_on,
            body_name=row.name,
        )
