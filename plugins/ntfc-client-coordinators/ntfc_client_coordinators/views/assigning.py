"""Who answers for a firm: naming, declaring, handing over."""

from typing import Any

from flask import Response, abort, flash, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.permissions import authorize, can
from ntfc_client_coordinators import forms, words
from ntfc_client_coordinators.models import Handover
from ntfc_client_coordinators.queries import cases, log, plans
from ntfc_client_coordinators.queries import firms as queries
from ntfc_client_coordinators.rules import access, assigning
from ntfc_client_coordinators.rules.assigning import Reason, State
from ntfc_client_coordinators.rules.posts import Post
from ntfc_client_coordinators.service import assigning as service
from ntfc_client_coordinators.service import handing
from ntfc_client_coordinators.views.common import (
    after,
    ask,
    bp,
    crumbs,
    moment,
    page_of,
    refuse_overtaken,
    seen,
    today,
)


@bp.route("/firms/<int:firm_id>/assign", methods=["GET", "POST"])
def assign(firm_id: int) -> Response:
    found = seen(firm_id)
    authorize(current_user, access.LEAD, found.desk)
    form, known = typed(forms.AssignForm), queries.names(found.desk, Post.COORDINATOR)
    form.person_id.offer(known)
    form.substitute_id.offer(known)

    def act() -> str:
        service.assign(found, **form.values, **moment())
        return page_of(found)

    return ask(
        form,
        act,
        _("It is planned. The person declares about shares before answering for the firm."),
        title=_("Name who answers for the firm"),
        button=_("Plan it"),
        crumbs=crumbs(found),
    )


@bp.route("/assignments/<int:assignment_id>/rearrange", methods=["GET", "POST"])
def rearrange(assignment_id: int) -> Response:
    one = queries.get_assignment(assignment_id)
    found = seen(one.firm_id)
    authorize(current_user, access.LEAD, found.desk)
    values = {name: getattr(one, name) for name in ("substitute_id", "share", "is_exclusive")}
    form = typed(forms.RearrangeForm, **values)
    form.substitute_id.offer(queries.names(found.desk, Post.COORDINATOR))

    def act() -> str:
        refuse_overtaken(form, one)
        told = {name: form[name].data for name in values}
        service.rearrange(one, **told, now=clock.now(), actor=current_user)
        return page_of(found)

    return ask(
        form,
        act,
        _("It is kept."),
        title=_("Substitute and working time"),
        button=_("Keep"),
        lead=one.person.name,
        crumbs=crumbs(found),
    )


@bp.route("/assignments/<int:assignment_id>/steps/<to>", methods=["GET", "POST"])
def step(assignment_id: int, to: str) -> Response:
    one = queries.get_assignment(assignment_id)
    found = seen(one.firm_id)
    authorize(current_user, access.LEAD, found.desk)
    target = next((each for each in words.STEPS if each.value == to), None)
    if target is None:
        abort(404)
    asks_why = target in (State.HANDOVER, State.ENDED)
    left = Reason.FIRM_LEFT if found.left_on else None
    form = typed(forms.ReasonForm, reason=left) if asks_why else typed(forms.StepForm)

    def act() -> str:
        service.take(one, to=target, reason=form.values.get("reason"), **moment())
        return page_of(found)

    name = words.turn_of(one.state, target)
    return ask(
        form,
        act,
        words.STATES[target],
        title=name,
        button=name,
        lead=one.person.name,
        crumbs=crumbs(found),
    )


@bp.route("/assignments/<int:assignment_id>/declare", methods=["GET", "POST"])
def declare(assignment_id: int) -> Response:
    one = queries.get_assignment(assignment_id)
    found = one.firm
    authorize(current_user, access.DECLARE, one)
    form = typed(forms.DeclareForm)

    def act() -> str:
        shares = form.has_shares.data == "yes"
        service.declare(one, has_shares=shares, note=form.note.data or "", **moment())
        return after(found)

    return ask(
        form,
        act,
        _("Your declaration is kept for a year."),
        title=_("Declaration about shares"),
        button=_("Declare"),
        lead=_("Nobody answers for a firm in which one has shares. You are asked once a year."),
        crumbs=crumbs(found),
    )


@bp.route("/handovers/<int:handover_id>", methods=["GET", "POST"])
def handover(handover_id: int) -> Response:
    one = queries.get_handover(handover_id)
    found = one.firm
    authorize(current_user, access.HAND_OVER, one)
    form = typed(forms.HandoverForm, points=one.points, introduced=one.introduced)

    def act() -> str:
        refuse_overtaken(form, one)
        told = {"points": form.points.data, "introduced": form.introduced.data or ""}
        handing.tell(one, **told, now=clock.now(), actor=current_user)
        return _page(one)

    side = None if one.is_over else handing.side_of(one, current_user)
    may_sign = side is not None and side not in one.signed and bool(one.points)
    return ask(
        form,
        act,
        _("It is kept. Now it can be signed."),
        template="client_coordinators/handover.html",
        one=one,
        open=_open(one),
        sides=assigning.Side,
        may_sign=may_sign,
        obstacles=[*handing.obstacles(one, side, today())] if side and may_sign else [],
        history=log.about(one.key),
        crumbs=crumbs(found),
    )


def _page(one: Handover) -> str:
    return url_for("client_coordinators.handover", handover_id=one.id)


def _open(one: Handover) -> dict[str, Any] | None:
    """Return what the next one takes over as it stands today, until it is signed by all."""
    found = one.firm
    if one.is_over or not can(current_user, access.READ, found):
        return None
    parts = {"cases": cases.of_firm(found.id), "dues": plans.dues(found.id)}
    return parts | {"plans": plans.versions(found.id)[:1]}


@bp.post("/handovers/<int:handover_id>/sign")
def sign(handover_id: int) -> Response:
    one = queries.get_handover(handover_id)
    authorize(current_user, access.HAND_OVER, one)
    handing.sign(one, **moment())
    said = _("The firm has its next contact.") if one.is_over else _("You signed the handover.")
    flash(said, "success")
    return done(after(one.firm) if one.is_over else _page(one))
