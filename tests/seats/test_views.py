"""The pages of seats: what is shown to whom, what is kept when something is wrong."""

import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from ntfc.db import db
from ntfc.organisations.models import ChainRole
from ntfc.permissions import Role
from ntfc.seats.models import Capacity
from tests.filling import both
from tests.seats.conftest import TODAY

DAY = timedelta(days=1)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def scene(make, client_for):
    """Return a body with a secretary, two institutions, and a browser of the secretary."""

    class Scene:
        body = make.body()
        secretary = make.seated(body, Role.SECRETARY, "Samir Nasser")
        customs = make.organisation("Customs", side="customs", kind="customs_administration")
        traders = make.organisation("Chamber of Trade", side="business")
        client = client_for(secretary)

    return Scene()


def seat_values(**more):
    return {"role": "member", "position": "100", "is_permanent": "y", **more}


def test_the_page_of_an_empty_body_says_what_to_do(scene):
    page = scene.client.get(f"/bodies/{scene.body}/seats")
    assert page.status_code == 200, page.text
    assert "Add a seat" in page.text
    assert "Samir Nasser" in page.text


def test_a_seat_is_added_and_shown(scene):
    answer = scene.client.post(
        f"/bodies/{scene.body}/seats/new", data=seat_values(organisation_id=scene.traders)
    )
    assert answer.status_code == 303, answer.text
    page = scene.client.get(answer.location)
    assert "Member, Chamber of Trade" in page.text
    assert "The seat was added." in page.text


@pytest.mark.rule("R30")
def test_institutions_carry_a_role_in_the_chain_and_the_page_shows_who_is_missing(app, scene, make):
    with app.app_context():
        roles = db.session.scalars(db.select(ChainRole).order_by(ChainRole.position)).all()
        role_id, name, every = roles[0].id, str(roles[0].name), len(roles)
    maker = make.organisation("Weavers", chain_role_id=role_id)
    assert name in scene.client.get(f"/organisations/{maker}").text

    def chart():
        page = BeautifulSoup(scene.client.get(f"/bodies/{scene.body}/seats").text, "html.parser")
        lines = page.select("#chain-table tbody tr")
        return {line.th.text: " ".join(line.td.text.split()) for line in lines}

    assert list(chart().values()) == ["Nobody speaks for them"] * every
    make.seat(scene.body, organisation_id=maker)
    found = chart()
    assert found.pop(name) == "1, 0 filled"
    assert list(found.values()) == ["Nobody speaks for them"] * (every - 1)


@pytest.mark.rule("R68")
def test_members_of_two_states_sit_together_each_with_its_country(scene, make):
    for name, country, person in (
        ("Border Post North", "AM", "Anahit Petrosyan"),
        ("Border Post South", "GE", "Giorgi Beridze"),
    ):
        post = make.organisation(name, side="customs", country=country)
        values = seat_values(organisation_id=post)
        added = scene.client.post(f"/bodies/{scene.body}/seats/new", data=values)
        assert added.status_code == 303, added.text
        make.sits(int(added.location.rsplit("/", 1)[1]), make.person(person))
    page = BeautifulSoup(scene.client.get(f"/bodies/{scene.body}/seats").text, "html.parser")
    rows = [" ".join(row.text.split()) for row in page.select("tbody tr")]
    for facts in (
        ("Border Post North", "Armenia", "Anahit Petrosyan"),
        ("Border Post South", "Georgia", "Giorgi Beridze"),
    ):
        assert any(all(fact in row for fact in facts) for row in rows), facts


def test_what_is_wrong_with_a_seat_is_told_and_kept(scene):
    answer = scene.client.post(
        f"/bodies/{scene.body}/seats/new",
        data={"role": "member", "position": "7", "title": "Speaker of exporters"},
        headers=HTMX,
    )
    assert answer.status_code == 409
    assert answer.text.lstrip().startswith("<div")
    assert "to which institution the seat belongs" in answer.text
    assert "for how many months" in answer.text
    assert "Speaker of exporters" in answer.text


def test_a_wrong_number_is_told_at_its_field(scene):
    answer = scene.client.post(
        f"/bodies/{scene.body}/seats/new", data=seat_values(position="many", title="Speaker")
    )
    assert answer.status_code == 422
    assert "Speaker" in answer.text
    assert answer.text.startswith("<!doctype")


