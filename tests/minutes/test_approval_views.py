"""The pages of the approval, and the way of those who do not sign in."""

import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc import clock
from ntfc.audit import AuditEntry
from ntfc.db import db
from ntfc.jobs import Job
from ntfc.links.models import Link
from ntfc.meetings.models import Meeting
from ntfc.minutes import queries
from ntfc.minutes.hooks import ntfc_agenda_proposals, settle_approvals
from ntfc.minutes.models import ApprovalRequest, Minutes, MinutesSection, MinutesState, Way
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work
from tests.minutes.test_printing import words
from tests.twice import kept_when_signed_out


@pytest.fixture
def settings():
    return {"demo": True}


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


def seen_on(page):
    return page.select_one("input[name=seen]")["value"]


@pytest.fixture
def browsers(way, client_for):
    return {who: client_for(who) for who in (way.secretary, *way.chairs)}


def submit(way, browsers):
    """Have the secretary ask; give back the page with the codes."""
    return browsers[way.secretary].post(f"/minutes/{way.minutes_id}/submit")


def links_in_mail(app):
    """Return by address the path of the newest link in the outbox."""
    with app.app_context():
        mails = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
        found = [(mail.payload["to"], mail.payload["body"]) for mail in mails]
    return {to: m.group() for to, body in found if (m := re.search(r"/l/[\w-]+", body))}


def test_both_chairs_approve_on_their_page_and_a_stale_page_stores_nothing(way, browsers):
    first, second = way.chairs
    submit(way, browsers)
    page = f"/minutes/{way.minutes_id}/approve"
    stale = seen_on(page_of(browsers[first].get(page)))
    answer = browsers[first].post(page, data={"seen": stale})
    assert answer.status_code == 303
    waiting = browsers[second].get("/").text
    assert "You are asked to approve this text." in waiting
    assert "You are asked to approve this text." not in browsers[first].get("/").text
    way.take_back()
    way.write("<p>The committee met at ten.</p>")
    way.submit()
    late = browsers[second].post(page, data={"seen": stale})
    assert late.status_code == 409
    assert "Nothing was stored" in late.text
    assert [ins.text for ins in page_of(late).select("#changes ins")] == ["ten."]
    for chair in way.chairs:
        fresh = seen_on(page_of(browsers[chair].get(page)))
        assert browsers[chair].post(page, data={"seen": fresh}).status_code == 303
    status = page_of(browsers[way.secretary].get(f"/minutes/{way.minutes_id}/approval"))
    assert len(status.select(".approvals li")) == 2
    assert "signed in" in status.select_one(".approvals").text
    mark = way.look()[0].fingerprint
    assert status.select_one("code").text == f"{mark[:4]}-{mark[4:8]}-{mark[8:12]}"
    assert "met at ten" in browsers[first].get(f"/minutes/{way.minutes_id}/").text


def test_a_return_needs_its_reason_and_the_secretary_reads_it(way, browsers):
    submit(way, browsers)
    page = f"/minutes/{way.minutes_id}/return"
    assert browsers[way.chairs[0]].post(page, data={"reason": " "}).status_code == 422
    chair = browsers[way.chairs[0]]
    kept = kept_when_signed_out(chair, page, reason="Customs said no.", form_ticket="t")
    assert [chair.post(page, data=kept).status_code for _press in range(2)] == [303, 409]
    own = f"/minutes/{way.minutes_id}/"
    pages = [browsers[way.secretary].get(one) for one in (own, f"{own}approval")]
    assert "The text is with the secretariat." in pages[1].text
    assert page_of(pages[0]).find("a", href=f"{own}approval")
    for page in pages:
        notice = page_of(page).select_one(".notice-warning")
        assert "Amal Nasser returned the text on" in notice.text
        assert "Customs said no." in notice.text
    submit(way, browsers)
    assert "returned the text" not in browsers[way.secretary].get(own).text


