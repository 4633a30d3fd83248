import re
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from ntfc.clock import now
from ntfc.db import db
from ntfc.organisations import queries, rules
from ntfc.organisations.models import (
    Camp,
    ChainRole,
    Choice,
    Contact,
    Organisation,
    OrganisationKind,
    Representation,
    Sector,
    Side,
    Size,
)
from ntfc.people import queries as people
from ntfc.people.models import Person
from ntfc.people.rules import left_over
from ntfc.people.service import erase
from ntfc.permissions import SITE, Insider, Nobody, Role, can
from ntfc.transaction import unit_of_work
from tests.filling import both

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(client_for, secretary):
    return client_for(secretary)


def stored(app, organisation_id):
    with app.app_context():
        organisation = queries.get(organisation_id)
        db.session.expunge_all()
        return organisation


def filled(app, **values):
    with app.app_context():
        firm = db.session.query(OrganisationKind).filter_by(code="firm").one()
        return {"name": "Olive Growers", "kind_id": firm.id, **values}


# The built-in lists


@pytest.mark.rule("R31")
def test_the_public_camp_is_split_in_customs_and_other_agencies(app, client, make_organisation):
    with app.app_context():
        public = db.session.query(Side).filter_by(camp=Camp.PUBLIC).order_by(Side.position)
        assert [side.code for side in public] == ["customs", "government"]
    customs = make_organisation("Customs", "customs_administration")
    health = make_organisation("Food Safety Agency", "inspection_body")
    with app.app_context():
        sides = db.session.query(Side.code).join(Organisation, Organisation.side_id == Side.id)
        found = {
            number: sides.filter(Organisation.id == number).scalar() for number in (customs, health)
        }
    assert found == {customs: "customs", health: "government"}
    assert "Other government agencies" in client.get(f"/organisations/{health}").text


@pytest.mark.rule("R32")
def test_kinds_cover_who_belongs_to_the_table_and_are_extended_in_the_browser(
    app, client_for, make_person, secretary
):
    with app.app_context():
        kinds = {kind.code: kind for kind in db.session.query(OrganisationKind)}
        sides = {side.id: side.code for side in db.session.query(Side)}
    side_of = {code: sides[kind.side_id] for code, kind in kinds.items()}
    assert side_of["business_association"] == side_of["sme_association"] == "business"
    assert (side_of["university"], side_of["ngo"]) == ("academia", "civil_society")
    administrator = client_for(make_person("Lina Haddad", is_administrator=True))
    answer = administrator.post(
        "/lists/organisation-kinds",
        data={"name": "Free zone", "side_id": str(kinds["ngo"].side_id)},
    )
    assert answer.status_code == 303
    assert ">Free zone</option>" in client_for(secretary).get("/organisations/new").text


@pytest.mark.rule("R62")
def test_unions_media_donors_software_firms_and_informal_operators_have_their_place(
    app, client_for, make_person
):
    wanted = {
        "trade_union": "labour",
        "journalists_association": "media",
        "newspaper_or_broadcaster": "media",
        "donor": "partners",
        "software_firm": "business",
        "ngo": "civil_society",
        "university": "academia",
        "informal_operator": "business",
        "informal_association": "business",
    }
    with app.app_context():
        sides = {side.id: side.code for side in db.session.query(Side)}
        found = {kind.code: sides[kind.side_id] for kind in db.session.query(OrganisationKind)}
    assert {code: found[code] for code in wanted} == wanted
    administrator = client_for(make_person("Lina Haddad", is_administrator=True))
    for place, data in (
        ("/lists/sides", {"name": "Diaspora", "camp": "other"}),
        ("/lists/organisation-kinds", {"name": "Astrologer", "side_id": str(min(sides))}),
    ):
        assert administrator.post(place, data=data).status_code == 303
        assert data["name"] in administrator.get(place).text


def test_every_built_in_name_can_be_translated(app):
    with app.app_context():
        for model in (Side, OrganisationKind, ChainRole, Sector):
            names = {entry.name for entry in db.session.query(model)}
            assert names
            assert names <= {str(name) for name in rules.BUILT_IN_NAMES}
            assert issubclass(model, Choice)


# The directory


def test_the_directory_finds_by_any_name(client, make_organisation):
    make_organisation("Société d’Élevage", other_name="شركة المواشي", short_name="SEL", code="Z-9")
    make_organisation("Other One")
    for words in ("societe", "ÉLEVAGE d", "المواشي", "sel", "z-9"):
        text = client.get("/organisations/", query_string={"q": words}).text
        assert "Société d’Élevage" in text, words
        assert "Other One" not in text
    assert "Nothing fits" in client.get("/organisations/?q=%25").text
    assert client.get("/organisations/?q=%00").status_code == 200


