"""Declarations of interest at an item: who steps out takes no part in it, and the record says so."""

import json
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from ntfc import clock
from ntfc.actions.models import Action
from ntfc.agendas.models import Agenda, AgendaItem
from ntfc.constraints import sentence_of
from ntfc.db import db
from ntfc.decisions.models import (
    Decision,
    DecisionKind,
    DecisionState,
    Poll,
    PollState,
    PollWay,
    Voice,
)
from ntfc.decisions.queries import stepped_out
from ntfc.directions import joined
from ntfc.meetings.models import (
    Attendance,
    AttendanceSpan,
    Meeting,
    MeetingDay,
    MeetingState,
    Presence,
)
from ntfc.meetings.rules import local
from ntfc.minutes import queries, rules
from ntfc.minutes.models import MinutesSection, MinutesState, SectionInterest, VersionKind
from ntfc.minutes.rules.contents import Interest, Part, said_of
from ntfc.minutes.rules.interests import (
    Declaring,
    Present,
    as_sent,
    obstacles_to_declaring,
    silent,
)
from ntfc.minutes.service.texts import keep_version
from ntfc.permissions import SYSTEM, Role
from ntfc.seats.models import Appointment
from ntfc.transaction import unit_of_work
from tests.filling import as_it_opens
from tests.minutes.test_papers import WHOLE
from tests.minutes.test_printing import words
from tests.recording import NINE

HOUR = timedelta(hours=1)
HX = {"HX-Request": "true"}


@pytest.fixture
def table(way, make_organisation, seat, committee, monkeypatch):
    """Seat the brokers and the customs; both are there, and so is a trader without registration."""
    monkeypatch.setattr(clock, "now", lambda: NINE + HOUR)
    found = {}
    for name in ("Customs", "Brokers"):
        number = make_organisation(name)
        person = seat(committee, Role.MEMBER, f"Member of {name}", organisation_id=number)
        found[name] = (number, person)
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        agenda = Agenda(meeting=meeting, body=meeting.body, begun_at=NINE)
        item = AgendaItem(
            agenda=agenda, body_id=meeting.body_id, position=1, title="Fees", added_at=NINE
        )
        db.session.add(item)
        db.session.flush()
        db.session.get_one(MinutesSection, way.section_id).item_id = item.id
        seats = {row.person_id: row.seat_id for row in db.session.scalars(select(Appointment))}
        for organisation_id, person_id in found.values():
            db.session.add(
                Attendance(
                    meeting_id=meeting.id,
                    body_id=meeting.body_id,
                    noted_at=NINE,
                    seat_id=seats[person_id],
                    person_id=person_id,
                    organisation_id=organisation_id,
                    presence=Presence.PRESENT,
                )
            )
        return {name: (seats[person], *ids) for name, ids in found.items() for person in ids[1:]}


@pytest.fixture
def vote(way, table):
    """Let a vote be open about a text of the item; return the number of each seat's voice."""
    with way.app.app_context(), unit_of_work():
        item = db.session.scalars(select(AgendaItem)).one()
        decision = Decision(
            body_id=item.body_id,
            kind=DecisionKind.DECISION,
            state=DecisionState.WITH_SEATS,
            title="One fee",
            text="One fee for all.",
            item_id=item.id,
            drafted_at=NINE,
        )
        poll = Poll(
            body_id=item.body_id,
            decision=decision,
            way=PollWay.VOTE,
            wording="One fee for all.",
            seats=2,
            opened_at=NINE,
        )
        voices = {
            name: Voice(body_id=item.body_id, poll=poll, seat_id=seat_id, name=name)
            for name, (seat_id, *_ids) in table.items()
        }
        db.session.add_all([decision, poll, *voices.values()])
        db.session.flush()
        return poll.id, decision.id, {name: voice.id for name, voice in voices.items()}


def canonical(way):
    with way.app.test_request_context():
        return rules.canonical(queries.document_of(queries.get_minutes(way.minutes_id)))


