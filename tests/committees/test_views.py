import re
from datetime import date
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from markupsafe import Markup

from ntfc.committees import queries, rules
from ntfc.committees.models import Body, State
from ntfc.db import db
from ntfc.organisations.models import Camp, Organisation, Side
from ntfc.permissions import Role
from ntfc.plugins import Panel, Tab, hookimpl
from ntfc.transaction import unit_of_work
from tests.committees.conftest import NOW
from tests.filling import both, opened

PAGES = (
    "/bodies/",
    "/bodies/coverage",
    "/bodies/new",
    "/bodies/1/",
    "/bodies/1/who",
    "/bodies/1/about",
    "/bodies/1/new",
    "/bodies/1/places",
    "/bodies/1/identity",
    "/bodies/1/names",
    "/bodies/1/rename",
    "/bodies/1/mandate",
    "/bodies/1/people",
    "/bodies/1/contacts",
    "/bodies/1/place",
    "/bodies/1/terms",
    "/bodies/1/terms/new",
    "/bodies/1/terms/end",
    "/bodies/1/setup",
    "/bodies/1/close",
    "/bodies/1/report",
    "/bodies/1/succeed",
    "/bodies/1/merge",
    "/bodies/1/move",
)


@pytest.fixture
def chief(make_person, make_body, seat):
    """An administrator who is secretary and chair of the only body."""
    person_id = make_person("Amal Haddad", is_administrator=True)
    body_id = make_body()
    assert body_id == 1
    seat(person_id, body_id, Role.SECRETARY)
    seat(person_id, body_id, Role.CHAIR)
    return person_id


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_and_says_where_one_is(client_for, chief, page):
    answer = client_for(chief).get(page)
    assert answer.status_code == 200, answer.text
    assert "<h1>" in answer.text
    assert "National Trade Committee" in answer.text or page in ("/bodies/new", "/bodies/coverage")
    ends_in_another = page.endswith(("/succeed", "/merge"))
    assert ("Seats are not carried over" in answer.text) == ends_in_another


@pytest.fixture
def member(make_person):
    """Someone who has signed in and sits nowhere."""
    return make_person("Omar Saleh")


def refresh(app, body_id):
    with app.app_context(), unit_of_work():
        body = queries.get_body(body_id)
        db.session.expunge_all()
        return body


OF_ONE = ("/bodies/1/", "/bodies/1/who", "/bodies/1/about")
# What a page shows


@pytest.mark.rule("R1")
def test_sponsor_decision_and_day_are_shown_and_a_missing_sponsor_is_warned_of(
    client_for, chief, member
):
    page = client_for(member).get("/bodies/1/").text
    assert "Nobody is named as sponsor" in page
    assert "Good practice (R1)<" in page
    answer = client_for(chief).post(
        "/bodies/1/mandate",
        data=typed(
            client_for(chief),
            "/bodies/1/mandate",
            decision="The Director General engages business",
            decided_on="2021-02-03",
        ),
    )
    assert answer.status_code == 303
    people = typed(client_for(chief), "/bodies/1/people", sponsor_id=str(member))
    client_for(chief).post("/bodies/1/people", data=people)
    reader = client_for(member)
    assert "Nobody is named as sponsor" not in reader.get("/bodies/1/").text
    about = reader.get("/bodies/1/about").text
    assert "The Director General engages business · Feb 3, 2021" in about
    assert reader.get("/bodies/1/who").text.count("Omar Saleh") >= 2  # in the menu, and as sponsor


@pytest.mark.rule("R8")
def test_an_active_body_without_coordinator_is_warned_and_the_reporting_line_is_shown(
    client_for, chief, make_body, member
):
    number = make_body("Council", state=State.ACTIVE)
    page = f"/bodies/{number}/"
    assert "works without a coordinator" in client_for(member).get(page).text
    client = client_for(chief)
    form = typed(
        client,
        f"{page}people",
        coordinator_id=str(member),
        coordinator_reports_to="Director General of Customs",
    )
    assert client.post(f"{page}people", data=form).status_code == 303
    reader = client_for(member)
    assert "works without a coordinator" not in reader.get(page).text
    assert "reports to Director General of Customs" in reader.get(f"{page}who").text


