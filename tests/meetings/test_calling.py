import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask_babel import force_locale
from pypdf import PdfReader

from ntfc import clock
from ntfc.accounts.models import Credential
from ntfc.clock import now
from ntfc.committees.models import Body, Mode, State
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.jobs import Job, JobState
from ntfc.mandates.models import TermsOfReference
from ntfc.meetings import hooks, queries, service
from ntfc.meetings.models import Invitation, Meeting, MeetingKind, MeetingState, Notice, Reply
from ntfc.meetings.queries import programme
from ntfc.meetings.queries.calling import notices_of
from ntfc.meetings.rules.changes import Change
from ntfc.meetings.service import letters
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Role
from ntfc.seats.models import Appointment, Capacity
from ntfc.transaction import unit_of_work
from tests.meetings.conftest import ZONE, a_plan


def in_days(count):
    return clock.today(ZONE) + timedelta(days=count)


@pytest.fixture
def people(make, body_id):
    """A secretary and a chair who sign in, two members who never do, one without any address."""
    found = {
        "secretary": make.seated(body_id, Role.SECRETARY, "Rana Odeh", email="rana@example.org"),
        "chair": make.seated(body_id, Role.CHAIR, "Samer Khatib", email="samer@example.org"),
        "karim": make.seated(body_id, Role.MEMBER, "Karim Bishara", email="karim@example.org"),
        "huda": make.seated(body_id, Role.MEMBER, "Huda Salem", email="huda@example.org"),
        "khaled": make.seated(body_id, Role.MEMBER, "Umm Khaled"),
    }
    with make.app.app_context(), unit_of_work():
        for name in ("secretary", "chair"):
            db.session.add(
                Credential(person_id=found[name], password_hash="x", password_set_at=now())
            )
    return found


@pytest.fixture
def secretary(client_for, people):
    return client_for(people["secretary"])


def sent(client, url, **typed):
    return client.post(url, data={"message": "", "because": "", **typed})


def row(app, model, **where):
    with app.app_context():
        query = db.select(model).order_by(model.id.desc())
        return db.session.scalars(query.filter_by(**where)).first()


def invitation(app, person_id):
    return row(app, Invitation, person_id=person_id)


def test_calling_invites_every_seat_and_proves_what_was_sent(
    app, make, people, secretary, mails, post_office, body_id, monkeypatch
):
    asked, gather = [], programme.plugins.gather
    monkeypatch.setattr(
        programme.plugins, "gather", lambda name, **of: asked.append(name) or gather(name, **of)
    )
    make.rules(body_id, notice_days=10)
    number = make.planned(body_id, in_days(20), place="Customs house")
    page = secretary.get(f"/meetings/{number}/convene").text
    assert "Sent 20 days before. Rule 4" in page
    assert "By mail: 2. By mail with a link to answer: 2. By hand, no mail leaves: 1." in page
    answer = sent(
        secretary,
        f"/meetings/{number}/convene",
        caller_id=people["chair"],
        message="Please bring your figures.",
    )
    assert answer.status_code == 200  # a link to hand over is shown, this once
    assert asked.count("ntfc_meeting_programme") == 1  # for all in one language, however many
    assert "Umm Khaled" in answer.text
    meeting = row(app, Meeting)
    assert (meeting.state, meeting.number) == (MeetingState.CONVENED, 1)
    assert meeting.called_by_id == people["chair"]
    assert {mail.to for mail in mails()} == {
        f"{name}@example.org" for name in ("rana", "samer", "karim", "huda")
    }
    (mail,) = mails("karim@example.org")
    assert "Samer Khatib invites you to: Meeting 1 of National Committee" in mail.body
    assert "Please bring your figures." in mail.body
    assert "It takes: 2 hours" in mail.body
    assert mail.link
    (inside,) = mails("rana@example.org")
    assert inside.link is None
    assert "/reply" in inside.body
    proof = secretary.get(f"/meetings/{number}/notices").text
    assert "Sent 20 days before. Rule 4" in proof
    assert "On its way" in proof
    assert "Handed over" in proof
    with (
        app.test_request_context(),
        force_locale("fr"),
    ):  # each reader has the rule in the own words
        told = str(row(app, Notice).rule)
        assert told.startswith("Règle 4")
        assert "10" in told