def spans(way):
    with way.app.test_request_context():
        by_hour = select(AttendanceSpan).order_by(AttendanceSpan.came_at)
        return [(row.came_at, row.left_at) for row in db.session.scalars(by_hour)]


@pytest.mark.rule("R275")
def test_who_declares_an_interest_steps_out_takes_no_part_and_it_is_in_what_is_approved(
    way, table, vote, client_for
):
    seat_id, brokers, person = table["Brokers"]
    poll, decision, voices = vote
    client, base = client_for(way.secretary), f"/minutes/sections/{way.section_id}"
    note, before = f"{base}/interests", canonical(way)
    form = BeautifulSoup(client.get(note).text, "html.parser")
    offered = [one.text for one in form.select("[name=who] option")]
    assert offered == ["Choose", "Member of Brokers · Brokers", "Member of Customs · Customs"]
    who, firm = f"seat-{seat_id}", "My firm pays this fee."
    # Nothing that was typed goes: without a person, and with a time that cannot be.
    nobody = client.post(note, data={"text": firm, "stepped_out": "y"})
    assert nobody.status_code == 422
    assert firm in nobody.text
    later = client.post(
        note, data={"who": who, "text": firm, "stepped_out": "y", "left": "12:00", "seen": 0}
    )
    assert later.status_code == 409
    assert "still to come" in later.text
    assert firm in later.text
    # The one step at the table: out now. The attendance list knows it, too.
    data = {"who": who, "text": firm, "stepped_out": "y", "seen": 0}
    assert client.post(note, data=data).status_code == 303
    assert spans(way) == [(NINE, NINE + HOUR)]
    assert client.post(note, data=data).status_code == 409  # two secretaries at once
    # Neither a position nor a vote is asked of the seat.
    page = client.get(f"{base}/voices")
    assert "Brokers stepped out for this item" in page.text
    assert f'value="org-{brokers}"' not in page.text
    position = {"who": f"org-{brokers}", "stance": "for"}
    assert client.post(f"{base}/positions", data=position).status_code == 409
    votes = client.get(f"/decision-polls/{poll}/votes").text
    assert f"voice{voices['Customs']}" in votes
    assert f"voice{voices['Brokers']}" not in votes
    refused = client_for(person).post(
        f"/decision-voices/{voices['Brokers']}", data={"answer": "for"}
    )
    assert refused.status_code == 409
    assert "it does not vote" in refused.text
    shown = client.get(f"/decisions/{decision}").text
    assert "Stepped out" in shown
    assert shown.count("No answer yet") == 1
    # Back, with one click.
    back = client.post(f"{note}/back", data={"who": who, "seen": 1})
    assert back.status_code == 303
    assert spans(way)[1:] == [(NINE + HOUR, None)]
    # It stands in the text, on the page, in PDF and Word, and is approved with it.
    said = "Member of Brokers (Brokers) declared an interest: My firm pays this fee."
    stepped = "Stepped out from 10:00"
    for page in (
        client.get(f"/minutes/{way.minutes_id}/").text,
        client.get(f"{base}/read-back").text,
        words(client.get(f"/minutes/{way.minutes_id}/members.pdf")),
        words(client.get(f"/minutes/{way.minutes_id}/members.docx")),
        words(client.get(f"/minutes/{way.minutes_id}/public.pdf")),
    ):
        plain = joined(" ".join(BeautifulSoup(page, "html.parser").get_text(" ").split()))
        assert said in plain
        assert stepped in plain
    assert "Interests: 1" in client.get(f"/minutes/{way.minutes_id}/record").text
    assert canonical(way) != before
    assert '"left_at":"10:00"' in canonical(way)
    way.submit()
    assert client.post(note, data={**data, "seen": 2}).status_code == 409
    for chair in way.chairs:
        way.approve(chair)
    columns = "minutes_id, section_id, name, organisation_name, text, stepped_out, at, version"
    for change in (
        "UPDATE section_interests SET text = 'None.'",
        "DELETE FROM section_interests",
        f"INSERT INTO section_interests (who, {columns}) SELECT 'x', {columns} FROM section_interests",
    ):
        with way.app.app_context(), db.engine.connect() as connection:
            with pytest.raises(IntegrityError) as locked:
                connection.execute(text(change))
            assert "Correct it by an erratum" in str(sentence_of(locked.value))


