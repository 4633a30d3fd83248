"""The steps of a file: what stands against each, and what each leaves behind."""

import secrets
from datetime import date, datetime

from ntfc.audit import record
from ntfc.clock import day_of
from ntfc.db import db
from ntfc.errors import FieldRefused, PermissionDenied, Refused, refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc_golden_list.models import Certificate, File, Kind
from ntfc_golden_list.queries import cases, programmes
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.rules import access, judging, lifecycle, programme, terms
from ntfc_golden_list.rules.lifecycle import ENDED, Case, Post, State, Step
from ntfc_golden_list.rules.status import ends_with
from ntfc_golden_list.service.history import write_down

S = State
TO_BE_TYPED = "…"


@requires(access.MOVE)
def take(
    file: File,
    *,
    to: State,
    reasons: str,
    now: datetime,
    actor: Actor,
    kind: Kind | None = None,
    conditions: str = "",
    review_on: date | None = None,
) -> None:
    """Take one step, if it is this person's to take and nothing stands against it."""
    case = cases.case_of(file, kind)  # judged for the class that is given, not a former one
    if to in lifecycle.steps_from(case) and not access.may_move(actor, file, to):
        raise PermissionDenied(access.MOVE.name)
    step = _step(to, reasons, now, actor)
    refuse_if(lifecycle.obstacles(case, step, file.programme.terms))
    refuse_if(_faults(file, to, step.on, actor, kind))
    if review_on is not None and review_on < step.on:
        raise FieldRefused("review_on", _("This day is over."))
    _prepare(file, to, step.on, kind)
    by_firm = access.belongs_to(actor, file.firm)
    _go(file, case, step, now, actor, conditions, review_on, by_firm=by_firm)


@requires(access.MOVE)
def in_the_way(file: File, *, to: State, now: datetime, actor: Actor) -> list[str]:
    """Return what stands against a step before it is taken, but for what is typed with it.

    Whose step it is not reads nothing of it: what customs weighs stays inside.
    """
    if not access.may_move(actor, file, to):
        return []
    kind = file.kind or next(iter(file.programme.kinds), None)
    step = _step(to, TO_BE_TYPED, now, actor)
    found = lifecycle.obstacles(cases.case_of(file, kind), step, file.programme.terms)
    return [*found, *_faults(file, to, step.on, actor, kind)]


def _step(to: State, reasons: str, now: datetime, actor: Actor) -> Step:
    is_told = to in lifecycle.APPEALABLE  # each such letter tells of it
    on, by = day_of(now, ""), actor.person_id
    return Step(to=to, on=on, by=by, reasons=reasons, tells_of_appeal=is_told)


def _go(
    file: File,
    case: Case,
    step: Step,
    now: datetime,
    actor: Actor,
    conditions: str = "",
    review_on: date | None = None,
    *,
    by_firm: bool,
) -> None:
    """Put a file where the step leads, with all that follows from it, and write it down."""
    to, start, since = step.to, file.state, file.since
    _put(file, lifecycle.after(case, step))
    is_judged = to is S.CERTIFIED or (to is S.MONITORING and case.is_round_open)
    if to is S.CERTIFIED:
        _certify(file, step.on, conditions, actor)
    elif is_judged:
        _prolong(file, step.on)
    if to in ENDED:
        _end_certificates(file, step.on)
    elif case.appealed_from is S.REMOVED:
        _reinstate(file, case.ended_on)
    _fix_days(file, step.on, step.on if is_judged else _judged_on(file), review_on)
    told = {access.BY_FIRM: by_firm, **_told_of_days(file, review_on)}
    if to is S.APPLICATION and file.edition is not None:
        told["accepted"] = file.edition.number
    write_down(file, start, step, now, since, **told)
    record(actor, "golden_list.moved", file, start=start.value, to=to.value)


def _faults(file: File, to: State, on: date, actor: Actor, kind: Kind | None) -> list[str]:
    """Return what stands against a step beyond the life cycle itself."""
    found = _faults_of_actor(file, to, on, actor)
    if to in (S.SELF_ASSESSMENT, S.APPLICATION):
        opens = {part.code: part.opens_on for part in file.programme.roles}
        found += programme.opening_faults(opens, file.roles, on)
    if to is S.SELF_ASSESSMENT and programmes.edition_in_force(file.programme_id, on) is None:
        found.append(_("The rules of the programme are not published yet."))
    if to is S.VALIDATION_PLANNED and file.state is S.VETTING:
        checks = [
            judging.Check(one.is_clear, one.reviewer_id, one.second_id)
            for one in queries.checks(file.id)
            if file.round_from is None or day_of(one.at, "") >= file.round_from
        ]
        found += judging.vetting_faults(checks)
    if to is S.VALIDATION and not queries.visits(file.id):
        found.append(_("Plan the visit first."))
    if to in lifecycle.WITH_CLASS:
        found += _class_faults(file, kind)
    return found


