"""The seats of a body, and one seat."""

from typing import Any

from flask import Response, request, url_for
from flask_login import current_user

from ntfc.committees.models import Body
from ntfc.forms import typed
from ntfc.htmx import render
from ntfc.i18n import _
from ntfc.permissions import authorize, can
from ntfc.procedure.queries import names, rules_on
from ntfc.procedure.rules import composition_problems
from ntfc.seats import queries, rules
from ntfc.seats.forms.seats import CloseForm, ReviewForm, SeatForm, SeatsForm
from ntfc.seats.models import Seat
from ntfc.seats.service import seats as service
from ntfc.seats.views.common import ask, bp, crumb, today_in

PER_PAGE = 50
USUAL_SHARE = 25  # percent of the seats above which an institution is pointed out


@bp.get("/bodies/<int:body_id>/seats")
def index(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.VIEW, body)
    places = queries.places_of(body.id, today_in(body))
    return render("seats/index.html", "seats/_list.html", **whole_page(body, places))


def whole_page(body: Body, places: list[rules.Place]) -> dict[str, Any]:
    """Return all that the page of a body's seats shows."""
    show = request.args.get("show", "")
    narrowed = rules.narrowed(places, show)
    last = max(1, -(-len(narrowed) // PER_PAGE))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    allowed = rules_on(body, today_in(body)).share_percent or USUAL_SHARE
    percent = min(max(request.args.get("above", allowed, type=int), 1), 100)
    return {
        "body": body,
        "crumb": crumb(body),
        "places": narrowed[(number - 1) * PER_PAGE : number * PER_PAGE],
        "show": show if show in rules.NARROWINGS else "",
        "narrowings": rules.NARROWINGS,
        "number": number,
        "last": last,
        "nominations": queries.nominations_in(body.id),
        "may_set_up": may_set_up(body, places),
        "turn": queries.turn_in(body, places, today_in(body)),
        **figures(body, places, percent),
    }


def figures(body: Body, places: list[rules.Place], percent: int) -> dict[str, Any]:
    """Return the figures of a body, each with what it was counted from."""
    today = today_in(body)
    procedure = rules_on(body, today)
    answers = queries.genders_in(body.id, today)
    gender = rules.gender_balance(answers)
    women = round(gender.women.part) if gender else None
    organisations = rules.by_organisation(places)
    return {
        "all_places": places,
        "counted": rules.counted(places),
        "vacant": rules.vacant(places),
        "balance": rules.balance(places),
        "sme": rules.sme_share(places),
        "gender": gender,
        "chain": rules.chain(places, queries.chain_roles()),
        "continuity": rules.continuity(
            queries.members_on(body.id, today),
            queries.members_on(body.id, rules.months_later(today, -12)),
        ),
        "organisations": organisations,
        "above": rules.above(organisations, procedure.seats_per_organisation),
        "most": procedure.seats_per_organisation,
        "dominant": rules.dominant(organisations, len(rules.counted(places)), percent),
        "percent": percent,
        "expected": rules.expectations(places, has_body_above=body.parent_id is not None),
        "expectations": rules.EXPECTATIONS,
        "problems": composition_problems(
            rules.facts(places, women), rules.tellable(procedure, gender), names()
        ),
    }


def may_set_up(body: Body, places: list[rules.Place]) -> bool:
    """Tell whether this person may name the first officer of a body that has none."""
    held = {place.role for place in places if place.is_filled}
    return can(current_user, rules.SET_UP, body) and any(
        not [*rules.obstacles_to_setting_up(role, held)] for role in rules.FIRST_ROLES
    )


@bp.route("/bodies/<int:body_id>/seats/new", methods=["GET", "POST"])
def add(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.EDIT, body)
    form = typed(SeatForm)
    form.offer(queries.open_organisations(), queries.sides())

    def act() -> str:
        seat = service.add_seat(body, values=form.facts, today=today_in(body), actor=current_user)
        return url_for(".show", seat_id=seat.id)

    return ask(form, act, _("The seat was added."), **_page(body, _("Add a seat"), _("Add")))


@bp.route("/bodies/<int:body_id>/seats/several", methods=["GET", "POST"])
def add_several(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.EDIT, body)
    form = typed(SeatsForm)
    form.offer(queries.open_organisations())

    def act() -> str:
        service.add_seats(
            body,
            organisation_ids=form.organisation_ids.data or [],
            values=form.facts,
            today=today_in(body),
            actor=current_user,
        )
        return url_for(".index", body_id=body.id)

    title = _("Add several seats")
    return ask(form, act, _("The seats were added."), **_page(body, title, _("Add")))


def _page(body: Body, title: str, button: str) -> dict[str, Any]:
    back = url_for(".index", body_id=body.id)
    return {
        "title": title,
        "button": button,
        "back": back,
        "crumbs": [crumb(body), (_("Seats"), back)],
    }


@bp.get("/seats/<int:seat_id>")
def show(seat_id: int) -> Response:
    seat = queries.get_seat(seat_id)
    authorize(current_user, rules.VIEW, seat)
    return render("seats/show.html", **seat_page(seat))


def seat_page(seat: Seat) -> dict[str, Any]:
    """Return all that the page of a seat shows."""
    today = today_in(seat.body)
    held = [a for a in seat.appointments if a.starts_on is not None]
    return {
        "seat": seat,
        "crumb": crumb(seat.body),
        "today": today,
        "name": rules.seat_name(seat),
        "is_suspended": rules.is_suspended(seat.agreement_ends_on, today),
        "review_overdue": rules.is_review_overdue(
            seat.dissemination, seat.dissemination_reviewed_on, today
        ),
        "is_member": rules.is_member(seat.role),
        "expectations": rules.EXPECTATIONS,
        "history": sorted(held, key=lambda a: (a.starts_on, a.id), reverse=True),
        "nominations": [a for a in seat.appointments if a.starts_on is None],
        "state_names": rules.STATES,
        "states": {a.id: rules.state_of(a, today) for a in seat.appointments},
    }


@bp.route("/seats/<int:seat_id>/edit", methods=["GET", "POST"])
def edit(seat_id: int) -> Response:
    seat = queries.get_seat(seat_id)
    authorize(current_user, rules.EDIT, seat)
    form = (
        SeatForm(request.form)
        if request.method == "POST"
        else SeatForm(obj=seat, seen=seat.version)
    )
    form.offer(queries.open_organisations(), queries.sides())

    def act() -> str:
        service.change_seat(
            seat,
            values=form.facts,
            version=form.seen.version,
            today=today_in(seat.body),
            actor=current_user,
        )
        return url_for(".show", seat_id=seat.id)

    return ask(form, act, _("The seat was changed."), **seat_form(seat, _("Change the seat")))


def seat_form(seat: Seat, title: str, button: str = _("Save")) -> dict[str, Any]:
    """Return what stands around a form about a seat."""
    back = url_for("seats.show", seat_id=seat.id)
    seats = (_("Seats"), url_for("seats.index", body_id=seat.body_id))
    return {
        "title": title,
        "button": button,
        "back": back,
        "crumbs": [crumb(seat.body), seats, (rules.seat_name(seat), back)],
    }


@bp.route("/seats/<int:seat_id>/close", methods=["GET", "POST"])
def close(seat_id: int) -> Response:
    seat = queries.get_seat(seat_id)
    authorize(current_user, rules.EDIT, seat)
    form = typed(CloseForm, on=today_in(seat.body))

    def act() -> str:
        service.close_seat(seat, on=form.on.data, reason=form.reason.data, actor=current_user)
        return url_for(".show", seat_id=seat.id)

    lead = _("Whoever sits in it leaves on that day. The seat stays in the records.")
    page = seat_form(seat, _("Close the seat"), _("Close the seat"))
    return ask(form, act, _("The seat was closed."), lead=lead, **page)


@bp.route("/seats/<int:seat_id>/review", methods=["GET", "POST"])
def review(seat_id: int) -> Response:
    seat = queries.get_seat(seat_id)
    authorize(current_user, rules.REVIEW, seat)
    form = typed(ReviewForm, dissemination=seat.dissemination)

    def act() -> str:
        service.review(
            seat,
            dissemination=form.dissemination.data,
            today=today_in(seat.body),
            actor=current_user,
        )
        return url_for(".show", seat_id=seat.id)

    lead = _("Looked at once a year: is this still how it is done?")
    page = seat_form(seat, _("How information is spread"), _("This is how it is done"))
    return ask(form, act, _("Noted with the date of today."), lead=lead, **page)
