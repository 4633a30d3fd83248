"""The terms of a body and the priorities of each."""

from typing import Any

from flask import Response, flash, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees import queries, rules, service
from ntfc.committees.forms import PriorityForm, TermEndForm, TermForm
from ntfc.committees.forms.fields import typed_options
from ntfc.committees.models import Body
from ntfc.committees.views.common import bp, seen, today_at, typed
from ntfc.committees.views.edit import asker, submit
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import authorize

PAGE, PART = "committees/terms.html", "committees/_terms.html"


def _page(body: Body, form: PriorityForm, status: int = 200) -> Response:
    return render(PAGE, PART, status=status, **_shown(body, form))


def _shown(body: Body, form: PriorityForm) -> dict[str, Any]:
    """Return what the page shows of the terms, and of what waits for the first one."""
    form.named_by_id.offer(queries.organisation_choices())
    terms, waiting = queries.terms_of(body.id), queries.awaiting_a_term(body.id)
    silent = [chair.id for chair in queries.silent_chairs(body)]
    return {"body": body, "terms": terms, "waiting": waiting, "form": form, "silent": silent}


@bp.get("/<int:body_id>/terms")
def terms(body_id: int) -> Response:
    body = seen(body_id)
    return _page(body, PriorityForm())


@bp.route("/<int:body_id>/terms/new", methods=["GET", "POST"])
def start_term(body_id: int) -> Response:
    """Start the first term or the next one."""
    body = seen(body_id)
    authorize(current_user, rules.START_TERM, body)
    last = queries.latest_term(body.id)
    going_on = queries.ending_with(body) if last else []
    form = TermForm(typed(), carried=[child.id for child in going_on])
    form.carried.choices = typed_options([(child.id, child.name) for child in going_on])
    page = asker(
        _("Renew: term %(number)s", number=last.number + 1) if last else _("Start the first term"),
        form,
        [["starts_on", "ends_on"], *([["carried"]] if going_on else [])],
        body,
        lead=_("Priorities not yet delivered go on into the new term.") if last else None,
        back=url_for(".terms", body_id=body.id),
    )
    return submit(
        form, body, lambda: _start_term(body, form), _("The term was entered."), page, ".terms"
    )


def _start_term(body: Body, form: TermForm) -> None:
    values = form.values
    service.start_term(body, today=today_at(body), actor=current_user, **values)


@bp.route("/<int:body_id>/terms/end", methods=["GET", "POST"])
def set_end_of_term(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.START_TERM, body)
    last = queries.latest_term(body.id)
    form = TermEndForm(typed(), obj=last)
    today = today_at(body)
    page = asker(
        _("Last day of the present term"),
        form,
        [["ends_on"]],
        body,
        back=url_for(".terms", body_id=body.id),
    )
    return submit(
        form,
        body,
        lambda: service.set_end_of_term(
            body, ends_on=form.ends_on.data, today=today, actor=current_user
        ),
        _("Saved."),
        page,
        ".terms",
    )


@bp.post("/<int:body_id>/priorities")
def name_priority(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.NAME_PRIORITIES, body)
    form = PriorityForm(typed())
    form.named_by_id.offer(queries.organisation_choices())
    if not form.validate():
        return _page(body, form, 422)
    service.name_priority(body, today=today_at(body), actor=current_user, **form.values)
    flash(
        str(
            _("The priority was named. Send the chairs who never sign in a link to confirm it.")
            if queries.silent_chairs(body)
            else _("The priority was named. The chairs are asked to confirm it.")
        ),
        "success",
    )
    return _answer(body)


def _answer(body: Body) -> Response:
    """Answer a change of the priorities with the part of the page that shows them."""
    return done(url_for(".terms", body_id=body.id), PART, **_shown(body, PriorityForm()))


@bp.post("/<int:body_id>/priorities/<int:priority_id>/confirm")
def confirm_priority(body_id: int, priority_id: int) -> Response:
    body = seen(body_id)
    priority = queries.get_priority(priority_id, body)
    authorize(current_user, rules.CONFIRM, priority)
    service.confirm_priority(priority, now=clock.now(), actor=current_user)
    flash(str(_("You have confirmed the priority.")), "success")
    return _answer(body)


@bp.post("/<int:body_id>/priorities/<int:priority_id>/ask")
def ask_to_confirm(body_id: int, priority_id: int) -> Response:
    """Send the chairs who never sign in a link; what no mail carries is shown to hand over."""
    body = seen(body_id)
    authorize(current_user, rules.NAME_PRIORITIES, body)
    issued = service.ask_to_confirm(
        body, priority_id=priority_id, now=clock.now(), actor=current_user
    )
    for one in issued:
        if one.is_sent:
            flash(str(_("The link was sent to %(name)s.", name=one.link.person.name)), "success")
    handed = [one for one in issued if not one.is_sent]
    if handed:
        return render("committees/hand_over.html", body=body, handed=handed)
    return done(url_for(".terms", body_id=body.id))


@bp.post("/<int:body_id>/priorities/<int:priority_id>/withdraw")
def withdraw_priority(body_id: int, priority_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.NAME_PRIORITIES, body)
    service.withdraw_priority(
        body, priority_id=priority_id, today=today_at(body), actor=current_user
    )
    flash(str(_("The priority was withdrawn.")), "success")
    return _answer(body)


@bp.post("/<int:body_id>/priorities/<int:priority_id>/deliver")
def deliver_priority(body_id: int, priority_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.NAME_PRIORITIES, body)
    service.deliver_priority(
        body, priority_id=priority_id, today=today_at(body), actor=current_user
    )
    flash(str(_("The priority is marked as delivered.")), "success")
    return _answer(body)