@pytest.mark.rule("R87")
def test_the_contacts_of_each_side_are_seen_by_everyone(client_for, chief, make_person, member):
    client = client_for(chief)
    for name, camp in (("Layla Khatib", "private"), ("Amal Zaid", "public")):
        who = make_person(name, email=f"{name.split()[0].lower()}@example.org", phone="06 555")
        answer = client.post(
            "/bodies/1/contacts", data={"person_id": who, "camp": camp, "note": "mornings"}
        )
        assert answer.status_code == 303
    page = client_for(member).get("/bodies/1/who").text
    for shown in ("Layla Khatib", "Amal Zaid", "Contact: Public side", "Contact: Private side"):
        assert shown in page
    assert "layla@example.org" in page
    assert page.index("Amal Zaid") < page.index("Layla Khatib")


def test_a_body_shows_where_it_stands_and_what_is_below(client_for, chief, make_body, member):
    middle = make_body("Steering Committee", parent=1, code="steering_committee")
    make_body("Working Group on Transit", parent=middle, code="working_group")
    page = client_for(member).get(f"/bodies/{middle}/").text
    assert page.index("National Trade Committee") < page.index("<h1>")  # the way above
    assert "Working Group on Transit" in page


def test_a_restricted_body_is_not_even_named_to_others(client_for, chief, make_body, member):
    secret = make_body("Quiet Circle", parent=1, is_restricted=True)
    for page in ("/bodies/", *OF_ONE, "/bodies/?q=quiet", "/bodies/coverage"):
        assert "Quiet Circle" not in client_for(member).get(page).text
    for page in (f"/bodies/{secret}/", f"/bodies/{secret}/terms", f"/bodies/{secret}/close"):
        answer = client_for(member).get(page)
        assert answer.status_code == 404
        assert "Quiet Circle" not in answer.text
    assert "Quiet Circle" in client_for(chief).get("/bodies/1/").text


def test_others_see_no_buttons_and_get_no_further(client_for, chief, member):
    page = "".join(client_for(member).get(url).text for url in OF_ONE)
    for url in ("/bodies/1/identity", "/bodies/1/new", "/bodies/1/close"):
        assert url not in page
        assert client_for(member).get(url).status_code == 403
    assert client_for(member).get("/bodies/new").status_code == 403


def test_a_plugin_shows_its_part_in_its_place(app, client_for, chief, member):
    class Second:
        @hookimpl
        def ntfc_body_panel(self, tab):
            part = Panel(id="b", title="Second part", html=Markup("<p>two</p>"), order=90)
            return part if tab is Tab.WORK else None

    class First:
        @hookimpl
        def ntfc_body_panel(self):
            return Panel(id="a", title="First part", html=Markup("<p>one</p>"), order=5)

    for name, part in (("second", Second()), ("first", First())):
        app.extensions["ntfc.plugins"].register(part, name=name)
    page = client_for(member).get("/bodies/1/").text
    assert page.index("<p>one</p>") < page.index("<p>two</p>") < page.index('id="body-below"')
    assert page.index('href="#a"') < page.index('href="#b"')
    elsewhere = client_for(member).get("/bodies/1/who").text
    assert "<p>one</p>" in elsewhere
    assert "<p>two</p>" not in elsewhere


# Forms


def typed(client, url, **changes):
    """What a browser would send of the form at *url*, with *changes* typed into it."""
    return opened(client.get(url)) | changes


def test_a_body_is_started_in_one_form(app, client_for, chief):
    client = client_for(chief)
    kind = BeautifulSoup(client.get("/bodies/new").text, "html.parser").find(
        "option", string="Council"
    )["value"]
    answer = client.post("/bodies/new", data={"kind_id": kind, "name": "Trade Council"})
    assert answer.status_code == 303
    assert "Trade Council" in client.get(answer.location).text


def test_what_is_wrong_comes_back_with_what_was_typed(client_for, chief):
    client = client_for(chief)
    answer = client.post(
        "/bodies/1/new", data={"name": "", "short_name": "TPC", "sunset_on": "soon"}
    )
    assert answer.status_code == 422
    assert "This field is required." in answer.text
    assert 'value="TPC"' in answer.text
    assert 'value="soon"' in answer.text