def test_several_seats_are_added_at_once_or_none(scene):
    url = f"/bodies/{scene.body}/seats/several"
    assert scene.client.get(url).status_code == 200
    both = {
        "role": "member",
        "is_permanent": "y",
        "organisation_ids": [scene.customs, scene.traders],
    }
    assert scene.client.post(url, data=both).status_code == 303
    page = scene.client.get(f"/bodies/{scene.body}/seats").text
    assert page.count("Vacant</bdi>") >= 2
    none = scene.client.post(url, data={"role": "member", "is_permanent": "y"})
    assert none.status_code == 409
    assert "at least one institution" in none.text


def appoint(scene, seat, **more):
    data = {
        "person_name": "Amal Haddad",
        "person_email": "amal@example.org",
        "capacity": "representative",
        "starts_on": TODAY.isoformat(),
        **more,
    }
    return scene.client.post(f"/seats/{seat}/appoint", data=data)


def test_a_person_with_only_an_address_is_appointed_with_the_text_as_a_file(scene, make):
    seat = make.seat(scene.body, organisation_id=scene.traders)
    assert scene.client.get(f"/seats/{seat}/appoint").status_code == 200
    assert appoint(scene, seat, starts_on="0001-01-01").status_code == 422
    answer = appoint(
        scene,
        seat,
        authorities="Commissioner of Customs\nSecretary for Trade",
        instrument="Decree 12 of 3 March 2026",
        instrument_file=(io.BytesIO(b"the decree"), "decree.pdf"),
    )
    assert answer.status_code == 303, answer.text
    page = scene.client.get(answer.location).text
    assert "Commissioner of Customs, Secretary for Trade" in page
    assert "Decree 12 of 3 March 2026" in page
    file = scene.client.get(f"{answer.location}/instrument")
    assert file.data == b"the decree"
    assert "decree.pdf" in file.headers["Content-Disposition"]
    assert "Amal Haddad" in scene.client.get(f"/bodies/{scene.body}/seats").text


def test_an_occupied_seat_says_who_holds_it_and_keeps_what_was_typed(scene, make):
    seat = make.seat(scene.body, organisation_id=scene.traders)
    make.sits(seat, make.person("Karim Saleh"))
    answer = appoint(scene, seat, instrument="Decree 13")
    assert answer.status_code == 409
    assert "Karim Saleh holds this seat" in answer.text
    assert "Decree 13" in answer.text
    assert appoint(scene, seat, replaces="y").status_code == 303
    assert "Karim Saleh" in scene.client.get(f"/seats/{seat}").text


def test_a_refused_appointment_adds_no_person(scene, make):
    seat = make.seat(scene.body, organisation_id=scene.traders)
    make.sits(seat, make.person("Karim Saleh"))
    appoint(scene, seat)
    again = appoint(scene, seat, person_email="", replaces="y")
    assert again.status_code == 422
    assert "Nobody of this name is known yet" in again.text


def test_the_address_of_somebody_else_is_no_way_into_a_seat(scene, make):
    make.person("Lina Aoun", email="lina@example.org")
    seat = make.seat(scene.body, organisation_id=scene.traders)
    answer = appoint(scene, seat, person_email="lina@example.org")
    assert answer.status_code == 422
    assert "the address of Lina Aoun" in answer.text


def test_two_people_of_one_name_are_told_apart_by_address(scene, make):
    make.person("Amal Haddad", email="one@example.org")
    make.person("Amal Haddad", email="two@example.org")
    seat = make.seat(scene.body, organisation_id=scene.traders)
    answer = appoint(scene, seat, person_email="")
    assert answer.status_code == 422
    assert "Several people have this name" in answer.text