@pytest.mark.rule("R22")
def test_an_informal_body_without_terms_of_reference_calls_and_holds_its_meeting(
    app, make, people, secretary, mails, post_office, body_id
):
    with app.app_context(), unit_of_work():
        db.session.get_one(Body, body_id).state = State.INFORMAL
        assert db.session.scalars(db.select(TermsOfReference)).all() == []
    page = secretary.get(f"/bodies/{body_id}/").text
    assert "works informally: it meets without terms of reference" in page
    number = make.planned(body_id, in_days(20))
    assert sent(secretary, f"/meetings/{number}/convene").status_code == 200
    assert len(mails()) == 4
    for act, state in (("open", MeetingState.UNDER_WAY), ("close", MeetingState.HELD)):
        assert secretary.post(f"/meetings/{number}/{act}", data={"sure": "y"}).status_code == 303
        assert row(app, Meeting).state is state
    with app.app_context():
        assert db.session.get_one(Body, body_id).state is State.INFORMAL


@pytest.mark.rule("R112")
def test_the_code_of_conduct_is_shown_with_the_call(
    app, make, people, secretary, mails, post_office, client_for, body_id
):
    make.convened(make.planned(body_id))
    (mail,) = mails("karim@example.org")
    assert "I speak openly, listen to every side" in mail.body
    assert "I speak openly, listen to every side" in client_for(None).get(mail.link).text
    own = invitation(app, people["chair"])
    for url in (f"/invitations/{own.id}/reply", f"/meetings/{own.meeting_id}/"):
        assert "I speak openly, listen to every side" in client_for(people["chair"]).get(url).text


@pytest.mark.rule("R113")
def test_who_speaks_for_the_public_side_is_handed_a_card_with_the_call(
    app, make, people, secretary, mails, post_office, client_for, body_id
):
    customs = make.organisation("Customs", side="customs", kind="customs_administration")
    seat = make.seat(body_id, organisation_id=customs)
    officer = make.person("Omar Said", email="omar@example.org")
    make.sits(seat, officer)
    card, own = f"/bodies/{body_id}/guidance", "Listen first.\n- Explain fees.\n"
    usual = "I listen to the end"
    assert usual in secretary.get(card).text
    make.convened(make.planned(body_id))
    (mail,) = mails("omar@example.org")
    assert usual in mail.body
    assert usual in client_for(None).get(mail.link).text
    assert usual not in mails("karim@example.org")[0].body
    # The secretariat writes another one; it is what public members read from then on, and print.
    assert secretary.post(f"{card}/edit", data={"text": own}).status_code == 303
    invited = invitation(app, officer)
    for url in (f"/invitations/{invited.id}/reply", f"/meetings/{invited.meeting_id}/", card):
        page = BeautifulSoup(client_for(officer).get(url).text, "html.parser")
        assert [li.text for li in page.select("#guidance-words li, #guidance li")] == [
            *("Listen first.", "Explain fees."),
        ]
    chair = client_for(people["chair"]).get(f"/meetings/{invited.meeting_id}/").text
    assert "guidance-words" not in chair
    printed = client_for(officer).get(f"{card}.pdf")
    assert printed.content_type == "application/pdf"
    words = PdfReader(io.BytesIO(printed.data)).pages[0].extract_text()
    assert "Explain fees." in words
    # Without words of its own the usual card is back.
    secretary.post(f"{card}/edit", data={"text": " "})
    assert usual in secretary.get(card).text
    assert client_for(officer).get(f"{card}/edit").status_code == 403


def test_the_calendar_of_the_mail_asks_for_the_meeting(make, people, mails, post_office, body_id):
    number = make.planned(body_id, in_days(20), place="Customs house")
    make.convened(number)
    (mail,) = mails("karim@example.org")
    assert mail.line("METHOD") == "METHOD:REQUEST"
    assert mail.line("SEQUENCE") == "SEQUENCE:0"
    assert mail.line("DTSTART").startswith("DTSTART;TZID=Asia/Amman:")
    assert "BEGIN:VTIMEZONE" in mail.calendar
    assert mail.line("ORGANIZER") == 'ORGANIZER;CN="Committee":mailto:ntfc@example.org'
    assert "rana@example.org" not in mail.message.as_string()
    part = next(p for p in mail.message.walk() if p.get_content_type() == "text/calendar")
    assert part.get_param("method") == "REQUEST"