def test_a_declaration_that_changes_voids_approvals_and_one_noted_in_error_is_taken_off(
    way, table, client_for
):
    seat_id, _organisation, _person = table["Customs"]
    who, base = f"seat-{seat_id}", f"/minutes/sections/{way.section_id}/interests"
    client = client_for(way.secretary)
    assert client.post(base, data={"who": who, "text": "A cousin.", "seen": 0}).status_code == 303
    assert spans(way) == []
    way.submit()
    way.approve(way.chairs[0])
    way.take_back()
    assert client.post(base, data={"who": who, "text": "A brother.", "seen": 1}).status_code == 303
    assert way.look()[0].state is MinutesState.REVISED
    assert [one.voided_at is not None for one in way.look()[2]] == [True]
    assert client.post(f"{base}/take-off", data={"who": who, "seen": 1}).status_code == 409
    assert client.post(f"{base}/take-off", data={"who": who, "seen": 2}).status_code == 303
    assert '"interests"' not in canonical(way)


def test_a_time_typed_afterwards_is_of_the_meeting_and_no_declaration_is_of_who_is_away(
    way, table, client_for
):
    seat_id, _organisation, _person = table["Customs"]
    with way.app.app_context(), unit_of_work():
        db.session.execute(update(Attendance).values(presence=Presence.EXCUSED))
    base = f"/minutes/sections/{way.section_id}/interests"
    client = client_for(way.secretary)
    assert "Nobody else is noted as being there" in client.get(base).text
    data = {"who": f"seat-{seat_id}", "text": "A cousin.", "seen": 0}
    assert client.post(base, data=data).status_code == 422


