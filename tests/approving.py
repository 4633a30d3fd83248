"""A committee whose two chairs approve its minutes, and what they and the secretary do."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from ntfc.db import db
from ntfc.errors import Refused
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Way
from ntfc.minutes.service import approval, consultation, errata, writing
from ntfc.permissions import Role
from ntfc.richtext import clean
from ntfc.seats.models import Appointment, Seat
from ntfc.transaction import unit_of_work
from tests.recording import NINE, TODAY, insider

A = "<p>The committee met at nine.</p>"
LATER = NINE + timedelta(days=1)


class Round:
    """Minutes on their way through the hands of those who approve them."""

    def __init__(self, app, minutes_id, section_id, secretary, chairs):
        self.app, self.minutes_id, self.section_id = app, minutes_id, section_id
        self.secretary, self.chairs = secretary, chairs

    def act(self, what, person_id, *, on=None, **values):
        with self.app.test_request_context(), unit_of_work():
            subject = queries.get_erratum(on) if on else queries.get_minutes(self.minutes_id)
            actor = insider(person_id)
            return what(subject, actor=actor, today=TODAY, now=LATER, **values)

    def submit(self, *, silence=False):
        return self.act(approval.submit, self.secretary, wants_silence=silence)

    def mark(self, on=None):
        with self.app.test_request_context():
            subject = queries.get_erratum(on) if on else queries.get_minutes(self.minutes_id)
            return rules.fingerprint_of(queries.text_of(subject))

    def approve(self, person_id, seen=None, on=None):
        seen = seen or self.mark(on)
        self.act(approval.approve, person_id, on=on, seen=seen, way=Way.SIGNED_IN)

    def send_back(self, person_id, reason="A name is wrong.", on=None):
        self.act(approval.send_back, person_id, on=on, reason=reason, way=Way.SIGNED_IN)

    def take_back(self, reason="One more word."):
        self.act(consultation.take_back, self.secretary, reason=reason)

    def write(self, html):
        with self.app.test_request_context(), unit_of_work():
            section = queries.get_section(self.section_id)
            seen, actor = section.revision_id, insider(self.secretary)
            writing.save(section, html=clean(html), seen=seen, actor=actor, now=LATER, today=TODAY)

    def correct(self, reads="met at nine", should_read="met at ten", place=""):
        place = place or f"section:{self.section_id}"
        values = {"place": place, "reads": reads, "should_read": should_read}

        def propose(minutes, **told):
            erratum, _codes = errata.propose(minutes, **told)
            return erratum.id

        return self.act(propose, self.secretary, reason="The clock.", **values)

    def replace(self, person_id, successor):
        """Put *successor* into the seat in which a person sits."""
        with self.app.app_context(), unit_of_work():
            found = select(Appointment).where(
                Appointment.person_id == person_id, Appointment.ended_on.is_(None)
            )
            sitting = db.session.scalars(found).one()
            sitting.ended_on = TODAY
            db.session.add(
                Appointment(
                    body_id=sitting.body_id,
                    seat_id=sitting.seat_id,
                    person_id=successor,
                    starts_on=TODAY,
                    created_at=NINE,
                )
            )

    def leave(self, person_id):
        """Let the seat of a person be vacant."""
        with self.app.app_context(), unit_of_work():
            found = select(Appointment).where(Appointment.person_id == person_id)
            db.session.scalars(found).one().ended_on = TODAY

    def end_seat(self, person_id):
        with self.app.app_context(), unit_of_work():
            found = select(Seat).join(Appointment).where(Appointment.person_id == person_id)
            db.session.scalars(found).one().ended_on = TODAY

    def told(self, what, *args, **values):
        """Return the reasons for which something is refused."""
        with pytest.raises(Refused) as refused:
            what(*args, **values)
        return " ".join(str(reason) for reason in refused.value.reasons)

    def look(self):
        """Return the minutes, the approved document and the approvals, as the database has them."""
        with self.app.test_request_context():
            minutes = queries.get_minutes(self.minutes_id)
            return minutes, queries.approved_version(minutes), queries.answers_to(minutes)


@pytest.fixture
def chairs(committee, seat):
    return [
        seat(committee, Role.CHAIR, name, email=f"{name[:3].lower()}@example.org")
        for name in ("Amal Nasser", "Karim Odeh")
    ]


@pytest.fixture
def way(app, make_minutes, secretary, chairs):
    minutes_id, (section_id,) = make_minutes(A)
    return Round(app, minutes_id, section_id, secretary, chairs)
