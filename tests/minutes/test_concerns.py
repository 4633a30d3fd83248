"""A round of concerns: all speak freely, and are named only where they wish it."""

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.agendas.models import Agenda, AgendaItem, ItemKind
from ntfc.audit import AuditEntry
from ntfc.blocks import Block, Run
from ntfc.db import db
from ntfc.meetings.models import Meeting
from ntfc.minutes.models import MinutesSection, SectionRevision
from ntfc.minutes.rules.concerns import concerns_in, with_concerns, without_names
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work
from tests.minutes.test_printing import words
from tests.recording import NINE


def test_concerns_are_read_line_by_line_and_stand_once():
    said = concerns_in(" - Fees differ\n\n• Fees differ\nNights are long ")
    assert said == ["Fees differ", "Nights are long"]
    text = with_concerns((Block("p", (Run("All spoke."),)),), said)
    assert [block.text for block in text] == ["All spoke.", "Fees differ", "Nights are long"]
    assert with_concerns(text, ["Fees differ"]) == text
    assert with_concerns((), ["Fees differ"], "Chamber")[0].text == "Chamber: Fees differ"
    by_hand = (Block("p", (Run("So says Chamber today."),)), Block("p", (Run("Chamber: nights"),)))
    named = with_concerns(by_hand, ["Fees differ"], "The Port")
    assert without_names(named, named, {"Chamber"}) == named
    bare = [block.text for block in without_names(named, (), {"Chamber"})]
    assert bare == ["So says … today.", "nights", "Fees differ"]


@pytest.mark.rule("R116")
def test_a_round_lists_concerns_and_without_a_name_nothing_leads_to_who_raised_them(
    way, make_organisation, seat, committee, client_for, save
):
    for name in ("Chamber", "Brokers"):
        number = make_organisation(name)
        seat(committee, Role.MEMBER, f"Speaker of {name}", organisation_id=number)
    client, base = client_for(way.secretary), f"/minutes/sections/{way.section_id}"
    record = f"/minutes/{way.minutes_id}/record"
    assert "List concerns" not in client.get(record).text
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        agenda = Agenda(meeting=meeting, body=meeting.body, begun_at=NINE)
        round_ = AgendaItem(
            agenda=agenda,
            body_id=meeting.body_id,
            position=1,
            kind=ItemKind.CONCERNS,
            title="Concerns",
            added_at=NINE,
        )
        db.session.add(round_)
        db.session.flush()
        db.session.get_one(MinutesSection, way.section_id).item_id = round_.id
    assert "List concerns" in client.get(record).text
    assert client.post(f"{base}/concerns", data={"concerns": " "}).status_code == 422
    wrong = client.post(f"{base}/concerns", data={"concerns": "Kept", "raised_by": "Nobody here"})
    assert wrong.status_code == 422
    assert "Kept" in wrong.text
    nameless = {"concerns": "We fear to complain\nNights are long", "raised_by": ""}
    for _twice in range(2):  # a double click lists nothing twice
        assert client.post(f"{base}/concerns", data=nameless).status_code == 303
    named = {"concerns": "Fees differ by office", "raised_by": "Brokers"}
    assert client.post(f"{base}/concerns", data=named).status_code == 303
    listed = (
        "<ul><li>We fear to complain</li><li>Nights are long</li>"
        "<li><strong>Brokers: </strong>Fees differ by office</li></ul>"
    )
    with way.app.app_context():
        assert db.session.get_one(MinutesSection, way.section_id).html.endswith(listed)
        # Neither an earlier text nor the audit trail knows who raised what has no name.
        texts = db.session.scalars(select(SectionRevision.html)).all()
        trail = [str(vars(entry)) for entry in db.session.scalars(select(AuditEntry))]
        assert not [one for one in (*texts, *trail) if "Chamber" in one]
        assert not [one for one in trail if "fear" in one or "Brokers" in one]
    page = client.get(f"/minutes/{way.minutes_id}/").text
    assert "We fear to complain" in page
    for kind in ("pdf", "docx"):
        paper = " ".join(words(client.get(f"/minutes/{way.minutes_id}/members.{kind}")).split())
        before, _concern, after = paper.partition("We fear to complain")
        assert after
        assert not before.endswith(("Chamber: ", "Brokers: "))
        assert "Brokers: Fees differ by office" in paper
    # A name that is taken off is not read in what was saved before, nor comes back with it.
    with way.app.app_context():
        saved = db.session.get_one(MinutesSection, way.section_id).revision_id
    earlier = f"{base}/texts/{saved}"
    assert "Brokers" in client.get(earlier).text
    off = listed.replace("<strong>Brokers: </strong>", "") + "<p>Speaker of Chamber is thanked.</p>"
    save(way.section_id, way.secretary, off, saved)
    for _again in range(2):
        then = BeautifulSoup(client.get(earlier).text, "html.parser").select_one("main").text
        assert "Fees differ by office" in then
        assert not [one for one in ("Brokers", "Chamber:") if one in then.replace("Speaker", "")]
        assert client.post(earlier).status_code == 303
    assert "Brokers" not in client.get(record).text.partition("Fees differ")[0][-200:]