def test_after_several_days_the_day_of_leaving_is_asked_for(way, table, client_for, monkeypatch):
    with way.app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        first = db.session.scalars(select(MeetingDay)).one()
        last = MeetingDay(
            meeting_id=meeting.id,
            starts_at=first.starts_at + 48 * HOUR,
            ends_at=first.ends_at + 48 * HOUR,
        )
        db.session.add(last)
        meeting.ends_at = last.ends_at
        zone = meeting.time_zone
        begun, day = (f"{local(one.starts_at, zone):%Y-%m-%d}" for one in (first, last))
    monkeypatch.setattr(clock, "now", lambda: NINE + 72 * HOUR)
    base, client = f"/minutes/sections/{way.section_id}/interests", client_for(way.secretary)
    data = {
        "who": f"seat-{table['Customs'][0]}",
        "text": "A cousin.",
        "stepped_out": "y",
        "seen": 0,
    }
    early = client.post(base, data=data | {"day": begun})  # not now, and nobody knows when
    assert (early.status_code, "Type the time, too" in early.text) == (409, True)
    assert spans(way) == []
    with way.app.app_context(), unit_of_work():
        db.session.scalars(select(Meeting)).one().state = MeetingState.HELD
    assert "type the time" in client.post(base, data=data | {"day": begun}).text
    told = client.post(base, data=data | {"left": "09:30"})
    assert (told.status_code, "choose the day" in told.text, "A cousin." in told.text) == (
        409,
        True,
        True,
    )
    assert client.post(base, data=data | {"left": "09:30", "day": "2020-01-01"}).status_code == 422
    assert client.post(base, data=data | {"left": "09:30", "day": day}).status_code == 303
    with way.app.app_context():
        left = db.session.scalars(select(SectionInterest.left_at)).one()
        assert f"{local(left, zone):%Y-%m-%d %H:%M}" == f"{day} 09:30"
        assert db.session.scalars(select(AttendanceSpan.left_at)).one() == left
    page = BeautifulSoup(client.get(base).text, "html.parser")
    chosen = page.select_one("select[name=day] option[selected]")
    assert chosen["value"] == day
    # Out on one day and back on another: a word that is corrected moves neither.
    over = {"left": "16:00", "day": begun, "back": "09:30", "back_day": day, "seen": 1}
    untimed = client.post(base, data=data | over | {"back": ""})
    assert (untimed.status_code, "Type the time, too." in untimed.text) == (422, True)
    assert client.post(base, data=data | over).status_code == 303
    shown = BeautifulSoup(client.get(base).text, "html.parser").select_one(
        "#interests form[data-keep]"
    )
    assert client.post(base, data=as_it_opens(shown) | {"text": "A niece."}).status_code == 303
    with way.app.app_context():
        kept = db.session.scalars(select(SectionInterest)).one()
        out_and_in = [f"{local(one, zone):%Y-%m-%d %H:%M}" for one in (kept.left_at, kept.back_at)]
        assert (kept.text, out_and_in) == ("A niece.", [f"{begun} 16:00", f"{day} 09:30"])
    assert ", and was back on " in client.get(f"/minutes/{way.minutes_id}/").text
    # A text that went out before the days were kept is what its chairs approve.
    now = json.loads(canonical(way))
    for one in (interest for part in now["parts"] for interest in part.get("interests", ())):
        del one["left_on"], one["back_on"]
    sent = json.dumps(now, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    with way.app.app_context(), unit_of_work():
        minutes = queries.get_minutes(way.minutes_id)
        keep_version(minutes, sent, VersionKind.SUBMITTED, actor=SYSTEM, now=NINE)
    assert canonical(way) == sent


def test_what_is_wrong_with_a_declaration_is_told_at_once():
    def told(**values):
        declaring = Declaring(text="A cousin.", **values)
        return " ".join(map(str, obstacles_to_declaring(declaring, NINE + HOUR)))

    assert told() == told(stepped_out=True) == told(stepped_out=True, left_at=NINE) == ""
    assert told(stepped_out=True, left_at=NINE, back_at=NINE + HOUR) == ""
    assert "say that the person stepped out" in told(left_at=NINE)
    assert "Say first when" in told(stepped_out=True, back_at=NINE)
    assert "before having left" in told(stepped_out=True, left_at=NINE + HOUR, back_at=NINE)
    assert "still to come" in told(stepped_out=True, left_at=NINE + 2 * HOUR)


def test_an_institution_speaks_while_somebody_of_it_stays():
    one = Present(who="seat-1", name="A", organisation_id=7)
    other = Present(who="person-2", name="B", organisation_id=7)
    trader = Present(who="typed-3", name="C")
    assert silent([one, other, trader], {"seat-1"}) == set()
    assert silent([one, other, trader], {"seat-1", "person-2"}) == {"org-7"}
    assert silent([one, trader], {"typed-3"}) == {"typed-3"}


def test_times_and_changes_of_a_declaration_are_in_the_words_that_are_compared():
    out = Interest(name="A", text="A\ncousin.", stepped_out=True, left_at="09:00")
    declared, stepped = said_of(out)
    assert joined(declared) == "A declared an interest: A cousin."
    assert stepped == "Stepped out at 9:00\u202fAM."
    away = replace(out, left_on="2026-06-03")
    assert said_of(away)[1] == "Stepped out on Wed, Jun 3, 2026, 9:00\u202fAM."
    back = replace(away, back_at="10:00", back_on="2026-06-03")
    assert said_of(back)[1].endswith("9:00\u202fAM, and was back at 10:00\u202fAM.")
    later = replace(back, back_on="2026-06-04")
    assert said_of(later)[1].endswith("and was back on Thu, Jun 4, 2026, 10:00\u202fAM.")
    for one in (out, later):  # where no day is told, a fingerprint stays as it was
        whole = replace(WHOLE, parts=(Part(key=1, title="Fees", html="", interests=(one,)),))
        assert ("left_on" in rules.canonical(whole)) == (one is later)
        assert rules.from_canonical(rules.canonical(whole)) == whole
    dated, other = Part(key=1, title="", html="", interests=(later,)), replace(out, text="x")
    undated = replace(dated, interests=(later.undated,))
    for sent, kept in ((undated, undated), (dated, dated), (replace(undated, key=2), dated)):
        assert as_sent((dated,), (sent,)) == (kept,)
    assert as_sent((dated,), (replace(dated, interests=(other,)),)) == (dated,)
    assert rules.read_mark(undated, ()) in rules.marks_of(dated, ())
    assert rules.read_mark(dated, ()) not in rules.marks_of(undated, ())
    stayed = Interest(name="A", organisation="B", text="x")
    declared, stepped = said_of(stayed)
    assert (joined(declared), stepped) == ("A (B) declared an interest: x", "Stayed at the table.")
    plain = Part(key=1, title="Fees", html="<p>x</p>")
    noted = Part(key=1, title="Fees", html="<p>x</p>", interests=(out,))
    assert len(noted.whole) == len(plain.whole) + 1
    assert rules.read_mark(plain, ()) != rules.read_mark(noted, ())


def test_what_was_said_before_stepping_out_is_set_aside_until_that_is_taken_off(
    way, table, vote, client_for
):
    seat_id, brokers, person = table["Brokers"]
    poll, decision, voices = vote
    client, base = client_for(way.secretary), f"/minutes/sections/{way.section_id}"
    voted = {"answer": "for"}
    assert (
        client_for(person).post(f"/decision-voices/{voices['Brokers']}", data=voted).status_code
        == 303
    )
    position = {"who": f"org-{brokers}", "stance": "for", "text": "Ours alone.", "seen": 0}
    assert client.post(f"{base}/positions", data=position).status_code == 303
    assert "Ours alone." in canonical(way)
    note = {"who": f"seat-{seat_id}", "text": "My firm pays.", "stepped_out": "y", "seen": 0}

    def in_favour():
        page = BeautifulSoup(client.get(f"/decisions/{decision}").text, "html.parser")
        return page.select_one(f"#tally-{poll} tbody tr:last-child td.num").text

    assert in_favour() == "1"
    assert client.post(f"{base}/interests", data=note).status_code == 303
    assert in_favour() == "0"
    assert "Said before: For. It is set aside" in client.get(f"/decisions/{decision}").text
    counting = client.get(f"/decision-polls/{poll}/count").text
    assert "had said “For” and stepped out" in counting
    assert "Nobody answered." in counting
    aside = BeautifulSoup(client.get(f"{base}/voices").text, "html.parser")
    assert "Ours alone." in aside.select_one("#aside").text
    assert aside.select_one("#positions") is None
    assert "Ours alone." not in canonical(way)
    with way.app.test_request_context():  # in writing as at the table
        asked = Poll(decision=db.session.get_one(Decision, decision), way=PollWay.WRITTEN)
        asked.state = PollState.OPEN
        assert stepped_out(asked) == {seat_id}
        db.session.rollback()
    # Noted in error: both count again. Out after all: what is counted stays as it was counted.
    off = {"who": note["who"], "seen": 1}
    assert client.post(f"{base}/interests/take-off", data=off).status_code == 303
    assert in_favour() == "1"
    assert "Ours alone." in canonical(way)
    assert client.post(f"{base}/interests", data=note).status_code == 303
    done = client.post(f"/decision-polls/{poll}/count", data={"next_step": "Ask again."})
    assert done.status_code == 303
    assert client.post(f"{base}/interests/take-off", data=off).status_code == 303
    shown = client.get(f"/decisions/{decision}").text
    assert "What a seat said is set aside, not counted" in shown
    assert "Brokers had said “For” and stepped out" in shown
    assert in_favour() == "0"


def test_a_name_in_another_script_turns_no_declaration_round():
    one = Interest(name="سمير", organisation="الجمارك", text="لي شركة")
    said, _stepped = said_of(one)
    kept = ["\u2068سمير\u2069", "\u2068الجمارك\u2069", "\u2068لي شركة\u2069"]
    assert said == "{} ({}) declared an interest: {}".format(*kept)
    with_it = Part(key=1, title="Fees", html="", interests=(one,))
    assert rules.says([block.text for block in with_it.whole], "سمير (الجمارك) declared")


def lead_back_to_the_section(client, action, decision, parking, handing):
    """Note an action, a decision and its outcome, and park; what is typed badly loses no way back."""

    def post(form, **typed):
        fields = as_it_opens(form) | typed
        return client.post(form["action"], data=fields)

    def form_of(answer):
        return BeautifulSoup(answer.text, "html.parser").select_one("form[data-keep]")

    record = parse_qs(urlsplit(action).query)["way_back"][0]
    assert "#section-" in record
    again = post(form_of(client.get(action)), title="")
    assert again.status_code == 422
    noted = post(form_of(again), title="Publish the fees", is_date_open="y")
    assert (noted.status_code, noted.location) == (303, record), noted.text
    kept = post(form_of(client.get(decision)), title="Fees", text="The fees are published.")
    page = BeautifulSoup(client.get(kept.location).text, "html.parser")
    assert page.find("a", href=record)
    outcome = form_of(client.get(page.select_one("a.btn-primary[href*='/outcome']")["href"]))
    assert post(outcome, how="consensus").location == record
    aside = {"reason": "Figures differ", "expected_result": "One fee"}
    assert form_of(client.get(handing)).find("a", href=record)
    asked = post(form_of(client.get(parking)), **aside, concerns_one_case="")
    assert asked.status_code == 422
    parked = post(form_of(asked), **aside, concerns_one_case="no")
    assert (parked.status_code, parked.location) == (303, record), parked.text
    for elsewhere in ("//example.org/", "/\\example.org", "https://example.org", "javascript:x"):
        asked = client.get(f"{action.split('&way_back')[0]}&way_back={quote(elsewhere, safe='')}")
        ways = [link.get("href") for link in form_of(asked).find_all("a")]
        assert ways
        assert elsewhere not in ways


def test_outcomes_are_noted_from_the_record_beside_what_is_typed(way, table, client_for):
    client = client_for(way.secretary)
    record, base = f"/minutes/{way.minutes_id}/record", f"/minutes/sections/{way.section_id}"
    with way.app.test_request_context(), unit_of_work():
        item = db.session.scalars(select(AgendaItem)).one()
        facts = {"body_id": item.body_id, "meeting_id": item.agenda.meeting_id, "item_id": item.id}
        db.session.add(Action(number=3, title="رسوم", added_at=NINE, **facts))
    for address, headers in ((record, {}), (f"{record}?section={way.section_id}", {}), (base, HX)):
        page = BeautifulSoup(client.get(address, headers=headers).text, "html.parser")
        section = page.select_one(f"#section-{way.section_id}")
        acts = section.select(".record-table a.btn[target=_blank]")
        assert [link.contents[0] for link in acts] == [
            "Record an action",
            "Write down a decision",
            "Park it",
            "Hand to another body",
        ]
        plain = section.select(".record-table a:not(.btn)")
        kept = [link.get("target") == "_blank" for link in plain]  # else the words typed were gone
        assert plain
        assert kept == ["?section=" in address] * len(plain)
        assert section["tabindex"] == "-1"  # the anchor brings eye and keyboard back
        assert section.select_one(".record-came-out").text == "Action 3: رسوم"
        assert not section.select(".record-writers:not([hidden])")
    page = BeautifulSoup(client.get(record).text, "html.parser")
    assert page.select_one("a[href$='/attendance']")
    lead_back_to_the_section(client, *(link["href"] for link in acts))
    # Whoever wrote a moment ago and looks again is not told so of himself.
    assert client.get(f"/minutes/{way.minutes_id}/now?section={way.section_id}").status_code == 200
    mine = BeautifulSoup(client.get(record).text, "html.parser")
    assert not mine.select(".record-writers:not([hidden])")