@pytest.mark.rule("R46")
def test_nominate_then_appoint(scene, make):
    seat = make.seat(scene.body, organisation_id=scene.traders)
    url = f"/seats/{seat}/nominate"
    assert scene.client.get(url).status_code == 200
    data = {
        "person_name": "Amal Haddad",
        "person_email": "amal@example.org",
        "capacity": "representative",
        "nominated_by_id": scene.traders,
    }
    missing = scene.client.post(url, data=data)
    assert missing.status_code == 409
    assert "what the person knows" in missing.text
    assert (
        scene.client.post(url, data={**data, "competence": "Ten years of clearance"}).status_code
        == 303
    )
    page = scene.client.get(f"/bodies/{scene.body}/seats").text
    assert "Put forward, not yet appointed" in page
    link = page.split('/appoint"', 1)[0].rsplit('href="', 1)[1] + "/appoint"
    form = scene.client.get(link)
    assert "Ten years of clearance" in form.text
    made = scene.client.post(
        link,
        data={**data, "competence": "Ten years of clearance", "starts_on": TODAY.isoformat()},
    )
    assert made.status_code == 303, made.text
    assert (
        "Put forward, not yet appointed" not in scene.client.get(f"/bodies/{scene.body}/seats").text
    )


def test_a_term_seat_proposes_the_end(scene, make):
    seat = make.seat(scene.body, organisation_id=scene.traders, is_permanent=False, term_months=24)
    form = scene.client.get(f"/seats/{seat}/appoint").text
    assert f'value="{TODAY.replace(year=TODAY.year + 2) - DAY}"' in form


def test_one_leaves_without_a_reason(scene, make, client_for):
    person = make.person("Karim Saleh")
    seat = make.seat(scene.body, organisation_id=scene.traders)
    number = make.sits(seat, person)
    own = client_for(person)
    assert own.get(f"/appointments/{number}/end").status_code == 200
    assert (
        own.post(f"/appointments/{number}/end", data={"on": TODAY.isoformat()}).status_code == 303
    )
    assert "Left" in scene.client.get(f"/seats/{seat}").text


def test_a_member_can_neither_appoint_nor_add(scene, make, client_for):
    member = client_for(make.seated(scene.body, Role.MEMBER, "Karim Saleh"))
    seat = make.seat(scene.body, organisation_id=scene.traders)
    assert member.get(f"/seats/{seat}").status_code == 200
    for url in (f"/seats/{seat}/appoint", f"/seats/{seat}/edit", f"/bodies/{scene.body}/seats/new"):
        assert member.get(url).status_code == 403
        assert member.post(url).status_code == 403


def test_who_does_not_see_a_restricted_body_learns_nothing(make, client_for):
    body = make.body("Quiet Group", is_restricted=True)
    seat = make.seat(body, title="Quiet seat")
    number = make.sits(seat, make.person("Karim Saleh"))
    for actor in (make.person("Lina Aoun"), make.person("Root", is_administrator=True)):
        client = client_for(actor)
        for url in (
            f"/bodies/{body}/seats",
            f"/seats/{seat}",
            f"/appointments/{number}",
            f"/bodies/{body}/conduct",
        ):
            answer = client.get(url)
            assert answer.status_code == 404
            assert "Quiet" not in answer.text
            assert "Karim" not in answer.text


def test_an_administrator_names_the_first_secretary_and_no_second(make, client_for):
    body = make.body()
    admin = client_for(make.person("Root", is_administrator=True))
    url = f"/bodies/{body}/seats/first"
    assert admin.get(url).status_code == 200
    data = {
        "role": "secretary",
        "person_name": "Samir Nasser",
        "person_email": "samir@example.org",
        "starts_on": TODAY.isoformat(),
    }
    named = admin.post(url, data=data, follow_redirects=True)
    assert "has not signed in yet" in named.text
    again = admin.post(
        url, data={**data, "person_name": "Lina Aoun", "person_email": "l@example.org"}
    )
    assert again.status_code == 409
    assert "has a secretary" in again.text
    assert admin.get(f"/bodies/{body}/seats/new").status_code == 403


def test_closing_a_seat_needs_a_reason(scene, make):
    seat = make.seat(scene.body, organisation_id=scene.traders)
    make.sits(seat, make.person("Karim Saleh"))
    url = f"/seats/{seat}/close"
    assert scene.client.post(url, data={"on": TODAY.isoformat()}).status_code == 422
    done = scene.client.post(url, data={"on": TODAY.isoformat(), "reason": "Merged"})
    assert done.status_code == 303
    page = scene.client.get(f"/seats/{seat}").text
    assert "Merged" in page
    assert "Left" in page