def test_a_refusal_tells_every_reason_and_keeps_what_was_typed(client_for, chief):
    client = client_for(chief)
    page = BeautifulSoup(client.get("/bodies/1/new").text, "html.parser")
    topic = page.find("option", string="Topic group")["value"]
    days = {"started_on": "2198-01-01", "sunset_on": "2199-01-01"}
    client.post("/bodies/1/new", data={"kind_id": topic, "name": "T", **days})
    answer = client.post("/bodies/1/new", data={"kind_id": topic, "name": "T", "short_name": "TT"})
    assert answer.status_code == 422
    assert "is a body named" in answer.text
    assert "defined period" in answer.text
    assert 'value="TT"' in answer.text


def test_htmx_gets_the_fragment_and_a_browser_the_page(client_for, chief):
    client = client_for(chief)
    htmx = {"HX-Request": "true"}
    fragments = {
        "/bodies/": '<div id="directory"',
        "/bodies/1/identity": '<div id="body-form"',
        "/bodies/1/terms": '<div id="terms"',
        "/bodies/1/setup": '<div id="setup"',
        "/bodies/1/places": '<div id="start-at-places"',
    }
    for url, root in fragments.items():
        assert client.get(url, headers=htmx).text.lstrip().startswith(root)
        assert client.get(url).text.lstrip().startswith("<!doctype")
    answer = client.post("/bodies/1/close", data={"reason": ""}, headers=htmx)
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith('<div id="body-form"')
    answer = client.post("/bodies/1/close", data={"reason": "Done"}, headers=htmx)
    assert answer.headers["HX-Redirect"] == "/bodies/1/"


@pytest.mark.parametrize("form", ["identity", "place", "mandate", "people"])
def test_saving_a_form_as_it_stands_changes_nothing(app, client_for, chief, form):
    client, url = client_for(chief), f"/bodies/1/{form}"
    with app.app_context(), unit_of_work():
        before = columns(queries.get_body(1))
    assert client.post(url, data=typed(client, url)).status_code == 303
    with app.app_context(), unit_of_work():
        assert columns(queries.get_body(1)) == before


def columns(body):
    return {c.key: getattr(body, c.key) for c in Body.__table__.columns}


FIRST = {
    "identity": {"about": "For traders.", "reserved_topics": "Rates\nFees", "sector_ids": ["1"]},
    "mandate": {"decision": "Engage.", "decided_on": "2021-02-03", "act_kind": "decree"},
    "people": {"sponsor_office": "Director General", "secretariat_id": "1"},
    "place": {"country": "JO", "weekend": ["4", "5"], "own_holidays": "2026-06-15 Port day"},
}
SECOND = {"identity": "scope", "mandate": "act_title", "people": "coordinator_reports_to"}


@pytest.mark.parametrize("form", FIRST)
def test_whoever_is_overtaken_takes_what_the_first_saved_and_keeps_what_was_typed(
    app, client_for, chief, make_organisation, form
):
    make_organisation("Customs")
    client, url = client_for(chief), f"/bodies/1/{form}"
    mine = SECOND.get(form, "place")
    before = columns(refresh(app, 1))
    page = both(client, url, FIRST[form], {mine: "Written second"})
    assert "Somebody changed this body since you opened it" in page.text
    assert page.text.count("Somebody else changed this.") == len(FIRST[form])
    assert "Somebody else saved here" not in page.text
    after = columns(refresh(app, 1))
    changed = {name for name in after if after[name] != before[name]} - {"version", "holidays"}
    assert changed >= {mine, *FIRST[form]} - {"sector_ids"}


def test_a_second_founding_act_does_not_replace_the_first_unseen(app, client_for, chief):
    client, url = client_for(chief), "/bodies/1/mandate"
    late = typed(client, url, act_title="Decree 7")
    for name, given in (("first.pdf", typed(client, url)), ("second.pdf", late)):
        file = (BytesIO(b"%PDF-1.7 " + name.encode()), name)
        answer = client.post(url, data=given | {"file": file}, content_type="multipart/form-data")
    assert answer.status_code == 409
    page = BeautifulSoup(answer.text, "html.parser")
    told = page.select_one("[name=file]").find_parent(class_="field").text
    assert "Somebody else saved here: first.pdf" in " ".join(told.split())
    assert "Choose the file again." in told
    assert refresh(app, 1).act_file_name == "first.pdf"
    file = (BytesIO(b"%PDF-1.7 both"), "both.pdf")
    again = client.post(
        url, data=opened(answer) | {"file": file}, content_type="multipart/form-data"
    )
    assert again.status_code == 303
    assert (refresh(app, 1).act_file_name, refresh(app, 1).act_title) == ("both.pdf", "Decree 7")