def test_the_directory_narrows_by_what_is_known(client, app, make_organisation):
    make_organisation("Small Firm", "firm", country="JO", size=Size.SMALL)
    make_organisation("Large Firm", "firm", country="LB", size=Size.LARGE)
    make_organisation("Old Firm", "firm", closed_on=now().date())
    make_organisation("The Ministry", "ministry")
    with app.app_context():
        firm = db.session.query(OrganisationKind).filter_by(code="firm").one()

    def found(**asked):
        text = client.get("/organisations/", query_string=asked).text
        return sorted(re.findall(r"<bdi>(\w+ (?:Firm|Ministry))</bdi>", text))

    assert found() == ["Large Firm", "Small Firm", "The Ministry"]
    assert found(kind=firm.id) == found(side=firm.side_id) == ["Large Firm", "Small Firm"]
    assert found(size="sme") == found(size="small") == found(country="JO") == ["Small Firm"]
    assert found(state="closed") == ["Old Firm"]
    assert found(side="nonsense", size="huge", country="XX", page="x") == found()
    assert found(kind=10**30) == found()


def test_the_directory_answers_htmx_with_its_list_alone(client, make_organisation):
    make_organisation()
    assert client.get("/organisations/").text.startswith("<!doctype")
    assert (
        client.get("/organisations/", headers=HTMX).text.strip().startswith('<div id="directory"')
    )


def test_the_directory_and_a_page_ask_as_often_for_many_as_for_few(
    app, client, count_queries, make_organisation
):
    number = make_organisation("Association of Everyone", "business_association")

    def more(start, end):
        with app.app_context(), unit_of_work():
            kind_id, side_id = db.session.query(
                OrganisationKind.id, OrganisationKind.side_id
            ).first()
            for n in range(start, end):
                member = Organisation(
                    name=f"Firm {n}",
                    short_name="",
                    other_name="",
                    kind_id=kind_id,
                    side_id=side_id,
                    created_at=now(),
                )
                rules.derive(member)
                person = Person(name=f"Person {n}", created_at=now())
                db.session.add_all([member, person])
                db.session.flush()
                db.session.add(Representation(association_id=number, organisation_id=member.id))
                db.session.add(Contact(organisation_id=number, person_id=person.id))

    def asked(url):
        with count_queries() as seen:
            assert client.get(url).status_code == 200
        return len(seen)

    pages = ("/organisations/", f"/organisations/{number}", f"/organisations/{number}/contacts")
    more(0, 5)
    few = [asked(page) for page in pages]
    more(5, 500)
    assert [asked(page) for page in pages] == few
    second = client.get("/organisations/?page=2").text
    assert "Page 2 of 11" in second
    assert "Page 11 of 11" in client.get("/organisations/?page=99").text


# One institution


def test_a_secretary_adds_an_institution_and_reads_it(client, app):
    data = filled(
        app, country="JO", size="small", short_name="OG", website="https://og.example.org"
    )
    answer = client.post("/organisations/new", data=data)
    assert answer.status_code == 303, answer.text
    page = client.get(answer.location).text
    for words in (
        "Olive Growers",
        "Jordan",
        "Small (10 to 49 people)",
        "counts as SME",
        "Business",
    ):
        assert words in page


def test_an_informal_operator_needs_no_registration_number(client, app):
    with app.app_context():
        informal = db.session.query(OrganisationKind).filter_by(code="informal_operator").one()
    answer = client.post(
        "/organisations/new", data={"name": "Huda, trader", "kind_id": informal.id}
    )
    assert answer.status_code == 303


def test_an_institution_says_its_country_and_is_found_by_it(client, app):
    for name, country in (("Border Post North", "AM"), ("Border Post South", "GE")):
        assert (
            client.post(
                "/organisations/new", data=filled(app, name=name, country=country)
            ).status_code
            == 303
        )
    text = client.get("/organisations/").text
    assert "Armenia" in text
    assert "Georgia" in text
    only = client.get("/organisations/?country=AM").text
    assert "Border Post North" in only
    assert "Border Post South" not in only