def test_an_edit_overtaken_by_another_is_told(scene, make):
    seat = make.seat(scene.body, organisation_id=scene.traders)
    form = seat_values(organisation_id=scene.traders, title="First", seen="1")
    assert scene.client.post(f"/seats/{seat}/edit", data=form).status_code == 303
    late = scene.client.post(f"/seats/{seat}/edit", data={**form, "title": "Second"})
    assert late.status_code == 409
    assert "Somebody changed this seat" in late.text
    assert "Second" in late.text
    assert "First" in scene.client.get(f"/seats/{seat}").text
    first = {"dissemination": "By letter.", "agreement": "A memorandum"}
    both(scene.client, f"/seats/{seat}/edit", first, {"title": "Second"})


def test_the_kind_of_a_seat_that_was_held_cannot_be_changed_and_what_was_typed_stays(scene, make):
    seat = make.seat(scene.body, organisation_id=scene.traders)
    make.sits(seat, make.person("Karim Saleh"))
    form = seat_values(organisation_id=scene.traders, seen="1", role="secretary", title="Voice")
    answer = scene.client.post(f"/seats/{seat}/edit", data=form)
    assert answer.status_code == 409
    assert "close it and add a seat of the other kind" in answer.text
    assert "Voice" in answer.text
    assert "Voice" not in scene.client.get(f"/seats/{seat}").text


@pytest.mark.parametrize(
    ("tenure", "may"),
    [
        ({}, True),
        ({"ends_on": TODAY}, True),
        ({"ends_on": TODAY - DAY}, False),
        ({"ended_on": TODAY}, False),
        ({"starts_on": TODAY + DAY}, False),
        ({"starts_on": None}, False),
    ],
)
def test_only_who_sits_in_the_seat_today_reviews_it(scene, make, client_for, tenure, may):
    person = make.person("Karim Saleh")
    make.sits(make.seat(scene.body, organisation_id=scene.customs), person)  # another seat, too
    seat = make.seat(scene.body, organisation_id=scene.traders)
    make.sits(seat, person, **tenure)
    own = client_for(person)
    assert own.get(f"/seats/{seat}/review").status_code == (200 if may else 403)
    assert (f"/seats/{seat}/review" in own.get(f"/seats/{seat}").text) is may


def test_the_way_of_informing_others_is_reviewed_by_its_holder(scene, make, client_for):
    person = make.person("Karim Saleh")
    seat = make.seat(scene.body, organisation_id=scene.traders)
    make.sits(seat, person)
    assert "Not described, or not reviewed" in scene.client.get(f"/seats/{seat}").text
    own = client_for(person)
    url = f"/seats/{seat}/review"
    assert own.get(url).status_code == 200
    assert own.post(url, data={"dissemination": "A letter to all firms"}).status_code == 303
    page = scene.client.get(f"/seats/{seat}").text
    assert "A letter to all firms" in page
    assert "Not described, or not reviewed" not in page


def test_what_falls_vacant_is_listed_for_bodies_one_sees(scene, make, client_for):
    hidden = make.body("Quiet Group", is_restricted=True)
    make.seat(hidden, title="Quiet seat", organisation_id=scene.customs)
    make.seat(scene.body, title="Empty chair", role=Role.CHAIR, organisation_id=scene.customs)
    soon = make.seat(scene.body, title="Soon over", organisation_id=scene.traders)
    make.sits(soon, make.person("Karim Saleh"), ends_on=TODAY + 90 * DAY)
    late = make.seat(scene.body, title="Not yet over", organisation_id=scene.traders)
    make.sits(late, make.person("Lina Aoun"), ends_on=TODAY + 91 * DAY)
    page = scene.client.get("/seats/expiring").text
    assert "Empty chair" in page
    ending = page.split('id="ending"')[1].split("</section>")[0]
    assert "Soon over" in ending
    assert "Not yet over" not in ending
    assert "Quiet" not in page
    assert client_for(make.person("Nobody Special")).get("/seats/expiring").status_code == 403