def test_place_and_calendar_are_checked_and_kept(app, client_for, chief):
    client, url = client_for(chief), "/bodies/1/place"
    wrong = typed(client, url, time_zone="Asia/Aman", own_holidays="25 May Independence")
    answer = client.post(url, data=wrong)
    assert answer.status_code == 422
    assert "Did you mean Asia/Amman?" in answer.text
    assert "Line 1 must begin with a day" in answer.text
    assert "25 May Independence" in answer.text
    never = typed(client, url, weekend=[*map(str, range(7))])
    answer = client.post(url, data=never)
    assert answer.status_code == 422
    assert "Leave at least one day of the week" in answer.text
    for country, region in (("", "CA"), ("JO", "XX"), ("US", "Nowhere")):
        odd = typed(client, url, holiday_country=country, holiday_region=region)
        answer = client.post(url, data=odd)
        assert answer.status_code == 422
        assert "The country of the holidays has no such region." in answer.text
    region = typed(client, url, holiday_country="US", holiday_region="CA")
    assert client.post(url, data=region).status_code == 303
    assert refresh(app, 1).holiday_region == "CA"
    wrong |= {"seen": typed(client, url)["seen"], "holiday_region": ""}
    right = wrong | {
        "time_zone": "Asia/Amman",
        "own_holidays": "2026-06-15 Port day",
        "weekend": ["4", "5"],
        "holiday_country": "JO",
    }
    assert client.post(url, data=right).status_code == 303
    body = refresh(app, 1)
    assert body.weekend == [4, 5]
    assert body.own_holidays == [{"date": "2026-06-15", "name": "Port day"}]
    independence, port_day, worked = date(2026, 5, 25), date(2026, 6, 15), date(2026, 6, 23)
    holidays = queries.holidays_between(body, date(2026, 1, 1), date(2026, 12, 31))
    assert independence in holidays
    found = [rules.is_working_day(body, day, holidays) for day in (independence, port_day, worked)]
    assert found == [False, False, True]


def test_the_region_of_the_holidays_is_chosen_among_those_of_the_country(app, client_for, chief):
    client, url = client_for(chief), "/bodies/1/place"
    page = client.post(url, data=typed(client, url, holiday_country="DE", place="Hall", more="y"))
    assert page.status_code == 200
    assert (opened(page)["place"], refresh(app, 1).place) == ("Hall", "")  # nothing was saved yet
    offered = BeautifulSoup(page.text, "html.parser").select("[name=holiday_region] option")
    assert [option.text for option in offered][:3] == [
        "The whole country",
        "Augsburg",
        "Baden-Württemberg",
    ]
    assert client.post(url, data=opened(page) | {"holiday_region": "BY"}).status_code == 303
    # What an earlier version of the list of regions knew is kept until somebody chooses another.
    with app.app_context(), unit_of_work():
        queries.get_body(1).holiday_region = "OLD"
    assert client.post(url, data=typed(client, url, place="Port")).status_code == 303
    assert (refresh(app, 1).holiday_region, refresh(app, 1).place) == ("OLD", "Port")


@pytest.mark.rule("R3")
def test_the_founding_act_is_kept_as_a_file(app, client_for, chief, member):
    client, url = client_for(chief), "/bodies/1/mandate"
    act = {"act_kind": "decree", "act_number": "23", "act_on": "2021-03-01"}
    bad = typed(client, url, **act, file=(BytesIO(b"MZ program"), "act.pdf"))
    answer = client.post(url, data=bad)
    assert answer.status_code == 422
    assert "must be a PDF" in answer.text
    assert 'value="23"' in answer.text
    good = typed(client, url, **act, file=(BytesIO(b"%PDF-1.7 decree"), "decree.pdf"))
    assert client.post(url, data=good).status_code == 303
    page = client_for(member).get("/bodies/1/about").text
    assert "Decree · 23" in page
    assert "Mar 1, 2021" in page
    got = client_for(member).get("/bodies/1/act")
    assert got.data == b"%PDF-1.7 decree"
    assert got.mimetype == "application/pdf"
    assert got.headers["Content-Disposition"] == 'attachment; filename="decree.pdf"'


