"""What a programme keeps for everybody in it: readings of rules, lessons, wishes for benefits."""

from flask import Response, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import options, typed
from ntfc.i18n import _
from ntfc.issues.rules.words import STATES as ISSUE_STATES
from ntfc.permissions import authorize, can
from ntfc_golden_list import forms, words
from ntfc_golden_list.models import Partner, Programme
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.queries import registers as queries
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules.benefits import Disposition
from ntfc_golden_list.rules.lifecycle import Post
from ntfc_golden_list.service import registers as service
from ntfc_golden_list.views.common import ask, bp, crumbs, today


@bp.route("/programmes/<int:programme_id>/readings", methods=["GET", "POST"])
def readings(programme_id: int) -> Response:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.WORK, made)
    form = typed(forms.ReadingForm, since=today())
    criteria = programmes.newest_edition(made.id).criteria
    form.code.choices = options(
        (one.code, f"{one.code} · {words.AREAS.get(one.area, one.area)}") for one in criteria
    )

    def act() -> str:
        told = {name: form[name].data for name in ("code", "since", "text")}
        service.read_rule(made, **told, actor=current_user)
        return url_for(".readings", programme_id=made.id)

    rows = queries.readings(made.id)
    return ask(
        form,
        act,
        _("So it is read from now on, everywhere."),
        template="golden_list/register.html",
        title=_("How the rules are read"),
        lead=_("One unit reads the rules for the whole country; the latest reading holds."),
        empty=_("Nothing had to be explained yet."),
        rows=[(f"{row.code}", row.since, row.text, "", None) for row in rows],
        asks=_("Write a reading") if Post.CENTRAL in access.posts_of(current_user, made) else "",
        crumbs=crumbs(made),
    )


@bp.route("/programmes/<int:programme_id>/lessons", methods=["GET", "POST"])
def lessons(programme_id: int) -> Response:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.WORK, made)
    form = typed(forms.LessonForm)

    def act() -> str:
        service.learn(made, text=form.text.data, now=clock.now(), actor=current_user)
        return url_for(".lessons", programme_id=made.id)

    return ask(
        form,
        act,
        _("The lesson is kept for all centres."),
        template="golden_list/register.html",
        title=_("Lessons for all centres"),
        lead=_("What one centre found helps the others. No firm is named."),
        empty=_("No lesson yet."),
        rows=[("", row.at, row.text, "", None) for row in queries.lessons(made.id)],
        asks=_("Write a lesson"),
        crumbs=crumbs(made),
    )


@bp.route("/programmes/<int:programme_id>/proposals", methods=["GET", "POST"])
def proposals(programme_id: int) -> Response:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.COUNT, made)
    form, may = typed(forms.ProposalForm), can(current_user, access.MANAGE, made)

    def act() -> str:
        service.propose(made, text=form.text.data, now=clock.now(), actor=current_user)
        return url_for(".proposals", programme_id=made.id)

    return ask(
        form,
        act,
        _("Customs reads your proposal and answers."),
        template="golden_list/register.html",
        title=_("Benefits that are proposed"),
        lead=_("What cannot be given is refused with a reason."),
        empty=_("Nothing was proposed yet."),
        rows=[
            (
                words.DISPOSITIONS[row.disposition] if row.disposition else _("No answer yet"),
                row.at,
                row.text,
                row.reason,
                url_for(".answer_proposal", proposed_id=row.id) if may else None,
            )
            for row in queries.proposals(made.id)
        ],
        asks=_("Propose a benefit"),
        crumbs=crumbs(made),
    )


@bp.route("/proposals/<int:proposed_id>/answer", methods=["GET", "POST"])
def answer_proposal(proposed_id: int) -> Response:
    row = queries.get_proposal(proposed_id)
    authorize(current_user, access.MANAGE, row.programme)
    form = typed(
        forms.DispositionForm,
        disposition=row.disposition or Disposition.ACCEPTED,
        reason=row.reason,
    )

    def act() -> str:
        service.answer_proposal(
            row.programme,
            row=row,
            disposition=form.disposition.data,
            reason=form.reason.data or "",
            actor=current_user,
        )
        return url_for(".proposals", programme_id=row.programme_id)

    return ask(
        form,
        act,
        _("The proposal is answered."),
        title=_("Answer the proposal"),
        crumbs=crumbs(row.programme),
        button=_("Answer"),
        lead=row.text,
    )


@bp.route("/programmes/<int:programme_id>/partners", methods=["GET", "POST"])
def partners(programme_id: int) -> Response:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.COUNT, made)
    return _partners(made, None)


@bp.route("/partners/<int:partner_id>", methods=["GET", "POST"])
def partner(partner_id: int) -> Response:
    row = queries.get_partner(partner_id)
    authorize(current_user, access.MANAGE, row.programme)
    return _partners(row.programme, row)


def _partners(made: Programme, row: Partner | None) -> Response:
    """Show who recognises the status, with the form for one more or for this one."""
    names = ("code", "recognition", "since", "prefix", "note")
    stored = {name: getattr(row, name, None) for name in names}
    form = typed(forms.PartnerForm, **stored, seen=row.version if row else 0)

    def act() -> str:
        texts = {name: form[name].data or "" for name in ("prefix", "note")}
        typed_in = {name: form[name].data for name in names}
        values = {**typed_in, **texts, "code": form.code.data.upper()}
        service.recognise(made, row=row, seen=form.seen.version, values=values, actor=current_user)
        return url_for(".partners", programme_id=made.id)

    return ask(
        form,
        act,
        _("It is noted."),
        template="golden_list/partners.html",
        title=_("Recognition by partners"),
        programme=made,
        rows=queries.partners(made.id),
        here=row,
        may=can(current_user, access.MANAGE, made),
        crumbs=crumbs(made),
    )


@bp.route("/programmes/<int:programme_id>/problems", methods=["GET", "POST"])
def problems(programme_id: int) -> Response:
    made = programmes.get_programme(programme_id)
    authorize(current_user, access.WORK, made)
    form = typed(forms.GeneralForm)

    def act() -> str:
        service.tell_committee(
            made, **form.values, now=clock.now(), today=today(), actor=current_user
        )
        return url_for(".problems", programme_id=made.id)

    return ask(
        form,
        act,
        _("The committee is told, and decides what becomes of it."),
        template="golden_list/register.html",
        title=_("General problems"),
        lead=_("What many firms have is brought to the committee as an issue; no firm is named."),
        empty=_("Nothing was told yet."),
        rows=[
            (
                row.title,
                row.at,
                row.problem,
                " · ".join(filter(None, [str(ISSUE_STATES[row.state]), row.reason])),
                None,
            )
            for row in queries.general(made.id)
        ],
        asks=_("Tell the committee"),
        crumbs=crumbs(made),
    )