def test_home_says_what_waits(scene, make, client_for):
    make.seat(scene.body, title="Empty chair", role=Role.CHAIR, organisation_id=scene.customs)
    home = scene.client.get("/").text
    assert "Vacant seats: 1" in home
    assert f"/seats/expiring?body={scene.body}" in home
    assert "Code of conduct" in home
    member = client_for(make.seated(scene.body, Role.MEMBER, "Karim Saleh"))
    assert "You were put in a seat" in member.get("/").text
    assert "Vacant seats" not in member.get("/").text


def test_the_code_of_conduct_is_accepted_and_again_when_it_changes(scene):
    url = f"/bodies/{scene.body}/conduct"
    page = scene.client.get(url).text
    mark = page.split('name="mark" value="')[1].split('"')[0]
    assert scene.client.post(url, data={"mark": mark}).status_code == 303
    assert "You accepted it on" in scene.client.get(url).text
    assert scene.client.get(f"{url}/edit").status_code == 200
    assert scene.client.post(f"{url}/edit", data={"text": ""}).status_code == 422
    assert scene.client.post(f"{url}/edit", data={"text": "We are\nfair."}).status_code == 303
    page = scene.client.get(url).text
    assert "fair." in page
    assert "You accepted it on" not in page
    assert scene.client.post(url, data={"mark": mark}).status_code == 409


def test_a_declaration_is_read_by_few_and_stays_when_withdrawn(scene, make, client_for):
    member = make.seated(scene.body, Role.MEMBER, "Karim Saleh")
    other = make.seated(scene.body, Role.MEMBER, "Lina Aoun")
    admin = make.person("Root", is_administrator=True)
    url = f"/bodies/{scene.body}/declarations"
    own = client_for(member)
    assert own.post(url, data={"text": ""}, headers=HTMX).status_code == 422
    assert own.post(url, data={"text": "I own a brokerage"}).status_code == 303
    assert "I own a brokerage" in own.get(url).text
    assert "I own a brokerage" in scene.client.get(url).text
    assert "brokerage" not in client_for(other).get(url).text
    assert "brokerage" not in client_for(admin).get(url).text
    number = own.get(url).text.split("/declarations/")[1].split("/withdraw")[0]
    assert client_for(admin).post(f"/declarations/{number}/withdraw").status_code == 404
    assert scene.client.post(f"/declarations/{number}/withdraw").status_code == 403
    assert own.post(f"/declarations/{number}/withdraw").status_code == 303
    page = scene.client.get(url).text
    assert "I own a brokerage" in page
    assert "Withdrawn on" in page


def test_one_accepts_ones_own_seat_only(scene, make, client_for):
    person = make.person("Karim Saleh")
    number = make.sits(make.seat(scene.body, organisation_id=scene.traders), person)
    assert scene.client.post(f"/appointments/{number}/accept").status_code == 403
    own = client_for(person)
    assert "Accept the seat" in own.get(f"/appointments/{number}").text
    assert own.post(f"/appointments/{number}/accept").status_code == 303
    assert "Accepted on" in own.get(f"/appointments/{number}").text
    assert "Accept the seat" not in own.get(f"/appointments/{number}").text


def test_the_pages_of_body_and_institution_show_the_seats(scene, make):
    seat = make.seat(scene.body, title="Voice of trade", organisation_id=scene.traders)
    make.sits(seat, make.person("Karim Saleh"), Capacity.ALTERNATE)
    body = scene.client.get(f"/bodies/{scene.body}/who").text
    assert "Voice of trade" in body
    assert "Karim Saleh" in body
    assert "Voice of trade" in scene.client.get(f"/organisations/{scene.traders}").text


def test_the_list_has_pages_and_the_figures_count_all(scene, make):
    for number in range(60):
        make.seat(
            scene.body, title=f"Seat {number:02}", organisation_id=scene.traders, position=number
        )
    page = scene.client.get(f"/bodies/{scene.body}/seats").text
    assert "Page 1 of 2" in page
    assert "Seat 00" in page
    assert "Seat 59" not in page
    assert "Seat 59" in scene.client.get(f"/bodies/{scene.body}/seats?page=2", headers=HTMX).text
    assert "60 private seats" in page
    vacant = scene.client.get(f"/bodies/{scene.body}/seats?show=vacant").text
    assert "Page 1 of 2" in vacant


