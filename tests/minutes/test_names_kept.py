"""Whoever is forgotten: an approved text keeps the names it was approved with, and only that text."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from ntfc import constraints
from ntfc.actions.models import Action
from ntfc.db import db
from ntfc.meetings.models import Attendance, Meeting, Presence
from ntfc.people import service as people
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from tests.approving import LATER, A
from tests.minutes.test_printing import words
from tests.recording import NINE

NAME = "Amal Nasser"


def test_names_stay_on_what_was_approved_and_leave_what_was_not(
    way, make_minutes, make_person, make_organisation, client_for
):
    chair, _other = way.chairs
    port = make_organisation("Port")
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        of_it = {"body_id": meeting.body_id, "meeting_id": meeting.id, "person_id": chair}
        came = Attendance(presence=Presence.PRESENT, noted_at=NINE, **of_it)
        taken_on = {"title": "Publish the fees", "is_date_open": True, "added_at": NINE}
        db.session.add_all([came, Action(number=1, owner_id=port, **taken_on, **of_it)])
    way.submit()
    for one in way.chairs:
        way.approve(one)
    approved, section = way.minutes_id, way.section_id
    erratum = way.correct()
    for one in way.chairs:
        way.approve(one, on=erratum)
    way.minutes_id, (way.section_id,) = make_minutes(
        A, starts_at=NINE - timedelta(days=9), number=13
    )
    way.submit()
    way.approve(chair)  # and the other one has not
    way.replace(chair, make_person("Sami Aziz"))
    with way.app.test_request_context(), unit_of_work():
        people.erase(db.session.get_one(Person, chair), actor=SYSTEM, now=LATER)

    secretary, url = client_for(way.secretary), f"/minutes/{approved}"
    for page in (f"{url}/", f"{url}/approval", f"/minutes/errata/{erratum}"):
        said = secretary.get(page).text
        assert NAME in said, page
        assert "Former member" not in said, page
    for name in ("members.pdf", "members.docx", "public.pdf", "public.docx"):
        said = words(secretary.get(f"{url}/{name}"))
        assert NAME in said, name
        assert "Former member" not in said, name
    pending = secretary.get(f"/minutes/{way.minutes_id}/approval").text
    assert NAME not in pending
    assert "Former member" in pending
    way.minutes_id, way.section_id = approved, section
    for change in ("'Somebody Else'", "''"):  # nor can another name be written there
        with way.app.app_context(), db.engine.connect() as connection:
            with pytest.raises(IntegrityError) as refused:
                connection.execute(text(f"UPDATE minutes_approvals SET name = {change}"))
            assert constraints.sentence_of(refused.value)