def test_who_does_not_sign_in_approves_by_link_and_a_code_told_otherwise(
    app, way, browsers, client_for
):
    codes = page_of(submit(way, browsers)).select("#codes strong")
    link = links_in_mail(app)["ama@example.org"]
    digits = codes[0].text
    with app.app_context():
        mails = [str(job.payload) for job in db.session.scalars(select(Job))]
        assert any("National Committee asks you to approve its minutes" in one for one in mails)
        assert not [j for j in db.session.scalars(select(Job)) if digits in str(j.payload)]
    phone = client_for(None)
    page = page_of(phone.get(link))
    assert "The committee met at nine." in page.text
    answer = {"seen": seen_on(page), "verdict": "approve", "reason": "", "code": "000000x"}
    for _try in range(5):
        assert phone.post(link, data=answer).status_code == 422
    worn_out = phone.post(link, data={**answer, "code": digits})
    assert "typed wrongly too often" in worn_out.text
    again = browsers[way.secretary].post(f"/minutes/{way.minutes_id}/approval/remind")
    fresh = page_of(again).select("#codes strong")[0].text
    link = links_in_mail(app)["ama@example.org"]
    stale = phone.post(link, data={**answer, "seen": "0" * 64, "code": fresh})
    assert (stale.status_code, "It stands here as it reads now." in stale.text) == (422, True)
    assert seen_on(page_of(stale)) == answer["seen"]
    done = phone.post(link, data={**answer, "code": fresh})
    assert "Your answer is stored" in done.text
    with app.app_context():
        (given,) = queries.answers_to(db.session.get_one(Minutes, way.minutes_id))
        assert (given.way, given.person_id) == (Way.LINK_AND_CODE, way.chairs[0])


def move_to(way, place):
    with way.app.app_context(), unit_of_work():
        db.session.scalars(select(Meeting)).one().place = place


def test_whatever_changed_since_a_page_was_opened_is_shown_on_it(way, browsers, client_for):
    """Also when nobody was ever sent the text that was open: the meeting was moved twice since."""
    codes = page_of(submit(way, browsers)).select("#codes strong")
    page, first = f"/minutes/{way.minutes_id}/approve", browsers[way.chairs[0]]
    phone, link = client_for(None), links_in_mail(way.app)["ama@example.org"]
    move_to(way, "Blue hall")
    seen = seen_on(page_of(first.get(page)))
    assert seen_on(page_of(phone.get(link))) == seen
    move_to(way, "Red hall")
    late = first.post(page, data={"seen": seen})
    typed = {"seen": seen, "verdict": "approve", "reason": "", "code": codes[0].text}
    by_code = phone.post(link, data=typed)
    for answer, status in ((late, 409), (by_code, 422)):
        assert answer.status_code == status
        told = page_of(answer).select_one("#changes")
        assert [each.text for each in told.select("del, ins")] == ["Blue", "Red"]
    assert way.look()[2] == []
    now = {**typed, "seen": seen_on(page_of(by_code))}
    assert "Your answer is stored" in phone.post(link, data=now).text


def test_whoever_never_signs_in_reads_approved_minutes_by_a_link(way, browsers, client_for, app):
    first, second = way.chairs
    way.write("<p>The committee met at nine.</p><p>[!] Wages stay at the table.</p>")
    submit(way, browsers)
    page = f"/minutes/{way.minutes_id}/approve"
    for chair in way.chairs:
        browsers[chair].post(page, data={"seen": seen_on(page_of(browsers[chair].get(page)))})
    visitor, link = client_for(None), links_in_mail(app)["ama@example.org"]
    for _again in range(2):
        read = visitor.get(link)
        assert read.status_code == 200
        assert "Wages stay" in read.text  # as on the page for those who take part
        assert "This link works until" in read.text
    file = visitor.get(f"{link}/papers/{way.minutes_id}")
    assert file.data == browsers[second].get(f"/minutes/{way.minutes_id}/members.pdf").data
    assert visitor.get(f"{link}/papers/{way.minutes_id + 1}").status_code == 404
    page_to_pass_on = visitor.get(page_of(visitor.get(link)).select("a[download]")[1]["href"])
    assert page_to_pass_on.data.startswith(b"%PDF")
    assert "Wages" not in words(page_to_pass_on)  # it leaves the table
    with app.app_context():
        actions = [one.action for one in db.session.scalars(select(AuditEntry))]
        issued = db.session.scalars(select(Link).where(Link.act == "minutes.read")).all()
        (own,) = [one.id for one in issued if one.person_id == first]
    assert actions.count("link.paper_taken") == 2
    assert actions.count("link.issued") >= len(way.chairs)
    assert browsers[way.secretary].post(f"/links/{own}/revoke").status_code == 303
    assert visitor.get(link).status_code == 410
    page = f"/minutes/{way.minutes_id}/approval"
    assert "Links to hand over" not in browsers[way.secretary].get(page).text  # all have their mail
    with app.app_context(), unit_of_work():
        db.session.get_one(Person, first).email = None
    office = browsers[way.secretary]
    assert "Links to hand over" in office.get(page).text
    assert "Links to hand over" not in browsers[second].get(page).text
    handed = page_of(office.post(f"/minutes/{way.minutes_id}/reading-links"))
    (by_hand,) = (one["value"] for one in handed.select("input[readonly]"))
    by_hand = by_hand[by_hand.index("/l/") :]
    assert "Wages stay" in visitor.get(by_hand).text
    with app.app_context():
        newest = db.session.scalars(select(Link.id).order_by(Link.id.desc())).first()
    assert office.post(f"/links/{newest}/revoke").status_code == 303
    assert visitor.get(by_hand).status_code == 410
    other = links_in_mail(app)["kar@example.org"]
    assert visitor.get(other).status_code == 200
    way.leave(second)
    for address in (other, f"{other}/papers/{way.minutes_id}"):  # it never outlives the seat
        gone = visitor.get(address)
        assert gone.status_code == 410
        assert "Wages" not in gone.text