def test_the_page_of_an_expired_body_says_from_when_it_works_again(app, client_for, chief):
    with app.app_context(), unit_of_work():
        queries.get_body(1).state = State.EXPIRED
    client = client_for(chief)
    assert "Renew" in client.get("/bodies/1/").text
    client.post("/bodies/1/terms/new", data={"starts_on": "2198-01-01"})
    page = client.get("/bodies/1/").text
    assert "It works again from Jan 1, 2198, when its next term begins." in page
    assert "Renew" not in page


# What is done from the pages


def test_a_step_in_the_life_of_a_body_is_refused_with_its_reasons(client_for, chief):
    client = client_for(chief)
    client.post("/bodies/1/state", data={"to": "awaiting_legal_act"})
    answer = client.post("/bodies/1/state", data={"to": "active"})
    assert answer.status_code == 409
    assert "founding act first" in answer.text
    assert client.post("/bodies/1/state", data={"to": "nonsense"}).status_code == 409
    assert "awaits its legal act" in client.get("/bodies/1/").text


def test_local_bodies_are_shown_first_and_started_after(client_for, chief):
    client, url = client_for(chief), "/bodies/1/places"
    page = BeautifulSoup(client.get(url).text, "html.parser")
    kind = page.select_one("#kind_id [selected]")["value"]
    data = {"kind_id": kind, "pattern": "Committee at {place}", "places": "Aqaba\n\nJaber\n"}
    preview = client.post(url, data=data)
    assert "2 bodies would be started" in preview.text
    assert "Committee at Aqaba" not in client.get("/bodies/").text
    assert client.post(url, data=data | {"step": "start"}).status_code == 303
    shown = client.get("/bodies/").text
    assert "Committee at Aqaba" in shown
    assert "Committee at Jaber" in shown
    assert "0 bodies would be started" in client.post(url, data=data).text
    wrong = client.post(url, data=data | {"places": "Aqaba\naqaba"})
    assert wrong.status_code == 422
    assert "Line 2 repeats" in wrong.text


def test_closing_shows_what_is_open_and_who_takes_it(client_for, chief, make_body, seat):
    group = make_body("Transit Group", parent=1, code="working_group")
    make_body("Seals Force", parent=group, code="working_group")
    seat(chief, group, Role.CHAIR)
    client = client_for(chief)
    page = client.get(f"/bodies/{group}/close").text
    assert "Seals Force" in page
    assert "takes over what is open: National Trade Committee" in page
    answer = client.post(f"/bodies/{group}/close", data={"reason": "Done"})
    assert answer.status_code == 303
    page = client.get(f"/bodies/{group}/").text
    assert "Its work went to: National Trade Committee" in page
    report = client.post(f"/bodies/{group}/report", data={"text": "We did it."})
    assert report.status_code == 303
    assert "We did it." in client.get(f"/bodies/{group}/").text


def test_priorities_are_named_confirmed_and_delivered(client_for, chief, make_organisation):
    customs, client = make_organisation("Customs"), client_for(chief)
    term = {"starts_on": "2025-01-01", "ends_on": "2026-12-31"}
    assert client.post("/bodies/1/terms/new", data=term).status_code == 303
    named = client.post(
        "/bodies/1/priorities",
        data={"text": "Faster release", "named_by_id": customs},
        headers={"HX-Request": "true"},
    )
    assert "named by Customs" in named.text
    assert "To be confirmed" in named.text
    assert 'id="flashes"' in named.text
    confirmed = client.post("/bodies/1/priorities/1/confirm", follow_redirects=True)
    assert "confirmed by Amal Haddad" in confirmed.text
    delivered = client.post("/bodies/1/priorities/1/deliver", follow_redirects=True)
    assert "Delivered" in delivered.text
    empty = client.post("/bodies/1/priorities", data={"text": ""})
    assert empty.status_code == 422


