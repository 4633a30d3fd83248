import re
from datetime import UTC, date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import current_app
from sqlalchemy import select

from ntfc import clock
from ntfc.accounts.models import Credential
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.links import service as links
from ntfc.mandates import hooks, queries
from ntfc.mandates.models import Disposition, ReviewRequest, TermsComment, TermsState
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Insider, Role
from ntfc.plugins import Tab
from ntfc.seats.models import Appointment, Seat
from ntfc.transaction import unit_of_work
from tests.day import that_is
from tests.twice import sent_twice

NOW = datetime(2026, 7, 13, 9, tzinfo=UTC)
TODAY = date(2027, 3, 10)
SOON, PAST = TODAY + timedelta(days=20), TODAY - timedelta(days=3)
PURPOSE = {
    "objectives": "Trade flows.",
    "responsibilities": "Each its own.",
    "engagement": "As equals.",
    "activities": "A road map.",
}


@pytest.fixture(autouse=True)
def the_day(monkeypatch):
    monkeypatch.setattr(clock, "datetime", that_is(TODAY))


@pytest.fixture
def body_id(make_body):
    return make_body()


@pytest.fixture
def secretary(client_for, seat, body_id):
    return client_for(seat(body_id, Role.SECRETARY, "Samir Nasser"))


@pytest.fixture
def member(client_for, seat, body_id, make_institution):
    chamber = make_institution("Chamber", represents="Small exporters")
    return client_for(seat(body_id, name="Nadia Mansour", organisation_id=chamber))


@pytest.fixture
def reviewed(make_terms, body_id):
    """Return a function that stores a draft under review until a day."""

    def reviewed(closes_on=SOON, **values):
        return make_terms(
            body_id,
            state=TermsState.IN_REVIEW,
            review_opened_on=closes_on - timedelta(days=14),
            review_closes_on=closes_on,
            not_negotiable=["The customs law"],
            **values,
        )

    return reviewed


@pytest.fixture
def comment_on(app, body_id, seat):
    def comment_on(terms_id, text="Publish the fees.", **values):
        person_id = seat(body_id, name="Omar Said")
        with app.app_context(), unit_of_work():
            said = TermsComment(
                body_id=body_id, terms_id=terms_id, person_id=person_id, text=text, at=NOW, **values
            )
            db.session.add(said)
            db.session.flush()
            return said.id

    return comment_on


def terms_of(app, terms_id):
    with app.app_context():
        found = queries.get_terms(terms_id)
        db.session.expunge_all()
        return found


def seen_of(client, url):
    return BeautifulSoup(client.get(url).text, "html.parser").select_one("[name=seen]")["value"]


def test_a_body_without_terms_says_that_it_may_meet(client_for, make_person, body_id):
    answer = client_for(make_person()).get(f"/bodies/{body_id}/terms-of-reference/")
    assert answer.status_code == 200, answer.text
    assert "may meet and work without terms of reference" in answer.text
    assert "Start a draft" not in answer.text


def test_from_draft_to_adoption(app, secretary, body_id):
    started = secretary.post(f"/bodies/{body_id}/terms-of-reference/")
    assert started.status_code == 303
    page = secretary.get(started.location)
    assert "Not written yet: Objectives, Roles and responsibilities" in page.text
    refused = secretary.post(f"{started.location}adopt", data={"adopted_on": str(TODAY)})
    assert refused.status_code == 409
    assert refused.text.count("says nothing yet.") == 4
    edit = f"{started.location}edit/purpose"
    saved = secretary.post(edit, data={**PURPOSE, "seen": seen_of(secretary, edit)})
    assert saved.status_code == 303, saved.text
    done = secretary.post(f"{started.location}adopt", data={"adopted_on": str(TODAY)})
    assert done.status_code == 303, done.text
    shown = secretary.get(f"/bodies/{body_id}/terms-of-reference/").text
    assert "Each its own." in shown
    assert "Start a new version" in shown
    assert secretary.post(f"{started.location}adopt", data={}).status_code == 422


@pytest.mark.parametrize(
    ("section", "values", "told"),
    [
        ("limits", {"negotiable": "Fees\n\n Hours ", "not_negotiable": "The law"}, "Hours"),
        ("expectations", {"expected_of_public": "Answers in time."}, "Answers in time."),
        ("accountability", {"accountable_to": "The Minister"}, "The Minister"),
        ("membership", {"criteria": "By sector", "applies_to_all": "y"}, "apply to all"),
        (
            "protocol",
            {"protocol_start": "By letter", "protocol_review_on": "2027-01-01"},
            "By letter",
        ),
    ],
)
def test_every_section_is_edited_on_a_page_of_its_own(
    secretary, make_terms, body_id, section, values, told
):
    url = f"/terms-of-reference/{make_terms(body_id)}/"
    edit = f"{url}edit/{section}"
    answer = secretary.post(edit, data={**values, "seen": seen_of(secretary, edit)})
    assert answer.status_code == 303, answer.text
    assert told in secretary.get(url).text
    assert secretary.get(f"{url}edit/nonsense").status_code == 404