def test_a_form_that_is_wrong_keeps_what_was_typed(client, app):
    data = filled(app, kind_id="", country="XX", website="og.example", address="Street 1")
    answer = client.post("/organisations/new", data=data)
    assert answer.status_code == 422
    for words in (
        "Olive Growers",
        "og.example",
        "Street 1",
        "begins with http",
        "This field is required",
    ):
        assert words in answer.text
    fragment = client.post("/organisations/new", data=data, headers=HTMX)
    assert fragment.status_code == 422
    assert fragment.text.strip().startswith('<div id="organisation-form"')


def test_the_same_name_in_other_letters_is_refused_with_the_way_to_it(
    client, app, make_organisation
):
    number = make_organisation("Olive  growers", code="OG")
    for data in (filled(app), filled(app, name="Other", code="og")):
        answer = client.post("/organisations/new", data=data)
        assert answer.status_code == 422
        assert f'href="/organisations/{number}"' in answer.text
        assert "is in the directory already" in answer.text


def changing(app, number, **values):
    organisation = stored(app, number)
    keys = ("name", "short_name", "kind_id", "side_id", "country", "code", "address")
    data = {key: getattr(organisation, key) or "" for key in keys}
    return data | {"seen": organisation.version, **values}


def test_an_institution_is_changed(client, app, make_organisation):
    number = make_organisation()
    data = changing(app, number, name="Chamber of Industry", address="Main\r\nStreet")
    assert client.post(f"/organisations/{number}/edit", data=data).status_code == 303
    organisation = stored(app, number)
    assert (organisation.name_key, organisation.address) == ("chamber of industry", "Main\nStreet")
    assert organisation.version == 2


def test_saving_unchanged_changes_nothing(client, app, make_organisation):
    number = make_organisation()
    client.post(f"/organisations/{number}/edit", data=changing(app, number))
    assert stored(app, number).version == 1


def test_who_comes_second_sees_both_versions_and_loses_nothing(client, app, make_organisation):
    number = make_organisation()
    url = f"/organisations/{number}/edit"
    first = {"address": "Port street", "size": "small", "country": "AM"}
    page = both(client, url, first, {"name": "My Name"})
    assert "Somebody changed this institution since you opened it" in page.text
    assert stored(app, number).name == "My Name"
    late = changing(app, number, name="Third", seen=1)
    told = client.post(url, data=late | {"address": "Hill"})
    assert "Somebody else saved here: Port street" in " ".join(
        BeautifulSoup(told.text, "html.parser").text.split()
    )


def test_a_version_that_was_tampered_with_counts_as_overtaken(client, app, make_organisation):
    number = make_organisation()
    for version in ("", "x", "²"):
        data = changing(app, number, name="New", seen=version)
        assert client.post(f"/organisations/{number}/edit", data=data).status_code == 409


def test_an_institution_is_closed_and_reopened_never_deleted(client, app, make_organisation):
    number = make_organisation()
    place = f"/organisations/{number}"
    tomorrow = now().date() + timedelta(days=2)
    assert client.get(f"{place}/close").status_code == 200
    assert client.post(f"{place}/close", data={"on": ""}).status_code == 422
    assert client.post(f"{place}/close", data={"on": tomorrow.isoformat()}).status_code == 409
    assert client.post(f"{place}/reopen").status_code == 409
    assert client.post(f"{place}/close", data={"on": "2026-01-05"}).status_code == 303
    assert "Closed on" in client.get(place).text
    assert client.post(f"{place}/reopen").status_code == 303
    assert stored(app, number).closed_on is None


def test_a_retired_entry_is_offered_only_to_who_carries_it(client, app, make_organisation):
    number = make_organisation(kind_code="donor")
    with app.app_context(), unit_of_work():
        db.session.query(OrganisationKind).filter_by(code="donor").one().is_retired = True
    assert ">Donor</option>" in client.get(f"/organisations/{number}/edit").text
    assert ">Donor</option>" not in client.get("/organisations/new").text


# For whom it speaks


@pytest.mark.rule("R37")
def test_an_association_says_whom_it_represents_and_how_its_delegates_are_chosen(client, app):
    data = filled(
        app,
        represents="All growers of the hills",
        delegates_chosen="Elected by the general assembly every two years",
    )
    page = client.get(client.post("/organisations/new", data=data).location).text
    assert "All growers of the hills" in page
    assert "How its delegates are chosen" in page
    assert "Elected by the general assembly every two years" in page