def _faults_of_actor(file: File, to: State, on: date, actor: Actor) -> list[str]:
    """Return why it is not for this person to take a step now."""
    found: list[str] = []
    by, belongs = lifecycle.movers(file.state, to), access.belongs_to(actor, file.firm)
    if belongs and Post.FIRM not in by:
        found.append(_("Whoever speaks for a firm does not act on its file for customs."))
    if not belongs:
        own = [o for o in file.programme.posts if o.person_id == actor.person_id and o.is_held]
        first = next((o.conduct_on for o in own if o.conduct_on), None)
        found += judging.conduct_faults(first, on)
    if to in lifecycle.LEAVING and not belongs and not queries.says_it_leaves(file):
        found.append(_("The firm says so first: by its link, on its page, or on paper noted here."))
    return found


def _class_faults(file: File, kind: Kind | None) -> list[str]:
    wanted = kind or file.kind
    if wanted is None:
        return [_("Say which class the firm is given.")]
    needs = {one.code: one.needs or None for one in file.programme.kinds}
    held = {c.kind.code for c in queries.certificates(file.id) if c.ended_on is None}
    return [*programme.class_faults(wanted.code, needs, held)]


def _prepare(file: File, to: State, on: date, kind: Kind | None) -> None:
    if to is S.SELF_ASSESSMENT:
        file.edition = programmes.edition_in_force(file.programme_id, on)
    if kind is not None and to in lifecycle.WITH_CLASS:
        file.kind = kind
    elif (file.state, to) == (S.CLASS_CHANGE, S.MONITORING):  # it was not made
        held = (one.kind for one in queries.certificates(file.id) if one.ended_on is None)
        file.kind = next(held, file.kind)


def _put(file: File, case: Case) -> None:
    file.state = case.state
    file.since = case.since or file.since
    file.round_from = case.round_from
    file.appealed_from = case.appealed_from
    file.ended_on = case.ended_on
    file.was_certified = case.was_certified
    file.was_taken_over = case.was_taken_over


def _judged_on(file: File) -> date | None:
    steps = cases.moves(file.id)
    return lifecycle.judged_on((step.start, step.to, step.on) for step in steps)


def _fix_days(file: File, on: date, judged_on: date | None, review_on: date | None) -> None:
    """Say by when the next thing must happen in a file, and until when the firm may appeal.

    A certificate does not run out unseen while the file goes on: what is due is due by its end.
    """
    fixed = file.programme.terms
    file.appeal_until = terms.appeal_by(on, fixed) if file.state in lifecycle.APPEALABLE else None
    held = [c.until for c in queries.certificates(file.id) if c.ended_on is None]
    file.due_on = terms.earliest([due(file, on, judged_on, review_on), *held])


def _told_of_days(file: File, review_on: date | None) -> dict[str, str]:
    """Return the days that the letter about a step names: it says the same for ever."""
    again = lifecycle.comes_again(file.state, file.ended_on, file.programme.terms)
    days = {"appeal": file.appeal_until, "review": review_on, "again": again}
    return {name: day.isoformat() for name, day in days.items() if day is not None}


def due(file: File, on: date, judged_on: date | None, review_on: date | None = None) -> date | None:
    """Return by when the next thing must happen by the terms, as far as one was fixed.

    When a firm is looked at again is counted from when it was judged, not from when it came back.
    """
    fixed = file.programme.terms
    if file.state is S.RETURNED:
        return terms.answer_by(on, fixed)
    if file.state is S.IMPROVEMENT:
        visits = queries.visits(file.id)
        return terms.earliest(f.due_on for v in visits for f in v.standing.values())
    if file.state in (S.CERTIFIED, S.MONITORING):
        return terms.review_due(judged_on or on, fixed)
    return review_on if file.state is S.SUSPENDED else None


def _certify(file: File, on: date, conditions: str, actor: Actor) -> None:
    if file.kind is None or file.edition_id is None:
        raise Refused(_("Say which class the firm is given."))
    needs = {one.code: one.needs or None for one in file.programme.kinds}
    held = {c.kind.code for c in queries.certificates(file.id) if c.ended_on is None}
    _end_certificates(file, on, only=ends_with(file.kind.code, held, needs))
    given = len(queries.certificates(file.id)) + 1
    db.session.add(
        Certificate(
            file_id=file.id,
            kind_id=file.kind.id,
            edition_id=file.edition_id,
            number=f"{file.reference}-{given}",
            code=secrets.token_urlsafe(15),
            roles=[*file.roles],
            given_on=on,
            until=terms.valid_until(on, file.programme.terms),
            conditions=conditions,
            decided_by_id=actor.person_id,
        )
    )
    db.session.flush()


def _prolong(file: File, on: date) -> None:
    """Let what was confirmed hold for another term, where the programme fixed one."""
    until = terms.valid_until(on, file.programme.terms)
    for certificate in queries.certificates(file.id):
        if certificate.ended_on is None and certificate.until is not None and until is not None:
            certificate.until = max(certificate.until, until)


def _end_certificates(file: File, on: date, only: set[str] | None = None) -> None:
    for certificate in queries.certificates(file.id):
        if certificate.ended_on is None and (only is None or certificate.kind.code in only):
            certificate.ended_on = on


def _reinstate(file: File, ended_on: date | None) -> None:
    """Bring back what a removal had ended that was wrong."""
    for certificate in queries.certificates(file.id):
        if ended_on is not None and certificate.ended_on == ended_on:
            certificate.ended_on = None