@pytest.mark.rule("R16")
def test_fixed_and_open_points_stand_beside_the_consultation(secretary, reviewed):
    terms_id = reviewed(negotiable=["Opening hours"])
    page = BeautifulSoup(
        secretary.get(f"/terms-of-reference/{terms_id}/comments").text, "html.parser"
    )
    beside = page.select_one("#limits").get_text()
    assert "Opening hours" in beside
    assert "The customs law" in beside


def test_two_editors_see_both_texts_and_lose_nothing(secretary, make_terms, body_id):
    edit = f"/terms-of-reference/{make_terms(body_id)}/edit/purpose"
    seen = seen_of(secretary, edit)
    secretary.post(edit, data={**PURPOSE, "objectives": "Theirs", "seen": seen})
    late = secretary.post(edit, data={**PURPOSE, "objectives": "Mine", "seen": seen})
    assert late.status_code == 409
    assert "Theirs" in late.text
    assert "Mine" in late.text
    fresh = BeautifulSoup(late.text, "html.parser").select_one("[name=seen]")["value"]
    again = secretary.post(edit, data={**PURPOSE, "objectives": "Both", "seen": fresh})
    assert again.status_code == 303
    fragment = secretary.post(edit, data={**PURPOSE, "seen": seen}, headers={"HX-Request": "true"})
    assert fragment.status_code == 409
    assert fragment.text.lstrip().startswith('<div id="section-form"')


def test_what_is_wrong_is_told_and_kept(secretary, make_terms, body_id):
    edit = f"/terms-of-reference/{make_terms(body_id)}/edit/protocol"
    answer = secretary.post(
        edit, data={"protocol_start": "By letter", "protocol_review_on": "soon", "seen": ""}
    )
    assert answer.status_code == 422
    assert "By letter" in answer.text


def test_matters_are_linked_to_who_acts_on_them(secretary, make_terms, make_institution, body_id):
    url, health = (
        f"/terms-of-reference/{make_terms(body_id)}/",
        make_institution("Ministry of Health"),
    )
    empty = secretary.post(f"{url}matters", data={"organisation_id": health, "matter": ""})
    assert empty.status_code == 422
    added = secretary.post(
        f"{url}matters", data={"organisation_id": health, "matter": "Food checks"}
    )
    assert added.status_code == 303, added.text
    page = secretary.get(f"{url}edit/accountability").text
    assert "Food checks" in page
    assert "Ministry of Health" in secretary.get(url).text
    number = re.search(r"/matters/(\d+)/remove", page)[1]
    assert secretary.post(f"/matters/{number}/remove").status_code == 303
    assert "Food checks" not in secretary.get(url).text


@pytest.mark.rule("R51")
def test_criteria_and_that_agreements_apply_to_all_are_printed(secretary, make_terms, body_id):
    terms_id = make_terms(body_id)
    typed = {"criteria": "One seat for each sector.", "applies_to_all": "y"}
    form = f"/terms-of-reference/{terms_id}/edit/membership"
    seen = BeautifulSoup(secretary.get(form).text, "html.parser").select_one("[name=seen]")["value"]
    assert secretary.post(form, data=typed | {"seen": seen}).status_code == 303
    page = secretary.get(f"/terms-of-reference/{terms_id}/print")
    assert page.status_code == 200
    assert "One seat for each sector." in page.text
    assert "Agreements apply to all concerned, not only to members." in page.text
    assert "<nav" not in page.text
    before = make_terms(body_id, number=2, state=TermsState.ADOPTED, adopted_on=PAST)
    silent = secretary.get(f"/terms-of-reference/{before}/print")
    assert "Agreements apply to all" not in silent.text