def test_a_rule_that_is_not_kept_is_cited_and_asks_for_the_reason(
    app, make, people, secretary, body_id
):
    make.rules(body_id, notice_days=30, conveners=("chair",))
    number = make.planned(body_id, in_days(5))
    url = f"/meetings/{number}/convene"
    refused = sent(secretary, url, caller_id=people["secretary"], message="All will come.")
    assert refused.status_code == 409
    text = BeautifulSoup(refused.text, "html.parser").text
    assert "Rule 4" in text
    assert "Rule 2" in text
    assert "All will come." in text
    assert row(app, Meeting).state is MeetingState.PLANNED
    reason = "The minister leaves next week."
    assert sent(secretary, url, caller_id=people["secretary"], because=reason).status_code == 200
    notice = row(app, Notice)
    with app.test_request_context(), force_locale("fr"):
        late, who = map(str, notice.despite)  # each reader's language, not that of whoever sent it
    assert "devait être envoyée au plus tard" in late
    assert str(in_days(5).year) in late
    assert ("Règle 2" in who, "A meeting" in who, "présidence" in who) == (True, False, True)
    assert notice.because == reason
    assert reason in secretary.get(f"/meetings/{number}/notices").text


def test_numbers_are_given_on_calling_and_never_again(app, make, people, body_id):
    first, second, third = (make.planned(body_id, in_days(20 + n)) for n in range(3))
    make.convened(second)
    make.convened(first)
    with app.test_request_context(), unit_of_work():
        service.cancel(
            queries.get_meeting(first),
            reason="Flood",
            today=clock.today(ZONE),
            now=now(),
            actor=SYSTEM,
        )
    make.convened(third)
    with app.app_context():
        given = dict(db.session.execute(db.select(Meeting.id, Meeting.number)).all())
    assert given == {first: 2, second: 1, third: 3}


@pytest.mark.database("postgresql")
@pytest.mark.needs("postgresql")
def test_two_who_call_meetings_at_one_moment_get_two_numbers(app, make, people, body_id):
    numbers = [make.planned(body_id, in_days(20 + n)) for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(make.convened, numbers))
    with app.app_context():
        given = db.session.scalars(db.select(Meeting.number).order_by(Meeting.number)).all()
    assert given == [1, 2, 3, 4]


def test_a_meeting_is_called_once_and_not_when_its_day_is_past(app, make, people, body_id):
    number = make.planned(body_id)
    make.convened(number)
    with pytest.raises(Refused):
        make.convened(number)
    past = make.planned(body_id, in_days(-3))
    with pytest.raises(Refused, match="Its day is past"):
        make.convened(past)


def test_resting_and_vacant_seats_are_named_and_nobody_is_invited_for_them(
    app, make, people, secretary, body_id
):
    firm = make.organisation("Resting association")
    resting = make.seat(
        body_id, organisation_id=firm, agreement="MoU", agreement_ends_on=in_days(-10)
    )
    make.sits(resting, make.person("Omar Darwish"))
    make.seat(body_id, organisation_id=make.organisation("Vacant chamber"))
    number = make.planned(body_id)
    page = secretary.get(f"/meetings/{number}/convene").text
    assert "1 seat is vacant" in page
    assert "1 seat rests" in page
    assert "Omar Darwish" not in page
    make.convened(number)
    assert "Omar Darwish" not in secretary.get(f"/meetings/{number}/people").text


def reply(client, url, answer, **typed):
    return client.post(url, data={"answer": answer, "note": "", **typed})


