from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc import clock
from ntfc.committees.queries import get_body
from ntfc.db import db
from ntfc.decisions import queries
from ntfc.decisions.models import Addressee, Decision, DecisionKind
from ntfc.decisions.service import letters
from ntfc.links import service as links
from ntfc.mandates.models import TermsOfReference, TermsState
from ntfc.organisations.models import Camp
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Role
from ntfc.transaction import unit_of_work
from tests.decisions.conftest import DAY, NOW


@pytest.fixture
def browser(client_for, table):
    return lambda name: client_for(getattr(table, name))


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


TYPED = {"kind": "decision", "title": "One calendar 📅", "text": "تقويم واحد لجميع الجهات"}


def test_from_the_draft_to_the_number(table, browser):
    client = browser("secretary")
    sent = client.post(f"/bodies/{table.body_id}/decisions/new", data=TYPED)
    assert sent.status_code == 303
    address = sent.location
    assert "Advisory, not binding" in client.get(address).text
    get = client.get(f"{address}/outcome")
    read_back = page_of(get)
    assert read_back.select_one("#read-back").text.count("تقويم واحد")
    assert [o["value"] for o in read_back.select("#how option")] == [
        *("consensus", "reservations", "no_consensus", "not_accepted"),
    ]
    refused = client.post(f"{address}/outcome", data={"how": "reservations", "reason": "x"})
    assert refused.status_code == 409
    assert "Name the institutions" in refused.text
    assert page_of(refused).select_one("#reason").text.strip() == "x"
    # Rows for reservations stand folded until there are some.
    folds = [page_of(answer).select_one("details:has(#reserved)") for answer in (get, refused)]
    assert [fold.has_attr("open") for fold in folds] == [False, True]
    mute = {"how": "reservations", "reserved-1-organisation_id": str(table.chamber)}
    assert client.post(f"{address}/outcome", data=mute).status_code == 422
    twice = {"reserved-2-organisation_id": str(table.chamber), "reserved-2-text": "Nor at noon"}
    named = {**mute, **twice, "reserved-1-text": "Not by night"}
    assert client.post(f"{address}/outcome", data=named).status_code == 303
    page = client.get(address).text
    assert "Not by night" in page
    assert "Nor at noon" in page
    assert "Adopted" in page
    assert client.post(f"{address}/edit", data=TYPED).status_code == 409


def test_the_document_that_is_adopted_is_asked_for_in_sight(table, browser):
    client, address = browser("secretary"), f"/bodies/{table.body_id}/decisions/new"
    for kind, is_open in (("decision", False), ("adoption", True)):
        page = page_of(client.post(address, data={**TYPED, "kind": kind, "title": ""}))
        fold = page.select_one("#document_version_id").find_parent("details")
        assert fold.select_one("summary").text.strip() == "Where a document is adopted"
        assert fold.has_attr("open") is is_open


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"kind": "order"}, "kind"),
        ({"title": " "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"text": ""}, "text"),
        ({"paper": "x" * 301}, "paper"),
    ],
)
def test_what_is_typed_wrong_is_told_and_nothing_is_lost(app, table, browser, wrong, told):
    data = {**TYPED, "briefing": "By customs", **wrong}
    answer = browser("secretary").post(f"/bodies/{table.body_id}/decisions/new", data=data)
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.select_one(f"#{told}-error").text.strip()
    assert page.select_one("#briefing").text.strip() == "By customs"
    with app.app_context():
        assert db.session.query(Decision).count() == 0


@pytest.mark.rule("R23")
def test_a_decision_keeps_the_terms_of_reference_of_its_day(app, table, browser):
    days = (DAY - timedelta(days=300), DAY, DAY + timedelta(days=30))
    with app.app_context(), unit_of_work():
        for number, adopted_on in enumerate(days, 1):
            db.session.add(
                TermsOfReference(
                    body_id=table.body_id,
                    number=number,
                    state=TermsState.ADOPTED,
                    adopted_on=adopted_on,
                    objectives=f"Objectives of version {number}.",
                    created_at=NOW,
                )
            )
    for day, number in ((DAY - timedelta(days=1), 1), (DAY, 2), (DAY + timedelta(days=31), 3)):
        decision = table.draft(f"Taken on {day}")
        client = browser("secretary")
        assert "Version" not in client.get(f"/decisions/{decision}").text  # no day yet
        table.adopt(decision, today=day)
        page = page_of(client.get(f"/decisions/{decision}"))
        (link,) = page.select("#origin a")
        assert link.text.startswith(f"Version {number}, adopted on")
        assert f"Objectives of version {number}." in client.get(link["href"]).text
    early = table.draft("Before any")
    table.adopt(early, today=DAY - timedelta(days=301))
    assert not page_of(browser("secretary").get(f"/decisions/{early}")).select("#origin")