@pytest.mark.rule("R38")
def test_an_association_is_linked_to_members_and_to_groups_by_size(client, app, make_organisation):
    association = make_organisation("Growers Association", "business_association")
    member = make_organisation("Olive Growers", "firm")
    place = f"/organisations/{association}/represents"
    assert client.post(place, data={"member": "olive  GROWERS"}).status_code == 303
    group = {
        "group_name": "Small growers",
        "sizes": ["micro", "small"],
        "members": "140",
        "counted_on": "2026-01-31",
    }
    assert client.post(place, data=group).status_code == 303
    page = client.get(f"/organisations/{association}").text
    assert f'href="/organisations/{member}"' in page
    for words in ("Small growers", "Micro", "140 members"):
        assert words in page
    own = client.get(f"/organisations/{member}").text
    assert "Who speaks for it" in own
    assert "Growers Association" in own


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Name either one institution or one group"),
        ({"member": "Nowhere"}, "has this name or code"),
        ({"member": "Chamber of Commerce"}, "cannot be a member of itself"),
        ({"group_name": "X", "members": "-1"}, "between 0 and"),
    ],
)
def test_a_wrong_member_or_group_is_told_and_kept(client, make_organisation, data, sentence):
    number = make_organisation()
    answer = client.post(f"/organisations/{number}/represents", data=data, headers=HTMX)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert answer.text.strip().startswith('<div id="represents-form"')
    for typed in data.values():
        assert f'value="{typed}"' in answer.text


def test_a_member_is_taken_off_the_list(client, app, make_organisation):
    number = make_organisation()
    client.post(f"/organisations/{number}/represents", data={"group_name": "Growers"})
    entry = stored(app, number).representations[0]
    place = f"/organisations/{number}/represents/{entry.id}/remove"
    assert client.post(place, headers=HTMX).status_code == 200
    assert stored(app, number).representations == []
    assert client.post(place).status_code == 409


# Contacts


RANA = {
    "name": "Rana Aziz",
    "email": "Rana@Example.org",
    "phone": "+962 6 1",
    "job": "Director",
    "hours": "Sunday to Thursday, 9 to 15",
    "competence": "Export of oil",
}


def test_a_new_person_becomes_a_contact_with_hours_and_competence(client, make_organisation):
    number = make_organisation()
    place = f"/organisations/{number}/contacts"
    assert client.post(place, data=RANA).status_code == 303
    page = client.get(f"/organisations/{number}").text
    for words in (
        "Rana Aziz",
        "rana@example.org",
        "Sunday to Thursday",
        "Director",
        "Export of oil",
    ):
        assert words in page
    answer = client.post(place, data=RANA)
    assert answer.status_code == 422
    assert "a contact of this institution already" in answer.text


def test_a_known_person_is_taken_by_the_address_and_never_added_twice(
    client, app, make_organisation, make_person
):
    make_person("Rana Aziz", email="rana@example.org", is_champion=True)
    number = make_organisation()
    place = f"/organisations/{number}/contacts"
    wrong = client.post(place, data=RANA | {"name": "Somebody"})
    assert wrong.status_code == 422
    assert "belongs to Rana Aziz" in wrong.text
    assert client.post(place, data=RANA | {"name": "rana  aziz"}).status_code == 303
    with app.app_context():
        assert db.session.query(Person).filter_by(email="rana@example.org").count() == 1
    assert "Champion" in client.get(f"/organisations/{number}").text


def test_a_wrong_contact_is_told_and_kept(client, make_organisation):
    number = make_organisation()
    data = RANA | {"name": "", "email": "nonsense"}
    answer = client.post(f"/organisations/{number}/contacts", data=data, headers=HTMX)
    assert answer.status_code == 422
    assert answer.text.strip().startswith('<div id="contacts-form"')
    for words in ("nonsense", "Director", "not an e-mail address", "This field is required"):
        assert words in answer.text