def test_members_answer_by_link_and_signed_in(
    app, make, people, secretary, client_for, mails, post_office, body_id
):
    make.convened(make.planned(body_id, mode=Mode.MIXED))
    (mail,) = mails("karim@example.org")
    visitor = client_for(None)
    assert "Do you come?" in visitor.get(mail.link).text
    assert visitor.post(mail.link, data={"note": "x"}).status_code == 422
    # A short way is chosen with the answer; what does not go together is told, and nothing lost.
    for wrong in ({"short_way": "in_writing"}, {"short_way": "own_items", "note": "One fee"}):
        refused = reply(visitor, mail.link, "apology", **wrong)
        assert refused.status_code == 422
        assert f'selected value="{wrong["short_way"]}"' in refused.text
    assert "One fee" in refused.text
    mine = {"note": "My line is weak", "short_way": "own_items"}
    assert reply(visitor, mail.link, "remote", **mine).status_code == 200
    given = invitation(app, people["karim"])
    assert (given.reply, given.by_link) == (Reply.REMOTE, True)
    chair = client_for(people["chair"])
    assert "Say whether you come" in chair.get("/").text
    own = invitation(app, people["chair"])
    assert reply(chair, f"/invitations/{own.id}/reply", "coming").status_code == 303
    assert "Say whether you come" not in chair.get("/").text
    page = secretary.get(f"/meetings/{own.meeting_id}/people").text
    assert "My line is weak" in page
    member = client_for(people["huda"])
    seen = member.get(f"/meetings/{own.meeting_id}/people").text
    assert "Takes part from afar" in seen
    assert "My line is weak" not in seen
    assert "For the own items only" in seen
    # The chair, who came, cannot come after all and sends a few lines.
    instead = {"note": "One fee", "short_way": "in_writing"}
    assert reply(chair, f"/invitations/{own.id}/reply", "apology", **instead).status_code == 303
    told = "Sends apologies, Sends a few lines in writing"
    assert told in chair.get(f"/meetings/{own.meeting_id}/").text


def test_the_secretary_notes_an_answer_given_by_telephone(
    app, make, people, secretary, client_for, body_id
):
    make.convened(make.planned(body_id))
    given = invitation(app, people["khaled"])
    url = f"/invitations/{given.id}/reply"
    assert "You note the answer of Umm Khaled" in secretary.get(url).text
    assert reply(secretary, url, "apology", note="Market day").status_code == 303
    assert invitation(app, people["khaled"]).reply is Reply.APOLOGY
    assert client_for(people["huda"]).get(url).status_code == 404


def test_an_answer_is_refused_when_the_meeting_was_called_off_and_the_note_stays(
    app, make, people, client_for, mails, post_office, body_id
):
    number = make.planned(body_id)
    make.convened(number)
    chair, own = client_for(people["chair"]), invitation(app, people["chair"])
    make.stored(number, state=MeetingState.CANCELLED)
    answer = reply(chair, f"/invitations/{own.id}/reply", "coming", note="I bring coffee")
    assert answer.status_code == 409
    assert "I bring coffee" in answer.text
    (mail,) = mails("karim@example.org")
    assert "no longer applies" in client_for(None).get(mail.link).text


@pytest.fixture
def alternate(make, app, people):
    """An alternate of Karim's seat."""
    with app.app_context():
        seat_id = _seat_of(people["karim"])
    person_id = make.person("Layla Nasser", email="layla@example.org")
    make.sits(seat_id, person_id, Capacity.ALTERNATE)
    return person_id


def _seat_of(person_id):
    return db.session.scalar(
        db.select(Appointment.seat_id).where(Appointment.person_id == person_id)
    )


def test_an_alternate_steps_in_and_is_told_so_and_told_when_not_needed(
    app, make, people, alternate, client_for, mails, post_office, body_id
):
    make.rules(body_id, alternates=True)
    number = make.planned(body_id)
    make.convened(number)
    assert mails("layla@example.org") == []
    (mail,) = mails("karim@example.org")
    assert reply(client_for(None), mail.link, "alternate").status_code == 200
    assert invitation(app, people["karim"]).stand_in_id == alternate
    (asked,) = mails("layla@example.org")
    assert "Karim Bishara cannot come and asks you to come for the seat" in asked.body
    assert reply(client_for(None), asked.link, "coming").status_code == 200
    with app.app_context(), unit_of_work():  # as after a change of day, when all are asked anew
        own = db.session.get_one(Invitation, invitation(app, people["karim"]).id)
        own.reply, own.stand_in_id = None, None
    with app.test_request_context(), unit_of_work():
        service.reply(
            queries.get_invitation(invitation(app, people["karim"]).id),
            answer=Reply.COMING,
            note="",
            stand_in_id=None,
            today=clock.today(ZONE),
            now=now(),
            actor=SYSTEM,
        )
    told = mails("layla@example.org")[-1]
    assert "You need not come after all" in told.body
    assert told.line("METHOD") == "METHOD:CANCEL"
    assert invitation(app, alternate).withdrawn_at is not None