def test_versions_are_compared_and_escaped(secretary, make_terms, body_id):
    old = make_terms(
        body_id, objectives="Trade <b>flows</b>", state=TermsState.ADOPTED, adopted_on=PAST
    )
    new = make_terms(body_id, number=2, objectives="Trade <i>flies</i>")
    page = secretary.get(f"/terms-of-reference/{new}/compare?with={old}")
    assert page.status_code == 200, page.text
    shown = BeautifulSoup(page.text, "html.parser")
    assert "<b>flows</b>" in shown.select_one("del").get_text()
    assert "<i>flies</i>" in shown.select_one("ins").get_text()
    assert "<i>flies</i>" not in page.text
    assert "say the same" in secretary.get(f"/terms-of-reference/{new}/compare?with={new}").text
    assert secretary.get(f"/terms-of-reference/{new}/compare").status_code == 404


def test_no_version_of_a_hidden_body_is_compared(secretary, make_terms, make_body, body_id):
    hidden = make_terms(make_body("Hidden", is_restricted=True), objectives="Secret")
    own = make_terms(body_id)
    answer = secretary.get(f"/terms-of-reference/{own}/compare?with={hidden}")
    assert answer.status_code == 404
    assert "Secret" not in answer.text
    assert secretary.get(f"/terms-of-reference/{hidden}/").status_code == 404


def test_opening_a_review_asks_everybody(app, secretary, member, make_terms, body_id):
    url = f"/terms-of-reference/{make_terms(body_id)}/"
    assert secretary.get(f"{url}review").status_code == 200
    bad = secretary.post(f"{url}review", data={"closes_on": str(PAST)})
    assert bad.status_code == 409
    assert str(PAST) in bad.text
    assert "must lie in the future" in bad.text
    opened = secretary.post(f"{url}review", data={"closes_on": str(SOON)})
    # Nobody here signs in with a password and no mail leaves: the links are shown, once.
    assert opened.status_code == 200, opened.text
    assert opened.text.count("/l/") == 2
    home = member.get("/").text
    assert "You were asked to comment on it." in home
    page = member.get(f"{url}comments").text
    assert "20 days" in page
    assert "Nadia Mansour" in page


def test_who_signs_in_needs_no_link(app, secretary, make_terms, body_id):
    with app.app_context(), unit_of_work():
        for person in db.session.query(Person):
            db.session.add(Credential(person_id=person.id, password_hash="x", password_set_at=NOW))
    answer = secretary.post(
        f"/terms-of-reference/{make_terms(body_id)}/review", data={"closes_on": str(SOON)}
    )
    assert answer.status_code == 303


def test_a_member_comments_for_the_institution(app, member, reviewed):
    url = f"/terms-of-reference/{reviewed()}/comments"
    page = BeautifulSoup(member.get(url).text, "html.parser")
    options = page.select("[name=organisation_id] option")
    assert [option.get_text() for option in options] == [
        "The institution whose seat I hold, else myself",
        "Chamber",
    ]
    values = {
        "section": "purpose",
        "said": "Publish <the> fees.",
        "organisation_id": options[1]["value"],
        "on_behalf_of": "bakers of the north",
    }
    shown = sent_twice(member, url, url, **(values | {"said": "Publish the fees."}))
    assert member.post(url, data=values).status_code == 303
    shown = member.get(url).text
    assert "Publish &lt;the&gt; fees." in shown
    assert "Views of smaller firms, via an association" in shown
    assert "You were asked" not in member.get("/").text


def test_a_late_comment_is_refused_and_its_text_kept(member, reviewed):
    url = f"/terms-of-reference/{reviewed(PAST)}/comments"
    values = {"section": "", "said": "We need more time.", "organisation_id": "0"}
    answer = member.post(url, data=values)
    assert answer.status_code == 409
    assert "The review closed on" in answer.text
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.select_one("textarea[name=said]").get_text().strip() == "We need more time."
    fragment = member.post(url, data=values, headers={"HX-Request": "true"})
    assert fragment.text.lstrip().startswith('<div id="comments"')
    assert member.post(url, data={"said": ""}).status_code == 422


def test_extending_a_review(secretary, member, reviewed):
    terms_id = reviewed()
    url = f"/terms-of-reference/{terms_id}/review/extend"
    assert secretary.get(url).status_code == 200
    later = str(SOON + timedelta(days=7))
    assert secretary.post(url, data={"closes_on": later, "reason": ""}).status_code == 422
    never = secretary.post(url, data={"closes_on": "9999-12-31", "reason": "Ramadan"})
    assert never.status_code == 422
    early = secretary.post(url, data={"closes_on": str(TODAY), "reason": "Ramadan"})
    assert early.status_code == 409
    assert "Ramadan" in early.text
    assert secretary.post(url, data={"closes_on": later, "reason": "Ramadan"}).status_code == 303
    assert "Ramadan" in member.get(f"/terms-of-reference/{terms_id}/comments").text
    assert member.get(url).status_code == 403


