"""Approving by a one-time link, with the code that came another way."""

from hmac import compare_digest
from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms import CodeForm
from ntfc.minutes.models import Erratum, Minutes, Way
from ntfc.minutes.service import approval
from ntfc.minutes.service.approval_letters import APPROVE_ACT, ERRATUM_ACT
from ntfc.minutes.views.approve import keep_shown
from ntfc.names import called
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, LinkHolder
from ntfc.transaction import afterwards

OTHERS = _("Others approve the minutes of this body now.")
WRONG = _("This is not the code that was told to you. Nothing was stored.")


def _speaks(person: Person, subject: Minutes | Erratum) -> str | None:
    today = clock.today(subject.body.time_zone)
    needed = queries.places_of(subject, today)
    return None if rules.may_answer(needed, person.id) else str(OTHERS)


def _form(typed: Any, subject: Minutes | Erratum) -> CodeForm:
    """Return the form with the text as it stands; a page of another text must be looked at again."""
    form = CodeForm(typed)
    mark = rules.fingerprint_of(queries.text_of(subject))
    if form.seen.data and form.seen.data != mark:
        form.changes = queries.changes_since(subject, form.seen.data)
    form.reads(mark)
    if isinstance(subject, Minutes):
        form.document = queries.document_of(subject)
        if form.changes is None:
            form.since, form.changes = queries.revised_since(subject, form.document)
        keep_shown(subject)
    return form


def _answer(holder: LinkHolder, subject: Minutes | Erratum, values: dict[str, Any]) -> None:
    _check_code(holder, subject, values["code"] or "")
    told: dict[str, Any] = {
        "way": Way.LINK_AND_CODE,
        "actor": holder,
        "today": clock.today(subject.body.time_zone),
        "now": clock.now(),
    }
    try:
        if values["verdict"] == "return":
            approval.send_back(subject, reason=values["reason"] or "", **told)
        else:
            approval.approve(subject, seen=values["seen"] or "", **told)
    except Refused as refusal:
        raise FieldRefused("verdict", " ".join(map(str, refusal.reasons))) from refusal


def _check_code(holder: LinkHolder, subject: Minutes | Erratum, digits: str) -> None:
    request = queries.request_to(subject, holder.person_id)
    if request is None or not request.code_hash:
        raise FieldRefused("code", WRONG)
    worn_out = [*rules.obstacles_to_code(request.wrong_codes)]
    if worn_out:
        raise FieldRefused("code", worn_out[0])
    if not compare_digest(request.code_hash, rules.code_hash(request, digits)):
        afterwards(_note_wrong_code, request.id)
        raise FieldRefused("code", WRONG)


def _note_wrong_code(request_id: int) -> None:
    approval.note_wrong_code(queries.get_request(request_id), actor=SYSTEM)


def describe(subject: Minutes | Erratum) -> str:
    """Return what a link is about: which minutes, or a correction to them."""
    minutes = rules.minutes_of(subject)
    facts = {"body": called(minutes.body), "what": rules.named_after(minutes.meeting)}
    if isinstance(subject, Erratum):
        return _("%(body)s: a correction to %(what)s", **facts)
    return _("%(body)s: %(what)s", **facts)


def _act(name: str, title: str, load: Any) -> Act:
    return Act(
        name=name,
        title=title,
        permission=rules.APPROVE,
        load=load,
        describe=describe,
        form=_form,
        do=_answer,
        button=_("Give this answer"),
        after=_("Your answer is stored, with the text you had before you."),
        template="minutes/_by_code.html",
        still=_speaks,
        is_repeatable=True,
    )


APPROVE = _act(APPROVE_ACT, _("Approve minutes"), queries.find_minutes)
APPROVE_ERRATUM = _act(ERRATUM_ACT, _("Approve a correction"), queries.find_erratum)