def test_where_the_rules_know_no_alternates_none_is_offered(
    app, make, people, alternate, client_for, mails, post_office, body_id
):
    make.convened(make.planned(body_id))
    (mail,) = mails("karim@example.org")
    visitor = client_for(None)
    assert "my alternate comes" not in visitor.get(mail.link).text
    assert reply(visitor, mail.link, "alternate").status_code == 422


@pytest.mark.rule("R65")
@pytest.mark.rule("R121")
def test_an_expert_is_invited_for_an_item_and_decides_nothing(
    app, make, people, secretary, client_for, mails, post_office, body_id
):
    number = make.planned(body_id)
    typed = {
        "person_name": "Dr Nour Aziz",
        "person_email": "nour@example.org",
        "kind": "expert",
        "about": "Scanners at the gate",
        "organisation_id": "",
    }
    url = f"/meetings/{number}/guests/new"
    assert secretary.post(url, data=typed).status_code == 303
    assert mails("nour@example.org") == []  # nobody is told of a plan
    assert secretary.post(url, data=typed).status_code == 409
    make.convened(number)
    (mail,) = mails("nour@example.org")
    assert "You are invited as: Invited expert. Scanners at the gate" in mail.body
    found = row(app, Invitation, seat_id=None)
    assert (found.seat_id, found.role) == (None, None)
    expert = client_for(found.person_id)
    hidden = make.body("Hidden", is_restricted=True)
    assert expert.get(f"/meetings/{number}/").status_code == 200
    assert expert.get(f"/bodies/{hidden}/").status_code == 404
    taken = secretary.post(f"/invitations/{found.id}/withdraw")
    assert taken.status_code == 303
    assert "You need not come after all" in mails("nour@example.org")[-1].body


def test_a_guest_of_a_restricted_body_sees_that_meeting_only(app, make, client_for):
    body_id = make.body("Hidden", is_restricted=True, time_zone=ZONE)
    secretary = client_for(make.seated(body_id, email="chief@example.org"))
    number, other = make.planned(body_id), make.planned(body_id, in_days(50))
    typed = {"person_name": "Nour Aziz", "person_email": "nour@example.org", "kind": "guest"}
    assert (
        secretary.post(
            f"/meetings/{number}/guests/new", data=typed | {"about": "", "organisation_id": ""}
        ).status_code
        == 303
    )
    guest = client_for(row(app, Invitation).person_id)
    assert guest.get(f"/meetings/{number}/").status_code == 404
    make.convened(number)
    make.convened(other)
    assert guest.get(f"/meetings/{number}/").status_code == 200
    assert guest.get(f"/meetings/{other}/").status_code == 404
    assert guest.get(f"/bodies/{body_id}/").status_code == 404


def change(app, meeting_id, **values):
    with app.test_request_context(), unit_of_work():
        meeting = queries.get_meeting(meeting_id)
        wanted = a_plan(values.pop("day", in_days(30)), **values)
        service.change(meeting, wanted=wanted, version=meeting.version, actor=SYSTEM)


@pytest.mark.database("sqlite")
@pytest.mark.parametrize(("language", "arrow"), [("en", "→"), ("ar", "←")])
def test_the_arrow_of_what_changed_points_as_the_reader_reads(app, language, arrow):
    with app.test_request_context(), force_locale(language):
        told = letters.turned(Change("place", "Where", "Old hall", "New hall"))
        assert str(told) == f"Old hall {arrow} New hall"