def test_a_chair_who_never_signs_in_confirms_a_priority_by_link(client_for, chief, seated):
    client, visitor = client_for(chief), client_for(None)
    leader = seated(Role.CHAIR, 1, "Badr Omar")
    client.post("/bodies/1/terms/new", data={"starts_on": "2025-01-01", "ends_on": "2026-12-31"})
    client.post("/bodies/1/priorities", data={"text": "Faster release"})
    client.post("/bodies/1/priorities/1/confirm")
    assert "Send the chairs a link" in client.get("/bodies/1/terms").text
    asked = client.post("/bodies/1/priorities/1/ask").text
    (url,) = set(re.findall(r"/l/[\w-]{20,}", asked))
    assert "Badr Omar" in asked
    assert "Faster release" in visitor.get(url).text
    assert "You have confirmed the priority." in visitor.post(url).text
    page = client.get("/bodies/1/terms").text
    assert "Badr Omar" in page
    assert "Send the chairs a link" not in page
    assert visitor.post(url).status_code == 410
    assert client_for(leader).post("/bodies/1/priorities/1/ask").status_code == 403


@pytest.mark.rule("R109")
def test_both_sides_own_the_priorities_and_where_one_has_none_it_is_pointed_out(
    app, client_for, chief, seated, make_organisation
):
    customs, chamber = make_organisation("Customs"), make_organisation("Chamber")
    with app.app_context(), unit_of_work():
        for number, camp in ((customs, Camp.PUBLIC), (chamber, Camp.PRIVATE)):
            side = db.session.scalars(db.select(Side).where(Side.camp == camp)).first()
            db.session.get_one(Organisation, number).side_id = side.id
    client, url = client_for(chief), "/bodies/1/cooperation"
    client.post("/bodies/1/terms/new", data={"starts_on": "2025-01-01", "ends_on": "2025-12-31"})
    for text in ("Faster release", "One window"):
        client.post("/bodies/1/priorities", data={"text": text})

    def shown():
        table = BeautifulSoup(client.get(url).text, "html.parser").select("tbody tr")
        return [[cell.get_text(strip=True) for cell in row.select("th, td")][:3] for row in table]

    assert shown() == [[text, "no owner", "no owner"] for text in ("Faster release", "One window")]
    assert "2 priorities have no owner on one side" in client.get(url).text
    owners = "/bodies/1/priorities/1/owners"
    wrong = client.post(owners, data={"public": chamber, "private": ""})
    assert wrong.status_code == 422
    client.post(owners, data={"public": customs, "private": chamber})
    client.post("/bodies/1/priorities/2/owners", data={"public": customs, "private": ""})
    assert shown() == [
        ["Faster release", "Customs", "Chamber"],
        ["One window", "Customs", "no owner"],
    ]
    assert "One priority has no owner on one side" in client.get(url).text
    # What is carried over keeps its owners; who only sits in the body reads, and names nobody.
    client.post("/bodies/1/terms/new", data={"starts_on": "2026-01-01"})
    assert shown()[0] == ["Faster release", "Customs", "Chamber"]
    client.post("/bodies/1/priorities/3/owners", data={"public": "", "private": chamber})
    assert shown()[0] == ["Faster release", "no owner", "Chamber"]
    member = client_for(seated(Role.MEMBER, 1))
    assert "Faster release" in member.get(url).text
    assert "Name owners" not in member.get(url).text
    assert member.get(owners).status_code == 403


def test_a_priority_of_another_body_is_not_found(client_for, chief, make_body):
    client = client_for(chief)
    client.post("/bodies/1/terms/new", data={"starts_on": "2025-01-01"})
    client.post("/bodies/1/priorities", data={"text": "Faster release"})
    other = make_body("Other")
    answer = client.post(f"/bodies/{other}/priorities/1/confirm")
    assert answer.status_code == 404


def test_the_checklist_is_worked_off(client_for, chief, member):
    client = client_for(chief)
    assert client.post("/bodies/1/setup/begin").status_code == 303
    changed = typed(client, "/bodies/1/setup/1", owner_id=str(member), due_on="2026-12-01")
    assert client.post("/bodies/1/setup/1", data=changed).status_code == 303
    assert client_for(member).post("/bodies/1/setup/2/done").status_code == 404
    assert client_for(member).post("/bodies/1/setup/1/done").status_code == 303
    assert client.post("/bodies/1/setup/2/skip", data={"reason": ""}).status_code == 422
    assert client.post("/bodies/1/setup/2/skip", data={"reason": "Not here"}).status_code == 303
    page = client.get("/bodies/1/setup").text
    assert "Not here" in page
    assert "2 of 11 steps settled" in client.get("/bodies/1/").text


