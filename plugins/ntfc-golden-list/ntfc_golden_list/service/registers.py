"""Writing down how rules are read and what was learnt; proposing benefits and answering."""

from datetime import date, datetime

from ntfc.audit import record
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.permissions import Actor, requires
from ntfc_golden_list.models import Lesson, Programme, Proposed, Reading
from ntfc_golden_list.queries import registers as queries
from ntfc_golden_list.rules import access, programme
from ntfc_golden_list.rules.benefits import Disposition, disposition_faults
from ntfc_golden_list.rules.lifecycle import Post


@requires(access.WORK)
def read_rule(made: Programme, *, code: str, since: date, text: str, actor: Actor) -> None:
    """Say how a requirement is read in the whole country: the central unit does."""
    is_central = Post.CENTRAL in access.posts_of(actor, made)
    refuse_if(programme.ruling_faults(programme.Ruling(code, since, text, is_central)))
    db.session.add(
        Reading(programme_id=made.id, code=code, since=since, text=text, by_id=actor.person_id)
    )
    record(actor, "golden_list.rule_read", made, requirement=code)


@requires(access.WORK)
def learn(made: Programme, *, text: str, now: datetime, actor: Actor) -> None:
    """Keep a lesson for the training of all centres."""
    refuse_if(programme.lesson_faults(text, queries.names_of_firms(made.id)))
    db.session.add(Lesson(programme_id=made.id, text=text, by_id=actor.person_id, at=now))
    record(actor, "golden_list.learnt", made)


@requires(access.COUNT)
def propose(made: Programme, *, text: str, now: datetime, actor: Actor) -> None:
    """Propose a benefit that the programme does not give yet."""
    db.session.add(Proposed(programme_id=made.id, text=text, by_id=actor.person_id, at=now))
    record(actor, "golden_list.proposed", made)


@requires(access.MANAGE)
def answer_proposal(
    made: Programme, *, row: Proposed, disposition: Disposition, reason: str, actor: Actor
) -> None:
    """Say what becomes of a proposal; whoever made it reads why not."""
    refuse_if(disposition_faults(disposition, reason))
    row.disposition, row.reason, row.answered_by_id = disposition, reason, actor.person_id
    record(actor, "golden_list.proposal_answered", made, disposition=disposition.value)