def test_changes_are_saved_quietly_and_told_in_one_mail(
    app, make, people, secretary, mails, post_office, body_id
):
    number = make.planned(body_id, in_days(30), place="Old hall")
    make.convened(number)
    before = len(mails())
    given = invitation(app, people["karim"])
    with app.test_request_context(), unit_of_work():
        service.reply(
            queries.get_invitation(given.id), answer=Reply.COMING, note="", stand_in_id=None,
            today=clock.today(ZONE), now=now(), actor=SYSTEM,
        )  # fmt: skip
    change(app, number, place="New hall")
    change(app, number, place="New hall", day=in_days(31))
    assert len(mails()) == before
    page = secretary.get(f"/meetings/{number}/").text
    assert "nobody was told yet" in page
    shown = secretary.get(f"/meetings/{number}/tell").text
    assert "Old hall" in shown
    assert "New hall" in shown
    answer = sent(secretary, f"/meetings/{number}/tell", message="Sorry for the trouble.")
    assert answer.status_code == 200  # the link of who has no address
    assert len(mails()) == before + 4  # one mail each, both changes in it
    told = mails("karim@example.org")[-1]
    assert "Where: Old hall → New hall" in told.body
    assert "When: " in told.body
    assert "Please answer again." in told.body
    assert told.line("METHOD") == "METHOD:REQUEST"
    assert told.line("SEQUENCE") == "SEQUENCE:2"
    assert told.line("UID") == mails("karim@example.org")[0].line("UID")
    assert invitation(app, people["karim"]).reply is None
    assert sent(secretary, f"/meetings/{number}/tell").status_code == 409
    assert "nobody was told yet" not in secretary.get(f"/meetings/{number}/").text


def test_a_small_change_keeps_the_answers(app, make, people, mails, post_office, body_id):
    number = make.planned(body_id, in_days(30), place="Hall")
    make.convened(number)
    make_reply(app, people["karim"], Reply.COMING)
    change(app, number, place="Hall", how_to_join="Dial 1234")
    with app.test_request_context(), unit_of_work():
        service.tell_changes(
            queries.get_meeting(number), sending=service.Sending(),
            today=clock.today(ZONE), now=now(), actor=SYSTEM,
        )  # fmt: skip
    assert "Please answer again" not in mails("karim@example.org")[-1].body
    assert invitation(app, people["karim"]).reply is Reply.COMING


def make_reply(app, person_id, answer):
    with app.test_request_context(), unit_of_work():
        service.reply(
            queries.get_invitation(invitation(app, person_id).id), answer=answer, note="",
            stand_in_id=None, today=clock.today(ZONE), now=now(), actor=SYSTEM,
        )  # fmt: skip


def test_calling_off_tells_everybody_with_the_reason_and_takes_it_out_of_calendars(
    app, make, people, secretary, client_for, mails, post_office, body_id
):
    number = make.planned(body_id)
    make.convened(number)
    (first,) = mails("karim@example.org")
    assert "Whoever was invited reads it." in secretary.get(f"/meetings/{number}/cancel").text
    answer = secretary.post(f"/meetings/{number}/cancel", data={"reason": "The hall is flooded."})
    assert answer.status_code in (200, 303)
    told = mails("karim@example.org")[-1]
    assert "The hall is flooded." in told.body
    assert told.line("METHOD") == "METHOD:CANCEL"
    assert told.line("STATUS") == "STATUS:CANCELLED"
    assert told.line("SEQUENCE") == "SEQUENCE:1"
    assert told.line("UID") == first.line("UID")
    assert client_for(None).get(first.link).status_code == 410
    assert "The hall is flooded." in secretary.get(f"/meetings/{number}/").text


def test_a_plan_is_called_off_without_a_word_to_anybody(
    make, people, secretary, mails, post_office, body_id
):
    number = make.planned(body_id)
    asked = secretary.get(f"/meetings/{number}/cancel").text
    assert "Nobody was invited yet" in asked
    assert "Whoever was invited" not in asked
    assert secretary.post(f"/meetings/{number}/cancel", data={"reason": "x"}).status_code == 303
    assert mails() == []


def test_only_those_who_have_not_answered_are_reminded(
    app, make, people, secretary, mails, post_office, body_id
):
    number = make.planned(body_id)
    make.convened(number)
    make_reply(app, people["karim"], Reply.COMING)
    assert sent(secretary, f"/meetings/{number}/remind", message="Soon!").status_code == 200
    assert len(mails("karim@example.org")) == 1
    assert "You have not answered yet" in mails("huda@example.org")[-1].body


def test_without_a_mail_server_every_link_is_handed_over_and_noted(
    app, make, people, secretary, client_for, body_id
):
    number = make.planned(body_id)
    page = sent(secretary, f"/meetings/{number}/convene", caller_id=people["chair"])
    shown = BeautifulSoup(page.text, "html.parser").select("input[readonly]")
    assert len(shown) == 5 + 3  # to answer; to read the papers for those who never sign in
    link = shown[0]["value"]
    assert client_for(None).get(link[link.index("/l/") :]).status_code == 200
    proof = BeautifulSoup(secretary.get(f"/meetings/{number}/notices").text, "html.parser")
    forms = proof.select("form[action*=handed-over]")
    assert len(forms) == 5
    assert secretary.post(forms[0]["action"]).status_code == 303
    again = secretary.get(f"/meetings/{number}/notices").text
    assert "Told" in again
    assert secretary.post(forms[0]["action"]).status_code == 409