def test_answers_are_given_and_read(app, secretary, member, reviewed, comment_on):
    terms_id = reviewed(PAST)
    number = comment_on(terms_id)
    assert "1 comment has no answer yet." in secretary.get("/").text
    url = f"/comments/{number}/answer"
    without = secretary.post(url, data={"disposition": "later", "reason": ""})
    assert without.status_code == 409
    assert "Say why." in without.text
    assert secretary.post(url, data={"disposition": "perhaps"}).status_code == 422
    given = secretary.post(url, data={"disposition": "later", "reason": "Next term."})
    assert given.status_code == 303, given.text
    assert "Next term." in member.get(f"/terms-of-reference/{terms_id}/comments").text
    assert member.post(url, data={"disposition": "used"}).status_code == 403
    assert "has no answer yet" not in secretary.get("/").text


def test_a_draft_and_its_comments_are_hidden_from_others(
    client_for, make_person, reviewed, comment_on
):
    terms_id = reviewed()
    comment_on(terms_id, "Between us.")
    stranger = client_for(make_person())
    for url in ("", "print", "compare", "comments"):
        answer = stranger.get(f"/terms-of-reference/{terms_id}/{url}")
        assert answer.status_code == 404
        assert "Between us." not in answer.text
    assert stranger.get(f"/terms-of-reference/{terms_id}/edit/purpose").status_code == 404
    assert stranger.post(f"/terms-of-reference/{terms_id}/withdraw").status_code == 404


def test_a_draft_is_withdrawn(app, secretary, make_terms, body_id):
    terms_id = make_terms(body_id)
    assert secretary.post(f"/terms-of-reference/{terms_id}/withdraw").status_code == 303
    assert terms_of(app, terms_id).state is TermsState.WITHDRAWN
    assert "Withdrawn" in secretary.get(f"/terms-of-reference/{terms_id}/").text


def test_the_office_is_told_of_an_overdue_protocol(secretary, make_terms, body_id):
    make_terms(body_id, state=TermsState.ADOPTED, adopted_on=PAST, protocol_review_on=PAST)
    assert "Its review is overdue." in secretary.get("/").text
    assert "was to be reviewed by" in secretary.get(f"/bodies/{body_id}/terms-of-reference/").text
    make_terms(body_id, number=2, state=TermsState.ADOPTED, adopted_on=TODAY)
    assert "Its review is overdue." not in secretary.get("/").text


# By link.


@pytest.fixture
def link_for(app, body_id, seat):
    def link_for(terms_id, **values):
        person_id = seat(body_id, name="Leila Haddad", **values)
        with app.app_context(), unit_of_work():
            person = db.session.get_one(Person, person_id)
            issued = links.issue(
                person, "terms.comment", queries.get_terms(terms_id), actor=SYSTEM, now=clock.now()
            )
            return "/l/" + issued.url.rsplit("/l/")[1]

    return link_for


def test_a_comment_by_link(app, client_for, member, reviewed, link_for, make_institution):
    terms_id = reviewed()
    union = make_institution("Union of Bakers")
    url = link_for(terms_id, organisation_id=union)
    visitor = client_for(None)
    page = visitor.get(url)
    assert page.status_code == 200, page.text
    assert "The customs law" in page.text
    assert "Open for comments until" in page.text  # the link itself lasts a little longer
    assert "Union of Bakers" in page.text  # the own institution, and none of others
    assert "Chamber" not in page.text
    said = {"section": "", "said": "Bread spoils.", "organisation_id": str(union)}
    unheard = visitor.post(url, data={**said, "on_behalf_of": "small bakers"})
    assert unheard.status_code == 422
    named = unheard.text.index('name="organisation_id"')
    assert unheard.text.rindex("not recorded as one that speaks for others") > named
    done = visitor.post(url, data=said)
    assert done.status_code == 200, done.text
    shown = member.get(f"/terms-of-reference/{terms_id}/comments").text
    assert "Bread spoils." in shown
    assert "Union of Bakers" in shown
    assert "by link" in shown
    assert visitor.post(url, data=said).status_code == 410


def test_a_late_comment_by_link_keeps_text_and_link(client_for, reviewed, link_for):
    url = link_for(reviewed(PAST))
    said = {"section": "", "said": "Bread spoils.", "organisation_id": "0"}
    for _again in range(2):
        late = client_for(None).post(url, data=said)
        assert late.status_code == 422
        assert "The review closed on" in late.text
        assert "Bread spoils." in late.text