def test_mirror_groups_are_merged_from_the_page(client_for, chief, make_body, seat):
    customs = make_body("Customs group", parent=1, code="mirror_group")
    trade = make_body("Trade group", parent=1, code="mirror_group", mirror_of_id=customs)
    for number in (customs, trade):
        seat(chief, number, Role.CHAIR)
    client, url = client_for(chief), f"/bodies/{customs}/merge"
    data = typed(client, url, into="new", name="Joint group", reason="One pilot")
    assert data["other_id"] == str(trade)
    assert "Seats are not carried over" in client.get(url).text
    assert client.post(url, data=data | {"name": ""}).status_code == 422
    assert client.post(url, data=data).status_code == 303
    assert "Joint group" in client.get("/bodies/?q=trade").text


def test_a_body_is_moved_with_all_below_it(app, client_for, chief, make_body, seat):
    steering = make_body("Steering Committee", parent=1)
    group = make_body("Transit Group", parent=1)
    below = make_body("Seals Force", parent=group)
    seat(chief, group, Role.CHAIR)
    client = client_for(chief)
    inside = client.post(f"/bodies/{group}/move", data={"parent_id": below})
    assert inside.status_code == 422
    assert "below one of its own parts" in inside.text
    answer = client.post(f"/bodies/{group}/move", data={"parent_id": steering})
    assert answer.status_code == 303
    assert refresh(app, below).path == f"/1/{steering}/{group}/{below}/"


# What it costs


def cost(count_queries, client, url):
    with count_queries() as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_a_page_costs_the_same_with_5_and_with_500_bodies(app, client_for, chief, count_queries):
    client = client_for(chief)
    pages = ("/bodies/", "/bodies/?q=group", "/bodies/coverage", *OF_ONE)

    def grow(first, last):
        with app.app_context(), unit_of_work():
            top = queries.get_body(1)
            db.session.add_all(
                Body(
                    name=f"Group {number}",
                    kind_id=top.kind_id,
                    parent_id=1,
                    path=f"/1/{number}/",
                    created_at=NOW,
                )
                for number in range(first, last)
            )

    grow(2, 7)
    few = [cost(count_queries, client, url) for url in pages]
    grow(7, 502)
    assert [cost(count_queries, client, url) for url in pages] == few
    assert "501 bodies" in client.get("/bodies/").text


@pytest.mark.rule("R88")
def test_bodies_that_stand_opposite_are_shown_side_by_side_and_merge(
    client_for, chief, make_body, seat, make_person
):
    customs = make_body("Customs AEO group", code="mirror_group", parent=1, state=State.ACTIVE)
    facts = {"mirror_of_id": customs, "about": "What traders need of the pilot."}
    trade = make_body("Trade AEO group", code="mirror_group", parent=1, **facts)
    secret = {"mirror_of_id": customs, "is_restricted": True}
    hidden = make_body("Hidden group", code="mirror_group", parent=1, **secret)
    client = client_for(make_person("Omar Said"))
    for number in (customs, trade):
        page = BeautifulSoup(client.get(f"/bodies/{number}/").text, "html.parser")
        names = [cell.get_text() for cell in page.select("#opposite-table tbody th")]
        assert sorted(names) == ["Customs AEO group", "Trade AEO group"]
        assert "What traders need of the pilot." in page.select_one("#opposite-table").text
    assert "/merge" not in client.get(f"/bodies/{customs}/").text
    for number in (customs, trade):
        seat(chief, number, Role.CHAIR)
    page = BeautifulSoup(client_for(chief).get(f"/bodies/{customs}/merge").text, "html.parser")
    offered = [option["value"] for option in page.select("option[selected]")]
    assert offered[0] in (str(trade), str(hidden))  # the administrator sees both
    merged = {"other_id": trade, "into": "new", "name": "AEO group", "reason": "The pilot is over"}
    answer = client_for(chief).post(f"/bodies/{customs}/merge", data=merged)
    assert answer.status_code == 303, answer.text
    assert "Succeeded" in client.get(f"/bodies/{trade}/").text
    assert "opposite-table" not in client.get(f"/bodies/{trade}/").text