def test_contacts_are_changed_ordered_ended_and_come_back(client, app, make_organisation):
    number = make_organisation()
    place = f"/organisations/{number}/contacts"
    client.post(place, data=RANA)
    client.post(place, data={"name": "Omar Said"})
    rana, omar = stored(app, number).contacts
    assert client.get(f"{place}/{omar.id}").status_code == 200
    assert client.post(f"{place}/{omar.id}", data={"job": "x" * 201}).status_code == 422
    assert client.post(f"{place}/{omar.id}", data={"job": "Clerk"}).status_code == 303
    answer = client.post(f"{place}/{omar.id}/first", headers=HTMX)
    assert answer.text.index("Omar Said") < answer.text.index("Rana Aziz")
    assert [c.id for c in stored(app, number).contacts] == [omar.id, rana.id]
    assert client.post(f"{place}/{omar.id}/end").status_code == 303
    assert client.post(f"{place}/{omar.id}/end").status_code == 409
    assert "Former contacts" in client.get(f"/organisations/{number}").text
    assert client.post(place, data={"name": "omar said"}).status_code == 303
    before, after = (c for c in stored(app, number).contacts if c.person_id == omar.person_id)
    assert (before.id, before.job, before.ended_on) == (omar.id, "Clerk", before.starts_on)
    assert (after.job, after.ended_on) == ("", None)
    assert client.post(place, data={"name": "omar said"}).status_code == 422
    assert client.get(f"{place}/999").status_code == 404


def test_addresses_are_shown_to_who_may_read_them(
    client, client_for, make_person, make_organisation, give_role, app
):
    number = make_organisation()
    client.post(f"/organisations/{number}/contacts", data=RANA)
    outsider, member = make_person("Outsider"), make_person("Member")
    give_role(member, Role.MEMBER)
    place = f"/organisations/{number}"
    assert "Rana Aziz" in client_for(outsider).get(place).text
    assert "rana@example.org" not in client_for(outsider).get(place).text
    assert "+962 6 1" not in client_for(outsider).get(place).text
    assert "rana@example.org" in client_for(member).get(place).text
    colleague = stored(app, number).contacts[0].person_id
    assert "rana@example.org" in client_for(colleague).get(place).text


def test_a_coordinator_keeps_the_contacts_of_the_own_institution(
    client, client_for, app, make_organisation, give_role
):
    own, other = make_organisation("Own"), make_organisation("Other")
    client.post(f"/organisations/{own}/contacts", data=RANA)
    coordinator = stored(app, own).contacts[0].person_id
    give_role(coordinator, Role.COORDINATOR)
    browser = client_for(coordinator)
    data = {"name": "New Colleague"}
    assert browser.post(f"/organisations/{own}/contacts", data=data).status_code == 303
    assert browser.post(f"/organisations/{other}/contacts", data=data).status_code == 403
    assert browser.get(f"/organisations/{own}/edit").status_code == 403
    assert "Keep the contacts" in browser.get(f"/organisations/{own}").text


# Who sees what


def test_what_is_visible_is_what_may_be_viewed(app, make_organisation):
    make_organisation()
    for actor in (Nobody(), Insider(person_id=1, name="A", token="t")):
        with app.app_context():
            seen = len(db.session.scalars(queries.visible(actor)).all())
            assert seen == int(can(actor, rules.VIEW, SITE))


def test_a_person_without_office_reads_and_changes_nothing(
    client_for, make_person, make_organisation, app
):
    number = make_organisation()
    client = client_for(make_person())
    assert client.get("/organisations/").status_code == 200
    page = client.get(f"/organisations/{number}").text
    assert "/edit" not in page
    assert client.post("/organisations/new", data=filled(app)).status_code == 403
    assert client.post(f"/organisations/{number}/edit", data=filled(app)).status_code == 403
    assert client.get("/organisations/999").status_code == 404
    with app.app_context():
        assert db.session.query(Organisation).count() == 1


def test_an_empty_directory_says_what_to_do_next(client):
    text = client.get("/organisations/").text
    assert "No institution yet" in text
    assert "Import from a file" in text


def test_of_an_erased_contact_only_that_there_was_one_stays(
    client, app, make_organisation, make_person
):
    number = make_organisation()
    client.post(f"/organisations/{number}/contacts", data=RANA)
    administrator = make_person("Lina Haddad", is_administrator=True)
    actor = Insider(person_id=administrator, name="Lina", token="t", is_administrator=True)
    with app.app_context(), unit_of_work():
        rana = db.session.query(Person).filter_by(email="rana@example.org").one()
        before = {section.name: section for section in people.kept_of(rana)}
        assert before["contacts"].rows[0]["job"] == "Director"
        assert people.affiliations([rana.id])[rana.id] == ("Chamber of Commerce",)
        erase(rana, actor=actor, now=now())
    contact = stored(app, number).contacts[0]
    assert (contact.job, contact.hours, contact.competence) == ("", "", "")
    assert contact.ended_on is not None
    with app.app_context():
        rana = db.session.get(Person, contact.person_id)
        assert left_over(rana, people.kept_of(rana)) == []
        assert people.affiliations([rana.id])[rana.id] == ()