def test_without_mail_nobody_holds_link_and_code_together(way, browsers, app):
    with app.app_context(), unit_of_work():
        for chair in way.chairs:
            db.session.get_one(Person, chair).email = None
    answer = submit(way, browsers)
    assert "must sign in to approve" in answer.text
    assert not page_of(answer).select("#codes strong")


def test_minutes_that_wait_stand_on_the_next_agenda_by_themselves(
    app, way, make_meeting, committee
):
    later = make_meeting(committee, starts_at=clock.now() + timedelta(days=30), number=13)

    def proposed():
        with app.test_request_context():
            meeting = db.session.get_one(Meeting, later)
            return [one.key for one in ntfc_agenda_proposals(meeting.body, meeting)]

    assert proposed() == [f"minutes:{way.minutes_id}"]
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    assert proposed() == []


def test_who_forgets_is_reminded_after_three_days(app, way):
    way.submit()
    with app.test_request_context():
        settle_approvals({})
    with app.app_context():
        assert all(
            one.reminded_at > one.asked_at for one in db.session.scalars(select(ApprovalRequest))
        )
        assert db.session.get_one(Minutes, way.minutes_id).state is not MinutesState.APPROVED


def test_a_correction_that_waits_is_reminded_of_and_a_new_chair_is_asked(app, way, make_person):
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    waiting, successor = way.correct(), make_person("New Chair")
    way.replace(way.chairs[1], successor)
    with app.test_request_context():
        settle_approvals({})
    with app.app_context():
        query = select(ApprovalRequest).where(ApprovalRequest.erratum_id == waiting)
        asked = {one.person_id: one for one in db.session.scalars(query)}
    assert set(asked) == {*way.chairs, successor}
    assert asked[way.chairs[0]].reminded_at > asked[way.chairs[0]].asked_at
    way.approve(way.chairs[0], on=waiting)
    way.approve(successor, on=waiting)
    with app.app_context():
        (erratum,) = queries.errata_of(queries.get_minutes(way.minutes_id))
        assert erratum.number == 1


def test_a_correction_is_written_and_approved_on_its_page(way, browsers):
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    page = f"/minutes/{way.minutes_id}/correct"
    typed = {
        "place": f"section:{way.section_id}",
        "reads": "met at noon",
        "should_read": "met at ten",
        "reason": "The clock was slow.",
    }
    refused = browsers[way.secretary].post(page, data=typed)
    assert (refused.status_code, "do not stand in the text" in refused.text) == (409, True)
    assert "The clock was slow." in refused.text
    browsers[way.secretary].post(page, data={**typed, "reads": "met at nine"})
    for chair in way.chairs:
        page = "/minutes/errata/1"
        seen = seen_on(page_of(browsers[chair].get(page)))
        browsers[chair].post(f"{page}/approve", data={"seen": seen})
    shown = page_of(browsers[way.chairs[0]].get(f"/minutes/{way.minutes_id}/"))
    assert shown.select_one(".erratum a").text == "Erratum 1"
    assert shown.select_one(".erratum del").text == "met at nine"
    assert "The committee met at nine." in shown.text


def test_a_correction_in_confidence_is_read_at_the_table_alone(
    app, way, browsers, client_for, committee, seat
):
    with app.app_context(), unit_of_work():
        db.session.get_one(MinutesSection, way.section_id).is_confidential = True
    way.submit()
    for chair in way.chairs:
        way.approve(chair)
    number = way.correct()
    with app.app_context():
        mails = [str(job.payload) for job in db.session.scalars(select(Job))]
    assert any("asks you to approve a correction to its minutes" in one for one in mails)
    observer = client_for(seat(committee, Role.OBSERVER, "Observer"))
    assert browsers[way.secretary].get(f"/minutes/errata/{number}").status_code == 200
    assert observer.get(f"/minutes/{way.minutes_id}/").status_code == 200
    assert observer.get(f"/minutes/errata/{number}").status_code == 404
    assert "errata" not in observer.get(f"/minutes/{way.minutes_id}/").text