def test_a_draft_is_read_by_the_circle_and_what_is_adopted_by_those_who_attend(
    table, client_for, seat
):
    observer = client_for(seat(table.body_id, Role.OBSERVER, "Ingrid Solberg"))
    draft, secret = table.draft("Canary"), table.draft("Canary in confidence", is_confidential=True)
    table.adopt(secret)
    for number in (draft, secret):
        assert observer.get(f"/decisions/{number}").status_code == 404
        assert client_for(table.member).get(f"/decisions/{number}").status_code == 200
    for address in ("/decisions/?show=all", f"/bodies/{table.body_id}/decisions?show=all"):
        assert "Canary" not in observer.get(address).text
    table.adopt(draft)
    assert observer.get(f"/decisions/{draft}").status_code == 200


def test_by_link_an_institution_answers(app, table, client_for):
    one = table.draft("Calendar", DecisionKind.RECOMMENDATION)
    asked = table.address(one, table.chamber)
    table.adopt(one)
    with table.within(), unit_of_work():
        person, found = db.session.get_one(Person, table.member), queries.get_addressee(asked)
        now = clock.now()
        issued = links.issue(person, letters.ANSWER_ACT, found, actor=SYSTEM, now=now)
    visitor, address = client_for(None), "/l/" + issued.url.rpartition("/l/")[2]
    assert "Calendar, for all." in visitor.get(address).text
    wrong = visitor.post(address, data={"answer": "rejected", "text": ""})
    assert wrong.status_code == 422
    assert "Say why" in wrong.text
    sent = visitor.post(address, data={"answer": "rejected", "text": "No money"})
    assert sent.status_code in (200, 303)
    with app.app_context():
        found = db.session.get_one(Addressee, asked)
        assert (found.answer.value, found.text, found.by_link) == ("rejected", "No money", True)


@pytest.mark.rule("R133")
def test_home_asks_for_the_answer_and_the_secretary_notes_it(table, client_for):
    today = clock.now().date()
    one = table.draft("Calendar", DecisionKind.RECOMMENDATION)
    asked = table.address(one, table.chamber, today + timedelta(days=9))
    table.adopt(one)
    assert "Calendar" in client_for(table.member).get("/").text
    assert "Calendar" not in client_for(table.officer).get("/").text
    secretary = client_for(table.secretary)
    sent = secretary.post(f"/decision-answers/{asked}", data={"answer": "accepted", "text": ""})
    assert sent.status_code == 303
    page = " ".join(page_of(secretary.get(f"/decisions/{one}")).get_text(" ").split())
    for said in ("Recommendation 1", "Adopted June 1, 2026", "Chamber of Commerce Accepted"):
        assert said in page  # its number, its day, to whom it is addressed, the response
    assert "Calendar" not in client_for(table.member).get("/").text


def test_from_outside_and_withdrawn_with_a_reason(table, browser):
    client = browser("secretary")
    outside = {**TYPED, "forum": "Regional forum", "kind": "recommendation"}
    made = client.post(f"/bodies/{table.body_id}/decisions/outside", data=outside).location
    assert "Regional forum" in client.get(made).text
    assert client.post(f"{made}/withdraw", data={"reason": " "}).status_code == 422
    assert client.post(f"{made}/withdraw", data={"reason": "Settled"}).status_code == 303
    assert "Settled" in client.get(made).text
    agreed = {"how": "consensus", "on": DAY.isoformat()}
    assert client.post(f"{made}/pass-up", data=agreed).status_code == 409


