"""What customs finds of a firm: vetting, visits, findings, the control programme."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from ntfc.audit import record
from ntfc.clock import day_of
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, requires
from ntfc.uploads import Sent
from ntfc_golden_list.models import (
    Account,
    Checked,
    Control,
    File,
    Finding,
    Paper,
    Site,
    Visited,
    VisitedSite,
)
from ntfc_golden_list.queries import cases
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.rules import access, judging
from ntfc_golden_list.rules.lifecycle import BEFORE_APPLYING, JUDGED, Case, State

VISITING = frozenset({State.VALIDATION, State.REVALIDATION, State.CLASS_CHANGE})
PLANNING = VISITING | {State.VALIDATION_PLANNED, State.IMPROVEMENT}


@requires(access.VET)
def check(
    file: File, *, source: str, is_clear: bool | None, note: str, now: datetime, actor: Actor
) -> Checked:
    """Note what one source says of a firm. It is never shown to the firm."""
    _only_while_vetting(file)
    row = Checked(
        file_id=file.id,
        source=source,
        is_clear=is_clear,
        note=note,
        reviewer_id=actor.person_id,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    record(actor, "golden_list.checked", file)
    return row


@requires(access.VET)
def settle(
    file: File, *, row: Checked, is_clear: bool | None, note: str, now: datetime, actor: Actor
) -> None:
    """Say what came of a check that was not known yet; it is looked at twice from then on."""
    _only_while_vetting(file)
    if row.is_clear is not None:
        raise Refused(_("The result of this check is known already. Note another check."))
    if is_clear is None:
        raise Refused(_("A check has no result yet."))
    row.is_clear, row.note = is_clear, note
    row.reviewer_id, row.second_id, row.at = actor.person_id, None, now
    record(actor, "golden_list.check_settled", file)


@requires(access.VET)
def second(file: File, *, row: Checked, actor: Actor) -> None:
    """Look at a check as the second officer."""
    _only_while_vetting(file)
    if row.is_clear is None:
        raise Refused(_("A check has no result yet."))
    if row.reviewer_id == actor.person_id:
        raise Refused(_("The second officer is somebody else than the first."))
    row.second_id = actor.person_id
    record(actor, "golden_list.checked_again", file)


def _only_while_vetting(file: File) -> None:
    if file.state is not State.VETTING:
        raise Refused(_("Checks are made while the file is being vetted."))


@requires(access.SPEAK)
def add_site(file: File, *, name: str, actor: Actor) -> Site:
    """Name premises of a firm."""
    site = Site(firm_id=file.firm_id, name=name)
    db.session.add(site)
    db.session.flush()
    record(actor, "golden_list.site_added", file)
    return site


@requires(access.SPEAK)
def remove_site(file: File, *, site: Site, actor: Actor) -> None:
    """Take off premises that were named wrongly; a firm hides none once it has applied."""
    if file.state not in BEFORE_APPLYING and not access.posts_on(actor, file):
        raise Refused(_("The application is handed in: tell customs what changed."))
    if queries.is_visited(site.id):
        raise Refused(_("A visit goes there: it stays in the file."))
    db.session.delete(site)
    db.session.flush()
    record(actor, "golden_list.site_removed", file, name=site.name)


@requires(access.SPEAK)
def add_evidence(
    file: File,
    *,
    content: Sent,
    criterion_id: int | None,
    valid_until: date | None,
    now: datetime,
    actor: Actor,
) -> Paper:
    """Keep evidence of a firm; what it holds already may spare a second look (T4)."""
    row = _paper(file, content, now, actor)
    row.criterion_id, row.valid_until = criterion_id, valid_until
    record(actor, "golden_list.evidence_added", file)
    return row


@requires(access.VISIT)
def add_photo(
    file: File,
    *,
    visit: Visited,
    content: Sent,
    criterion_id: int | None,
    now: datetime,
    actor: Actor,
) -> Paper:
    """Keep what was seen on a visit. It stays inside customs."""
    row = _paper(file, content, now, actor)
    row.visit_id, row.criterion_id = visit.id, criterion_id
    record(actor, "golden_list.photo_added", file)
    return row


def _paper(file: File, content: Sent, now: datetime, actor: Actor) -> Paper:
    row = Paper(
        file_id=file.id,
        name=content.file_name,
        media=content.media,
        stored=content.file,
        by_id=actor.person_id,
        at=now,
    )
    db.session.add(row)
    db.session.flush()
    return row


@requires(access.VISIT)
def plan(
    file: File,
    *,
    sites: Collection[int],
    reason: str,
    scope: str,
    on: date,
    actor: Actor,
) -> Visited:
    """Plan a visit: where to, and why these places stand for all."""
    if file.state not in PLANNING and not may_visit(file, cases.case_of(file)):
        raise Refused(_("A visit is planned once the firm is vetted."))
    known = {site.id for site in queries.sites(file.firm_id)}
    refuse_if(judging.sample_faults(known, sites, reason))
    visit = Visited(
        file_id=file.id,
        validator_id=actor.person_id,
        planned_on=on,
        scope=scope,
        sample_reason=reason,
        places=[VisitedSite(site_id=number) for number in sorted(sites)],
    )
    db.session.add(visit)
    db.session.flush()
    record(actor, "golden_list.visit_planned", file)
    return visit


@requires(access.VISIT)
def note_visit(
    file: File,
    *,
    visit: Visited,
    made_on: date,
    people_met: str,
    found: Mapping[int, tuple[judging.Result, str, date | None]],
    now: datetime,
    actor: Actor,
) -> None:
    """Note a visit that was made, or correct what was noted: the former account stays."""
    if not may_visit(file, cases.case_of(file)):
        raise Refused(_("A visit is noted while the firm is being validated."))
    refuse_if(
        judging.noting_faults(
            made_on,
            round_from=file.round_from,
            today=day_of(now, ""),
            is_decided=is_decided(file, visit),
        )
    )
    stands = {key: _as_found(row) for key, row in visit.standing.items()}
    told = {key: judging.Found(*each, by=actor.person_id) for key, each in found.items()}
    new = judging.noted_anew(told, stands)
    refuse_if(judging.correction_faults(new, stands))
    if not new and (visit.made_on, visit.people_met) == (made_on, people_met):
        return
    is_correction = visit.made_on is not None
    visit.made_on, visit.people_met = made_on, people_met
    visit.accounts.append(
        Account(made_on=made_on, people_met=people_met, by_id=actor.person_id, at=now)
    )
    visit.findings += [
        Finding(
            criterion_id=key,
            result=one.result,
            note=one.note,
            due_on=one.due_on,
            by_id=one.by,
            at=now,
        )
        for key, one in new.items()
    ]
    db.session.flush()
    changed = sorted(new.keys() & stands.keys())
    if is_correction:
        record(actor, "golden_list.visit_corrected", file, visit=visit.id, findings=changed)
    else:
        record(actor, "golden_list.visited", file, visit=visit.id)


def may_visit(file: File, case: Case) -> bool:
    """Tell whether visits are noted now: also of a firm suspended before anybody judged a round."""
    return file.state in VISITING or (file.state is State.SUSPENDED and case.is_round_open)


def is_decided(file: File, visit: Visited) -> bool:
    """Tell whether a status was decided since a visit was noted first."""
    decided = cases.decided_at(file.id)
    if visit.made_on is None or decided is None:
        return False
    first = visit.accounts[0].at if visit.accounts else None
    return first is None or first <= decided


def _as_found(row: Finding) -> judging.Found:
    return judging.Found(row.result, row.note, row.due_on, by=row.by_id)


@requires(access.MOVE)
def add_control(file: File, *, what: str, how_often: str, by_whom: str, actor: Actor) -> Control:
    """Write a line of the control programme. The firm does not write its own."""
    if not access.posts_on(actor, file):
        raise Refused(_("Customs writes the control programme."))
    control = Control(file_id=file.id, what=what, how_often=how_often, by_whom=by_whom)
    db.session.add(control)
    db.session.flush()
    record(actor, "golden_list.control_added", file)
    return control


@requires(access.MOVE)
def end_control(file: File, *, control: Control, on: date, actor: Actor) -> None:
    """Take a line off the control programme; whoever holds the status keeps at least one (T19)."""
    if not access.posts_on(actor, file):
        raise Refused(_("Customs writes the control programme."))
    if control.ended_on is not None:
        raise Refused(_("This control has ended already."))
    if file.state in JUDGED and len(queries.controls(file.id)) == 1:
        raise Refused(_("A trusted firm is still controlled: write another control first."))
    control.ended_on = on
    record(actor, "golden_list.control_ended", file, control=control.id)
