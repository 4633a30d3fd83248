"""Accepting a seat by a one-time link, for people who never sign in."""

from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.forms import Form
from ntfc.i18n import _
from ntfc.names import called
from ntfc.people.models import Person
from ntfc.permissions import LinkHolder
from ntfc.seats import queries, rules
from ntfc.seats.forms.conduct import AcceptCodeForm
from ntfc.seats.models import Appointment
from ntfc.seats.service import appointments, conduct
from ntfc.seats.views.common import today_in


def _form(data: Any, appointment: Appointment) -> Form:
    """Return the form with the code of conduct that is accepted together with the seat."""
    code = queries.code_of(appointment.body_id)
    form = AcceptCodeForm(data, mark=code.mark)
    form.code = code.text
    form.standard = rules.DEFAULT_CODE_OF_CONDUCT
    return form


def _describe(appointment: Appointment) -> str:
    return _(
        "You were put in a seat of %(body)s: %(seat)s.",
        body=called(appointment.seat.body),
        seat=rules.seat_called(appointment.seat),
    )


def _still(_person: Person, appointment: Appointment) -> str | None:
    """What is over, or whose seat is closed, is no longer there to be accepted."""
    today, closed_on = today_in(appointment.seat.body), appointment.seat.ended_on
    is_open = rules.state_of(appointment, today) in rules.OPEN
    if is_open and (closed_on is None or closed_on > today):
        return None
    return _("This link no longer applies, since the appointment is over.")


def _accept(holder: LinkHolder, appointment: Appointment, values: dict[str, Any]) -> None:
    today = today_in(appointment.seat.body)
    appointments.accept(appointment, today=today, actor=holder)
    conduct.accept_with_seat(appointment, mark=values["mark"] or "", now=clock.now(), actor=holder)


ACCEPT = Act(
    name="appointment.accept",
    title=_("Accept your seat"),
    permission=rules.ACCEPT,
    load=queries.find_appointment,
    describe=_describe,
    form=_form,
    template="seats/_accept.html",
    still=_still,
    do=_accept,
    button=_("I accept the seat and the code of conduct"),
    after=_("Thank you. You have accepted the seat and the code of conduct."),
)
