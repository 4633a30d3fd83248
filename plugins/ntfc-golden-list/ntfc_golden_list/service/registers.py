"""Writing down how rules are read and what was learnt; proposing benefits and answering."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from ntfc.audit import record
from ntfc.committees import queries as committees
from ntfc.db import db
from ntfc.errors import FieldRefused, Overtaken, Refused, refuse_if
from ntfc.i18n import _
from ntfc.issues.service.proposing import propose as bring
from ntfc.permissions import Actor, Entrusted, requires
from ntfc_golden_list.models import General, Lesson, Partner, Programme, Proposed, Reading
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


@requires(access.MANAGE)
def recognise(
    made: Programme, *, row: Partner | None, seen: int, values: Mapping[str, Any], actor: Actor
) -> None:
    """Note how far recognition with a partner is; nothing binds before a programme is full.

    *seen* is the version of the row that was opened.
    """
    if row is not None and row.version != seen:
        raise Overtaken(
            _("Somebody changed this partner meanwhile. Look again, then save once more."),
            stands=row,
        )
    if values["recognition"] in programme.BINDING:
        refuse_if(programme.recognition_faults(made.stage, made.exempt))
    others = {one.code for one in queries.partners(made.id) if one is not row}
    if values["code"] in others:
        raise FieldRefused("code", _("This partner stands in the list already."))
    if row is None:
        row = Partner(programme_id=made.id)
        db.session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    db.session.flush()
    record(actor, "golden_list.recognised", made, partner=row.code, how=row.recognition.value)


@requires(access.WORK)
def tell_committee(
    made: Programme,
    *,
    title: str,
    problem: str,
    firms: int,
    now: datetime,
    today: date,
    actor: Actor,
) -> None:
    """Bring a general problem to the committee: an issue without the name of any firm.

    The committee decides what becomes of it; its secretariat may park it.
    """
    names = queries.names_of_firms(made.id)
    refuse_if(programme.general_faults(f"{title} {problem}", firms, names))
    body = committees.get_body(made.of_body_id) if made.of_body_id else None
    if body is None:
        raise Refused(_("No committee reads the figures of this programme: set one up first."))
    told = _("Told by customs of %(number)s firms of the programme.", number=firms)
    facts = {"title": title, "problem": problem, "expected_result": "", "context": str(told)}
    by = Entrusted(actor)
    issue = bring(body, facts=facts, actor=by, now=now, today=today)
    db.session.add(
        General(programme_id=made.id, issue_id=issue.id, firms=firms, by_id=actor.person_id, at=now)
    )
    db.session.flush()
    record(actor, "golden_list.told_committee", made, issue=issue.id)


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