def test_the_proof_stays_when_the_mail_is_swept_away(
    app, make, people, secretary, post_office, body_id
):
    number = make.planned(body_id)
    make.convened(number)
    moment = now()
    with app.app_context(), unit_of_work():
        for job in db.session.scalars(db.select(Job)):
            job.state, job.done_at = JobState.DONE, moment
    with app.app_context():
        hooks.note_sent({})
    with app.app_context(), unit_of_work():
        db.session.execute(db.delete(Job))
    page = BeautifulSoup(secretary.get(f"/meetings/{number}/notices").text, "html.parser")
    assert page.text.count("Told") == 4
    assert "On its way" not in page.text


def test_a_mail_that_did_not_leave_shows(app, make, people, secretary, post_office, body_id):
    number = make.planned(body_id)
    make.convened(number)
    with app.app_context(), unit_of_work():
        db.session.scalars(db.select(Job).limit(1)).one().state = JobState.FAILED
    assert "Did not leave" in secretary.get(f"/meetings/{number}/notices").text
    assert "1 mail did not leave" in secretary.get(f"/meetings/{number}/").text


def test_each_reads_the_invitation_in_the_own_language_and_by_the_own_clock(
    app, make, people, mails, post_office, body_id
):
    with app.app_context(), unit_of_work():
        person = db.session.get_one(Person, people["karim"])
        person.time_zone = "America/New_York"
    make.convened(make.planned(body_id))
    (mail,) = mails("karim@example.org")
    assert "(America/New_York)" in mail.body
    assert "(America/New_York)" not in mails("huda@example.org")[0].body


def test_the_pages_cost_the_same_for_five_and_for_a_hundred_seats(
    app, make, people, secretary, body_id, assert_constant_queries
):
    first, second = make.planned(body_id), make.planned(body_id, in_days(40))
    make.convened(first)

    def grow():
        for number in range(30):
            owner = make.organisation()
            seat = make.seat(body_id, organisation_id=owner)
            make.sits(seat, make.person(f"Member {number}"))
        third = make.planned(body_id, in_days(50))
        make.convened(third)
        with app.app_context(), unit_of_work():
            for one in db.session.scalars(db.select(Invitation).filter_by(meeting_id=third)):
                known = db.select(Invitation.id).filter_by(
                    meeting_id=first, seat_id=one.seat_id, person_id=one.person_id
                )
                if db.session.scalar(known) is None:
                    one.meeting_id = first
            db.session.execute(
                db.update(Notice).where(Notice.meeting_id == third).values(meeting_id=first)
            )

    for url in ("", "people", "notices"):
        assert_constant_queries(secretary, f"/meetings/{first}/{url}", grow if not url else list)
    assert_constant_queries(secretary, f"/meetings/{second}/convene", grow)


def test_notices_are_for_the_heads(make, people, client_for, body_id):
    number = make.planned(body_id)
    make.convened(number)
    assert client_for(people["huda"]).get(f"/meetings/{number}/notices").status_code == 404
    assert client_for(people["chair"]).get(f"/meetings/{number}/notices").status_code == 200


def test_one_person_in_two_seats_gets_one_mail(app, make, people, mails, post_office, body_id):
    other = make.body("Group", time_zone=ZONE)
    make.sits(make.seat(other), people["karim"])
    number = make.planned(body_id)
    with app.test_request_context(), unit_of_work():
        meeting = queries.get_meeting(number)
        wanted = a_plan(in_days(30), kind=MeetingKind.JOINT, with_body_ids=(other,))
        service.change(meeting, wanted=wanted, version=meeting.version, actor=SYSTEM)
    make.convened(number)
    assert len(mails("karim@example.org")) == 1
    with app.app_context():
        assert len(notices_of(number)) == 1
        asked = db.session.scalars(db.select(Invitation).filter_by(person_id=people["karim"]))
        assert len({one.seat_id for one in asked}) == 2