@pytest.mark.rule("R172")
def test_a_list_of_recommendations_is_taken_in_at_once(table, browser):
    client, page = browser("secretary"), f"/bodies/{table.body_id}/decisions/outside"
    listed = "1. One window for all. It opens in May.\r\n\r\n(b) Accept copies;\nby mail too"
    typed = {"kind": "recommendation", "forum": "Regional forum", "title": "", "text": listed}
    wrong = client.post(page, data=typed)
    assert wrong.status_code == 422
    assert "It opens in May" in wrong.text
    many = "\n".join(f"- Do {n}" for n in range(101))
    assert client.post(page, data={**typed, "text": many, "is_list": "y"}).status_code == 422
    named = client.post(page, data={**typed, "title": "What Geneva said", "is_list": "y"})
    assert (named.status_code, "leave this empty, or untick" in named.text) == (422, True)
    assert "What Geneva said" in named.text
    answer = client.post(page, data={**typed, "is_list": "y"})
    register = client.get(answer.location).text
    with table.within():
        asked = select(Decision.title, Decision.text, Decision.forum).order_by(Decision.id)
        rows = db.session.execute(asked).all()
    assert [tuple(row) for row in rows] == [
        ("One window for all", "One window for all. It opens in May.", "Regional forum"),
        ("Accept copies", "Accept copies;\nby mail too", "Regional forum"),
    ]
    assert all(row.title in register for row in rows)
    assert client.post(page, data={**typed, "text": "• " + "Open " * 60, "is_list": "y"}).location
    with table.within():
        last = db.session.scalars(select(Decision.title).order_by(Decision.id.desc())).first()
    assert len(last) <= 121
    assert last.endswith("Open…")


def test_what_holds_is_asked_for_at_once_and_who_is_not_here_is_written_to(table, client_for):
    one, office = table.draft("Calendar"), client_for(table.secretary)
    table.adopt(one)
    strange = table.institution("Bankers", Camp.PRIVATE)
    for number, handed in ((table.chamber, 2), (table.chamber, 0), (strange, 0)):
        sent = office.post(f"/decisions/{one}/address", data={"organisation_id": number})
        assert len(page_of(sent).select("#hand-over input")) == handed
    page = page_of(office.get(f"/decisions/{one}"))
    told = [line.text for line in page.select("#answers .list-main")]
    assert ["Nobody sits here for it" in text for text in told] == [False, True]
    assert "Nobody sits" not in client_for(table.member).get(f"/decisions/{one}").text


@pytest.mark.rule("R134")
def test_what_goes_up_goes_with_how_and_when_the_group_agreed(table, make_body, seat, client_for):
    upper = make_body("Council", time_zone="UTC")
    head = seat(upper, Role.CHAIR, "Grace Mwangi")
    with table.within(), unit_of_work():
        body = get_body(table.body_id)
        body.parent_id, body.path = upper, f"/{upper}/{body.id}/"
    client, one = client_for(table.secretary), table.draft("Our words")
    address = f"/decisions/{one}/pass-up"
    assert address in client.get(f"/decisions/{one}").text
    typed = {
        "how": "reservations",
        "on": "",
        "reserved-0-organisation_id": str(table.chamber),
        "reserved-0-text": "Not by night",
    }
    wrong = client.post(address, data=typed)
    assert (wrong.status_code, "Not by night" in wrong.text) == (422, True)
    assert client.post(address, data={**typed, "on": "2199-01-01"}).status_code == 409
    assert client.post(address, data={**typed, "on": "2026-11-01"}).status_code == 303
    with table.within():
        (row,) = queries.received_in(upper)
    # Who decides above reads it, although the draft of the group is not theirs to open.
    fields = {"kind": "decision", "title": "Our words", "text": "The words of the council"}
    edit = f"/decisions/{row.id}/edit"
    chair = client_for(head)
    fields["seen"] = page_of(chair.get(edit)).select_one("[name=seen]")["value"]
    assert chair.post(edit, data=fields).status_code == 303
    assert chair.get(f"/decisions/{one}").status_code == 404
    way = page_of(chair.get(f"/decisions/{row.id}"))
    said = way.select_one("#hops").get_text(" ", strip=True)
    for expected in (
        *("By consensus, with reservations", "Nov 1, 2026", "Not by night"),
        "Our words, for all.",
    ):
        assert expected in said


def test_the_register_costs_the_same_for_few_and_many(table, client_for, assert_constant_queries):
    table.adopt(table.draft())
    client = client_for(table.chair)

    def grow():
        for _number in range(5):
            one = table.draft()
            table.address(one, table.chamber)
            table.adopt(one)

    for address in (f"/bodies/{table.body_id}/decisions", "/decisions/"):
        assert_constant_queries(client, address, grow)
    narrowed = client.get(f"/bodies/{table.body_id}/decisions?kind=opinion&q=calendar")
    assert page_of(narrowed).select("#decision-table") == []