@pytest.mark.parametrize("left", ["left", "attends"])
def test_a_link_to_comment_ends_with_the_part_one_takes(app, client_for, reviewed, link_for, left):
    url, visitor = link_for(reviewed()), client_for(None)
    assert "The customs law" in visitor.get(url).text
    with app.app_context(), unit_of_work():
        held = db.session.scalars(
            select(Appointment).join(Person).where(Person.name == "Leila Haddad")
        ).one()
        if left == "left":
            db.session.delete(held)
        else:
            db.session.get_one(Seat, held.seat_id).role = Role.OBSERVER
    said = {"section": "", "said": "Bread spoils.", "organisation_id": "0"}
    for answer in (visitor.get(url), visitor.post(url, data=said)):
        assert answer.status_code == 410
        assert "no longer applies, since you do not take part in this body" in answer.text
        assert "The customs law" not in answer.text
        assert "National Committee" not in answer.text
    with app.app_context():
        assert db.session.query(TermsComment).count() == 0


# Reminders, the panel of a body, cost.


def test_the_standing_job_reminds(app, seat, reviewed, body_id):
    person_id = seat(body_id, email="nadia@example.org")
    terms_id = reviewed(TODAY + timedelta(days=1))
    with app.app_context(), unit_of_work():
        db.session.add(
            ReviewRequest(body_id=body_id, terms_id=terms_id, person_id=person_id, asked_at=NOW)
        )
    with app.app_context():
        hooks.send_reminders({})
        kept = db.session.query(ReviewRequest).one()
        assert kept.reminded_for == TODAY + timedelta(days=1)
        assert "terms.remind" in current_app.extensions["ntfc.jobs"]


def test_an_administrator_reads_no_terms_of_a_restricted_body(
    client_for, make_person, make_body, make_terms
):
    number = make_body("Quiet Group", is_restricted=True)
    make_terms(number, state=TermsState.ADOPTED, adopted_on=date(2020, 1, 1))
    chief = client_for(make_person(is_administrator=True))
    page = chief.get(f"/bodies/{number}/about")
    assert page.status_code == 200
    assert "Version 1, adopted" not in page.text
    assert f"/bodies/{number}/terms-of-reference/" not in page.text
    assert chief.get(f"/bodies/{number}/terms-of-reference/").status_code == 404


def test_the_sponsor_of_a_restricted_body_reads_what_it_adopted(
    client_for, make_person, make_body, make_terms
):
    sponsor = make_person()
    number = make_body("Quiet Group", is_restricted=True, sponsor_id=sponsor)
    adopted = make_terms(number, state=TermsState.ADOPTED, adopted_on=date(2020, 1, 1))
    draft = make_terms(number, number=2)
    client = client_for(sponsor)
    assert client.get(f"/bodies/{number}/terms-of-reference/").status_code == 200
    assert client.get(f"/terms-of-reference/{adopted}/").status_code == 200
    assert client.get(f"/terms-of-reference/{draft}/").status_code == 404


def test_the_page_of_a_body_shows_the_terms_and_the_rules(app, reviewed, body_id):
    reviewed()
    with app.test_request_context():
        body = db.session.get_one(Body, body_id)
        inside = Insider(
            person_id=1, name="A", token="t", roles={body_id: frozenset({Role.MEMBER})}
        )
        stranger = Insider(person_id=2, name="B", token="u")
        panel = hooks.ntfc_body_panel(body, inside, Tab.MANDATE)
        assert panel.id == "terms"
        assert "open for comments until" in panel.html
        assert (
            "open for comments until" not in hooks.ntfc_body_panel(body, stranger, Tab.MANDATE).html
        )


@pytest.mark.parametrize(
    "page",
    [
        "/bodies/{body}/terms-of-reference/",
        "/terms-of-reference/{terms}/",
        "/terms-of-reference/{terms}/comments",
    ],
)
def test_pages_cost_the_same_with_little_and_much(
    secretary, reviewed, comment_on, make_terms, body_id, count_queries, page
):
    make_terms(body_id, number=20, state=TermsState.ADOPTED, adopted_on=date(2020, 1, 1))
    terms_id = reviewed(PAST)
    comment_on(terms_id)
    url = page.format(body=body_id, terms=terms_id)

    def cost():
        with count_queries() as seen:
            assert secretary.get(url).status_code == 200
        return len(seen)

    cost()
    before = cost()
    for number in range(2, 8):
        day = date(2020, 1, number)
        make_terms(body_id, number=number, state=TermsState.ADOPTED, adopted_on=day)
        comment_on(terms_id, disposition=Disposition.USED)
    assert cost() == before
