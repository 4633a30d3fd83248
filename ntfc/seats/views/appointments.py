"""Putting people forward for a seat, putting them in it, and noting that they leave."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user
from werkzeug.exceptions import NotFound

from ntfc import clock, files, storage
from ntfc.committees.models import Body
from ntfc.files import Upload
from ntfc.forms import typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.links import service as links
from ntfc.links.rules import obstacles_to_inviting
from ntfc.people import queries as known
from ntfc.people.models import Person
from ntfc.permissions import Role, authorize
from ntfc.seats import queries, rules
from ntfc.seats.forms.appointments import AppointForm, EndForm, FirstForm, NominateForm, lines
from ntfc.seats.models import Appointment, Capacity, Seat
from ntfc.seats.service import appointments as service
from ntfc.seats.service import conduct, people
from ntfc.seats.views.common import ask, bp, crumb, today_in
from ntfc.seats.views.seats import seat_form


@bp.route("/seats/<int:seat_id>/nominate", methods=["GET", "POST"])
def nominate(seat_id: int) -> Response:
    seat = queries.get_seat(seat_id)
    authorize(current_user, rules.NOMINATE, seat)
    form = typed(NominateForm, nominated_by_id=seat.nominated_by_id or seat.organisation_id)
    form.offer(queries.open_organisations())

    def act() -> str:
        person = people.person_for(seat, **_person(form), now=clock.now(), actor=current_user)
        service.nominate(
            seat,
            person=person,
            nominated_by_id=form.nominated_by_id.data,
            competence=form.competence.data or "",
            capacity=form.capacity.data,
            today=today_in(seat.body),
            now=clock.now(),
            actor=current_user,
        )
        return url_for(".show", seat_id=seat.id)

    page = seat_form(seat, _("Put somebody forward"), _("Put forward"))
    page["known_names"] = queries.known_names(seat)
    return ask(form, act, _("The nomination was noted."), **page)


def _person(form: Any) -> dict[str, str]:
    return {"name": form.person_name.data, "email": form.person_email.data or ""}


@bp.route("/seats/<int:seat_id>/appoint", methods=["GET", "POST"])
def appoint(seat_id: int) -> Response:
    text = _text_sent(lambda: seat_id)
    seat = queries.get_seat(seat_id)
    authorize(current_user, rules.APPOINT, seat)
    return _appoint(seat, None, _first_values(seat), text)


@bp.route("/appointments/<int:appointment_id>/appoint", methods=["GET", "POST"])
def appoint_nominated(appointment_id: int) -> Response:
    text = _text_sent(lambda: queries.get_appointment(appointment_id).seat_id)
    nomination = queries.get_appointment(appointment_id)
    seat = queries.get_seat(nomination.seat_id)
    authorize(current_user, rules.APPOINT, seat)
    values = {
        **_first_values(seat),
        "person_name": nomination.person.name,
        "person_email": nomination.person.email or "",
        "capacity": nomination.capacity,
        "competence": nomination.competence,
        "nominated_by_id": nomination.nominated_by_id,
    }
    return _appoint(seat, nomination, values, text)


def _first_values(seat: Seat) -> dict[str, Any]:
    today = today_in(seat.body)
    return {
        "starts_on": today,
        "ends_on": rules.proposed_end(
            today, is_permanent=seat.is_permanent, term_months=seat.term_months
        ),
        **({"capacity": Capacity.ALTERNATE} if "alternate" in request.args else {}),
    }


def _text_sent(seat_id: Callable[[], int]) -> Upload | None:
    """Keep the file of the instrument, if one was sent by somebody who may appoint."""

    def allow() -> None:
        authorize(current_user, rules.APPOINT, queries.get_seat(seat_id()))

    return files.kept("instrument_file", allow)


def _appoint(
    seat: Seat, nomination: Appointment | None, values: Mapping[str, Any], text: Upload | None
) -> Response:
    form = typed(AppointForm, **values)
    form.offer(queries.open_organisations())

    def act() -> str:
        if nomination is None:
            person = people.person_for(seat, **_person(form), now=clock.now(), actor=current_user)
        else:
            person = nomination.person
        made = service.appoint(
            seat,
            person=person,
            terms=_terms(form, text),
            now=clock.now(),
            nomination=nomination,
            actor=current_user,
        )
        return url_for(".appointed", appointment_id=made.id)

    page = seat_form(seat, _("Put somebody in the seat"), _("Appoint"))
    page["known_names"] = queries.known_names(seat)
    page["lead"] = _turn_of(seat)
    return ask(form, act, _("The appointment was made."), **page)


def _turn_of(seat: Seat) -> str | None:
    """Return whose turn it is, where the seat is a chair that rotates."""
    if seat.role is not Role.CHAIR:
        return None
    today = today_in(seat.body)
    turn = queries.turn_in(seat.body, queries.places_of(seat.body_id, today), today)
    return turn.sentence if turn else None


def _terms(form: AppointForm, text: Upload | None) -> service.Terms:
    return service.Terms(
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        capacity=form.capacity.data,
        authorities=tuple(lines(form.authorities.data)),
        instrument=form.instrument.data or "",
        instrument_file=text.name or None if text else None,
        instrument_file_name=text.file_name if text and text.name else "",
        nominated_by_id=form.nominated_by_id.data,
        competence=form.competence.data or "",
        reason=form.reason.data or "",
        replaces=form.replaces.data,
    )


@bp.get("/appointments/<int:appointment_id>")
def appointed(appointment_id: int) -> Response:
    """Show an appointment with what to do next: invite the person, or hand over a link."""
    appointment = queries.get_appointment(appointment_id)
    authorize(current_user, rules.VIEW, appointment.seat)
    body = appointment.seat.body
    state = rules.state_of(appointment, today_in(body))
    return render(
        "seats/appointment.html",
        appointment=appointment,
        seat=appointment.seat,
        crumb=crumb(body),
        name=rules.seat_name(appointment.seat),
        state_name=rules.STATES[state],
        is_open=state in rules.OPEN,
        may_invite=state in rules.OPEN
        and not [
            *obstacles_to_inviting(
                appointment.person,
                by_administrator=False,
                serves=known.serves(current_user, appointment.person_id),
            )
        ],
    )


@bp.route("/bodies/<int:body_id>/seats/first", methods=["GET", "POST"])
def set_up(body_id: int) -> Response:
    body = queries.get_body(body_id)
    authorize(current_user, rules.SET_UP, body)
    form = typed(FirstForm, starts_on=today_in(body))
    form.offer(queries.open_organisations())

    def act() -> str:
        person = people.first_officer(body, **_person(form), now=clock.now(), actor=current_user)
        service.set_up_office(
            body,
            role=form.role.data,
            organisation_id=form.organisation_id.data,
            person=person,
            terms=service.Terms(
                starts_on=form.starts_on.data,
                authorities=tuple(lines(form.authorities.data)),
                instrument=form.instrument.data or "",
            ),
            now=clock.now(),
            today=today_in(body),
            actor=current_user,
        )
        return _after_naming(person, body)

    return ask(
        form,
        act,
        _("The appointment was made."),
        title=_("Name the first secretary or chair"),
        lead=_("From then on the secretary adds seats and appoints everybody else."),
        button=_("Appoint"),
        back=crumb(body)[1],
        crumbs=[crumb(body)],
    )


def _after_naming(person: Person, body: Body) -> str:
    """Return where an administrator goes on: to inviting an officer who never signed in, if any."""
    barred = [*obstacles_to_inviting(person, by_administrator=True, serves=True)]
    if barred or not current_user.is_administrator:
        return crumb(body)[1]
    return url_for("people.show", person_id=person.id)


@bp.route("/appointments/<int:appointment_id>/end", methods=["GET", "POST"])
def end(appointment_id: int) -> Response:
    appointment = queries.get_appointment(appointment_id)
    authorize(current_user, rules.END, appointment)
    seat = queries.get_seat(appointment.seat_id)
    form = typed(EndForm, on=today_in(seat.body))

    def act() -> str:
        service.end(appointment, on=form.on.data, reason=form.reason.data or "", actor=current_user)
        return url_for(".show", seat_id=seat.id)

    title = _("%(name)s leaves the seat", name=appointment.person.name)
    lead = _("Taking part is voluntary: nobody needs a reason to leave.")
    return ask(form, act, _("Noted."), lead=lead, **seat_form(seat, title, _("Note it")))


@bp.get("/appointments/<int:appointment_id>/instrument")
def instrument(appointment_id: int) -> Response:
    appointment = queries.get_appointment(appointment_id)
    authorize(current_user, rules.INSTRUMENT, appointment)
    if not appointment.instrument_file:
        raise NotFound
    content = storage.get(appointment.instrument_file)
    name = appointment.instrument_file_name or "instrument"
    return files.download(content, name, "application/octet-stream")


@bp.post("/appointments/<int:appointment_id>/accept")
def accept(appointment_id: int) -> Response:
    appointment = queries.get_appointment(appointment_id)
    authorize(current_user, rules.ACCEPT, appointment)
    service.accept(appointment, today=today_in(appointment.seat.body), actor=current_user)
    mark = request.form.get("mark")
    if mark:
        conduct.accept_with_seat(appointment, mark=mark, now=clock.now(), actor=current_user)
    flash(_("You have accepted the seat."), "success")
    return done(url_for(".appointed", appointment_id=appointment.id))


@bp.post("/appointments/<int:appointment_id>/ask")
def ask_to_accept(appointment_id: int) -> Response:
    """Send the person a link to accept the seat by, or show it to be handed over."""
    appointment = queries.get_appointment(appointment_id)
    authorize(current_user, rules.APPOINT, appointment.seat)
    person = appointment.person
    issued = links.issue_and_send(
        person, "appointment.accept", appointment, actor=current_user, now=clock.now()
    )
    if not issued.is_sent:
        return render(
            "seats/hand_over.html",
            handed=[issued],
            appointment=appointment,
            name=person.name,
            crumb=crumb(appointment.seat.body),
        )
    flash(_("The link was sent to %(name)s.", name=person.name), "success")
    return done(url_for(".appointed", appointment_id=appointment.id))
