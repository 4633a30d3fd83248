"""Judgements on persons are pointed out beside the text, and can be parked with one click."""

import pytest
from bs4 import BeautifulSoup
from flask_babel import force_locale
from sqlalchemy import select

from ntfc.db import db
from ntfc.issues.models import Issue, IssueState
from ntfc.meetings.models import Attendance, Meeting, Presence
from ntfc.minutes.models import MinutesSection
from ntfc.minutes.rules.attribution import attributions, family_names, sentences_of
from ntfc.minutes.rules.contents import Attendee, Document
from ntfc.names import main_names
from ntfc.parking_lot.models import Parking
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work
from tests.recording import NINE

NAMES = ("haddad", "khatib", "خطيب")
JUDGED = (
    "Samer Khatib failed again.",
    "The chamber accused Mr. Khatib of delay.",
    "Khatib was clearly at fault here.",
    "Mme Haddad a été critiquée pour le retard.",
    "Les courtiers ont reproché à Nadia Haddad son retard.",
    "انتقد المخلصون سامر خطيب.",
    "كان سامر خطيب غير كفء.",
)
REPORTED = (
    "Samer Khatib reported that the scanner failed.",
    "Khatib proposed to close the failed registry.",
    "Mr. Khatib said the fee was unacceptable.",
    "The scanner failed. Samer Khatib thanked everybody.",
    "Nadia Haddad a proposé une critique du texte.",
    "أفاد سامر خطيب أن الجهاز فشل.",
    "Nobody of the room was at fault.",
    "The customs criticised the draft, and after a long break with coffee Khatib went on.",
    "",
)


@pytest.mark.parametrize("sentence", JUDGED)
def test_a_judgement_on_somebody_by_name_is_found(sentence):
    html = f"<p>They met at nine. {sentence} Then came the fees.</p>"
    (found,) = attributions(html, NAMES)
    assert found == sentence.replace("Mr. ", "Mr ")


@pytest.mark.parametrize("sentence", REPORTED)
def test_what_somebody_reported_or_proposed_is_no_judgement(sentence):
    assert attributions(f"<p>{sentence}</p>", NAMES) == ()


def test_names_are_those_of_the_table_and_what_is_restricted_is_left_alone():
    attendees = tuple(
        Attendee(name=name) for name in ("Samer Khatib", "Li Wu", " ", "Nadia HADDAD")
    )
    facts = dict.fromkeys(("body", "kind", "title", "time_zone", "place", "mode"), "")
    document = Document(**facts, number=1, days=(), attendees=attendees, parts=())
    assert family_names(document) == ("haddad", "khatib")
    assert attributions("<p>[!] Samer Khatib failed.</p>", NAMES) == ()
    assert attributions("<p>Samer Khatib failed.</p>", ()) == ()
    assert sentences_of("Dr. A came.\nB left! Why?") == ["Dr A came.", "B left!", "Why?"]


@pytest.fixture
def there(way, seat, committee):
    number = seat(committee, Role.MEMBER, "Samer Khatib", email="samer@example.org")
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        came = Attendance(
            meeting_id=meeting.id,
            body_id=meeting.body_id,
            person_id=number,
            presence=Presence.PRESENT,
            noted_at=NINE,
        )
        db.session.add(came)


@pytest.mark.rule("R115")
def test_the_editor_points_out_a_judgement_on_a_person_and_parks_the_reflection(
    way, there, client_for
):
    client, record = client_for(way.secretary), f"/minutes/{way.minutes_id}/record"
    plain = "Samer Khatib reported that the scanner failed."
    way.write(f"<p>{plain}</p>")
    assert "judgement on a person" not in client.get(record).text
    judged = "The chamber blamed Samer Khatib."
    way.write(f"<p>{plain} {judged} Then it broke up.</p>")
    for address in (record, f"/minutes/sections/{way.section_id}"):
        page = client.get(address, headers={"HX-Request": "true"} if "sections" in address else {})
        hint = BeautifulSoup(page.text, "html.parser").select_one(".record-hint")
        assert judged in hint.text
        assert plain not in hint.text
    # It blocks nothing: the text goes on. One click sets the sentence aside, as an issue of its own.
    form = hint.select_one("form")
    sent = {one["name"]: one["value"] for one in form.select("input[type=hidden]")}
    assert sent == {"text": judged}
    done = client.post(form["action"], data=sent)
    assert done.status_code == 303
    with way.app.test_request_context():
        parking = db.session.scalars(select(Parking)).one()
        assert parking.issue.state is IssueState.PARKED
        assert parking.issue.problem == judged
        assert parking.owner_id == way.secretary
        # What the program said of it follows the reader, whoever parked it.
        issue = parking.issue
        assert issue.title == "Reflection: Item 1"
        with force_locale("fr"):
            title, result = db.session.execute(select(Issue.title, Issue.expected_result)).one()
            assert (issue.title, issue.expected_result) == (title, result)
            assert title != "Reflection: Item 1"
            assert title.endswith("Item 1")
            assert "calm" in result
            with main_names():
                assert issue.title == "Reflection: Item 1"
            issue.title = title  # a form sends it back as it was shown
        assert issue.title == "Reflection: Item 1"
        number = parking.id
        db.session.rollback()
    assert done.headers["Location"] == f"/parkings/{number}"
    # Any other reflection is parked from its own page; nothing typed is lost.
    page = f"/minutes/sections/{way.section_id}/reflection"
    assert client.get(page).status_code == 200
    assert client.post(page, data={"text": " "}).status_code == 422
    with way.app.app_context(), unit_of_work():
        db.session.get_one(MinutesSection, way.section_id).is_confidential = True
    secret = client.post(page, data={"text": "Not for everybody."})
    assert secret.status_code == 409
    assert "Not for everybody." in secret.text
