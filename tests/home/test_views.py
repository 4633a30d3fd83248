from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from ntfc import clock
from ntfc.home.views import how_far
from ntfc.permissions import Role
from ntfc.plugins import Waiting, hookimpl

TODAY = date(2026, 11, 20)


@pytest.fixture
def offer(app):
    """Register what a feature answers when asked what waits."""

    def offer(function, name="test"):
        @hookimpl
        def ntfc_waiting(actor, today):
            return function(actor, today)

        feature = SimpleNamespace(ntfc_waiting=ntfc_waiting)
        app.extensions["ntfc.plugins"].register(feature, name=name)

    return offer


def thing(title="Comment on the draft", **values):
    usual = {"reason": "You were asked.", "url": "/bodies/", "button": "Comment"}
    return Waiting(title=title, **(usual | values))


def page_of(client):
    answer = client.get("/")
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "html.parser")


def test_a_visitor_is_sent_to_sign_in(client_for):
    answer = client_for(None).get("/")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/"


def test_each_thing_stands_with_its_body_reason_day_and_one_button(client_for, make_person, offer):
    offer(
        lambda _actor, today: [
            thing(body_name="National Committee", due=today + timedelta(days=3)),
            thing("Final report", due=today - timedelta(days=1)),
            thing("Some day"),
        ]
    )
    page = page_of(client_for(make_person()))
    assert [h.text for h in page.select("#waiting h2")] == ["Overdue", "This week", "Later"]
    soon = page.select_one("#waiting-soon li")
    text = " ".join(soon.text.split())
    for words in ("National Committee", "Comment on the draft", "You were asked.", "in 3 days"):
        assert words in text
    assert [link["href"] for link in soon.select("a")] == ["/bodies/"]
    assert "yesterday" in page.select_one("#waiting-overdue").text
    assert page.select_one("#waiting-later time") is None


def test_what_others_wait_for_stands_first_with_the_day_since_when(client_for, make_person, offer):
    offer(
        lambda _actor, today: (
            [thing(f"Late {number}", due=today - timedelta(days=number)) for number in range(1, 7)]
            + [thing("Approve it", holds_up=True, since=today - timedelta(days=3))]
        )
    )
    page = page_of(client_for(make_person()))
    assert [h.text for h in page.select("#waiting h2")] == ["Others wait for you", "Overdue"]
    assert "3 days ago" in page.select_one("#waiting-others li").text
    assert len(page.select("#waiting-overdue > .card-flush > ul > li")) == 3
    folded = page.select_one("#waiting-overdue details")
    assert "3 more" in folded.summary.text
    assert len(folded.select("li")) == 3


def test_htmx_gets_the_list_alone(client_for, make_person, offer):
    offer(lambda _actor, _today: [thing()])
    text = client_for(make_person()).get("/", headers={"HX-Request": "true"}).text
    assert text.lstrip().startswith('<div id="waiting">')


@pytest.mark.parametrize(
    "answer", [lambda: 1 / 0, lambda: 7, lambda: ["words"], lambda: (1 / 0 for _ in "x")]
)
def test_an_offer_that_fails_is_left_out(client_for, make_person, offer, answer):
    offer(lambda _actor, _today: answer(), name="broken")
    offer(lambda _actor, _today: (thing(title) for title in ["One", "Two"]))
    titles = page_of(client_for(make_person())).select("#waiting .list-title")
    assert [title.text for title in titles] == ["One", "Two"]


def test_the_day_is_that_of_the_readers_zone(client_for, make_person, offer, monkeypatch):
    asked = []
    offer(lambda _actor, today: asked.append(today) or [])
    page_of(client_for(make_person(time_zone="Pacific/Kiritimati")))
    page_of(client_for(make_person(time_zone="Pacific/Midway")))
    assert asked == [clock.today("Pacific/Kiritimati"), clock.today("Pacific/Midway")]
    assert asked[0] > asked[1]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "tomorrow"),
        (-1, "yesterday"),
        (3, "in 3 days"),
        (13, "in 13 days"),
        (-20, "3 weeks ago"),
        (90, "in 3 months"),
    ],
)
def test_distances_are_told_in_words(app, days, words):
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert str(how_far(TODAY + timedelta(days=days), TODAY)) == words


def test_distances_are_told_in_the_readers_language(make_app):
    with make_app(languages=("en", "fr")).test_request_context(headers={"Accept-Language": "fr"}):
        assert how_far(TODAY + timedelta(days=3), TODAY) == "dans 3 jours"


def test_an_administrator_of_a_new_site_learns_what_to_do_first(client_for, make_person):
    page = page_of(client_for(make_person(is_administrator=True)))
    links = {link["href"] for link in page.select("#first-steps a")}
    assert links == {"/bodies/new", "/organisations/", "/people/new"}


def test_others_get_no_link_that_they_may_not_use(client_for, make_person):
    page = page_of(client_for(make_person()))
    assert page.select("#first-steps a") == []
    assert "An administrator does this." in page.text


def test_once_there_is_a_body_the_first_steps_go(client_for, make_person, make_body):
    make_body()
    page = page_of(client_for(make_person(is_administrator=True)))
    assert page.select_one("#first-steps") is None
    assert "Nothing waits for you" in page.text


def test_ones_own_bodies_stand_beside(client_for, make_body, seat):
    mine = [make_body(f"Working group {number}") for number in range(3)]
    make_body("Somebody else's")
    person = seat(mine[0], Role.MEMBER)
    page = page_of(client_for(person))
    assert [b.text for b in page.select("#my-bodies li")] == ["Working group 0"]


def test_the_page_costs_the_same_for_much_and_little(
    client_for, make_body, seat, offer, assert_constant_queries
):
    many = [thing()]
    offer(lambda _actor, _today: many)
    national = make_body()
    client = client_for(seat(national, Role.SECRETARY))

    def grow():
        many.extend([thing()] * 50)
        for number in range(30):
            make_body(f"Group {number}", parent_id=national)

    assert_constant_queries(client, "/", grow)