@pytest.mark.parametrize(
    "url", ["/bodies/{body}/seats", "/bodies/{body}/", "/bodies/{body}/who", "/seats/expiring"]
)
def test_five_and_five_hundred_seats_cost_the_same(scene, make, count_queries, url):
    make.many_seats(scene.body, scene.traders, 5)
    scene.client.get(url.format(body=scene.body))
    with count_queries() as few:
        assert scene.client.get(url.format(body=scene.body)).status_code == 200
    make.many_seats(scene.body, scene.customs, 495)
    with count_queries() as many:
        assert scene.client.get(url.format(body=scene.body)).status_code == 200
    assert len(many) == len(few)


@pytest.mark.rule("R63")
@pytest.mark.parametrize("role", [Role.GUEST, Role.MEMBER])
def test_a_guest_or_a_representative_brings_a_mandate_letter(scene, make, role):
    seat = make.seat(scene.body, role, scene.traders)
    letter = (io.BytesIO(b"we send her"), "mandate.pdf")
    answer = appoint(scene, seat, instrument="Mandate letter of 3 March", instrument_file=letter)
    assert answer.status_code == 303, answer.text
    assert "mandate.pdf" in scene.client.get(answer.location).text
    assert scene.client.get(f"{answer.location}/instrument").data == b"we send her"


def test_a_person_without_account_gets_a_link_to_accept_and_may_be_invited(scene, make, client_for):
    seat = make.seat(scene.body, organisation_id=scene.traders)
    made = appoint(scene, seat).location
    page = scene.client.get(made).text
    assert "Invite to sign in" in page
    shown = scene.client.post(f"{made}/ask")
    assert shown.status_code == 200, shown.text
    link = shown.text.split('id="url-')[1].split('value="')[1].split('"')[0]
    visitor = client_for(None)
    path = "/l/" + link.rsplit("/l/", 1)[1]
    opened = visitor.get(path)
    assert "Code of conduct" in opened.text, opened.text
    assert "National Committee" in opened.text
    mark = opened.text.split('name="mark"')[1].split('value="')[1].split('"')[0]
    done = visitor.post(path, data={"mark": mark})
    assert done.status_code < 400, done.text
    assert "Accepted on" in scene.client.get(made).text
    again = visitor.post(path, data={"mark": mark})
    assert again.status_code == 410


@pytest.mark.parametrize("how", ["left", "closed"])
def test_a_link_to_accept_ends_with_the_appointment(app, scene, make, client_for, how):
    seat = make.seat(scene.body, organisation_id=scene.traders)
    made = appoint(scene, seat).location
    shown = scene.client.post(f"{made}/ask").text
    link = shown.split('id="url-')[1].split('value="')[1].split('"')[0]
    path, visitor = "/l/" + link.rsplit("/l/", 1)[1], client_for(None)
    mark = visitor.get(path).text.split('name="mark"')[1].split('value="')[1].split('"')[0]
    day = {"on": str(TODAY), "reason": "Merged"}
    where = f"{made}/end" if how == "left" else f"/seats/{seat}/close"
    assert scene.client.post(where, data=day).status_code == 303
    for answer in (visitor.get(path), visitor.post(path, data={"mark": mark})):
        assert answer.status_code == 410
        assert "no longer applies, since the appointment is over" in answer.text
        assert "National Committee" not in answer.text
    accepted = BeautifulSoup(scene.client.get(made).text, "html.parser").find(
        "dt", string="Accepted on"
    )
    assert "not stated" in accepted.find_next("dd").text


def test_what_a_member_expects_is_changed_at_the_seat_and_counted_among_the_figures(make, scene):
    seat = make.seat(scene.body, organisation_id=scene.traders)
    values = seat_values(organisation_id=scene.traders, expectation="open_forum", seen="1")
    answer = scene.client.post(f"/seats/{seat}/edit", data=values)
    assert answer.status_code == 303, answer.text
    assert "An open forum with all sides" in scene.client.get(f"/seats/{seat}").text
    figures = scene.client.get(f"/bodies/{scene.body}/seats").text
    assert "What members expect" in figures
    assert "0 of 1" in figures  # nobody of the public side sits here
