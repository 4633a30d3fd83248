import io
import json
import threading
import zipfile

import pytest

from ntfc import audit, clock
from ntfc.db import db
from ntfc.people import queries
from ntfc.people.models import Person
from ntfc.permissions import Role
from ntfc.plugins import PersonalData
from ntfc.transaction import unit_of_work
from tests.filling import both

EMAIL = "amal@example.org"


@pytest.fixture
def secretary(make_person, serving, client_for):
    return client_for(serving(make_person("Huda Secretary")))


@pytest.fixture
def chief(make_person, client_for):
    return client_for(make_person("Omar Chief", is_administrator=True))


def stored(app, number):
    with app.app_context():
        return db.session.get_one(Person, number)


def test_everyone_sees_who_has_a_seat_but_no_addresses(client_for, make_person, seated):
    seated.add("Amal Haddad")
    amal, other = make_person(email=EMAIL, phone="0795550101"), make_person("Private Citizen")
    member = client_for(make_person("Member"))
    page = member.get("/people/").text
    assert "Amal Haddad" in page
    assert "Customs Administration" in page
    assert "Member" in page
    assert "Private Citizen" not in page
    page += member.get(f"/people/{amal}/").text
    assert EMAIL not in page
    assert "0795550101" not in page
    assert member.get(f"/people/{other}/").status_code == 404


def test_the_office_sees_everyone_with_addresses(secretary, make_person):
    amal = make_person(email=EMAIL, phone="0795550101")
    for page in (secretary.get("/people/").text, secretary.get(f"/people/{amal}/").text):
        assert EMAIL in page
        assert "0795550101" in page


def test_one_sees_oneself(client_for, make_person):
    amal = make_person(email=EMAIL)
    assert EMAIL in client_for(amal).get(f"/people/{amal}/").text


def test_what_the_directory_lists_is_what_opens(client_for, make_person, seated, serving):
    seated.add("Seated")
    numbers = [make_person(name) for name in ("Seated", "Private", "Member", "Secretary")]
    serving(numbers[3])
    for reader in numbers[2:]:
        client = client_for(reader)
        page = client.get("/people/").text
        for number in numbers:
            opens = client.get(f"/people/{number}/").status_code == 200
            assert opens == (f'href="/people/{number}/"' in page)


def test_looking_for_a_name_or_an_address(secretary, make_person):
    make_person(email=EMAIL)
    make_person("Sami Nasser", is_champion=True)
    assert "Amal" in secretary.get("/people/?words=haddad amal").text
    assert "Amal" in secretary.get("/people/?words=amal@exa").text
    assert "Sami" not in secretary.get("/people/?words=amal").text
    assert "Nobody found" in secretary.get("/people/?words=100%").text
    champions = secretary.get("/people/?champions=1").text
    assert "Sami" in champions
    assert "Amal" not in champions


def test_a_member_cannot_look_for_an_address(client_for, make_person, seated):
    seated.add("Amal Haddad")
    make_person(email=EMAIL)
    page = client_for(make_person("Member")).get("/people/?words=amal@exa").text
    assert "Amal Haddad" not in page


def test_the_list_alone_for_htmx(secretary):
    answer = secretary.get("/people/", headers={"HX-Request": "true"})
    assert answer.text.lstrip().startswith('<div id="people">')


def test_a_page_of_many_costs_what_a_page_of_few_costs(
    app, secretary, make_person, seated, count_queries
):
    make_person()
    with count_queries() as few:
        secretary.get("/people/")
    with app.app_context(), unit_of_work():
        db.session.add_all(Person(name=f"P {n}", created_at=clock.now()) for n in range(120))
    with count_queries() as many:
        page = secretary.get("/people/").text
    assert len(many) == len(few)
    assert "Page 1 of 3" in page
    assert "P 99" in secretary.get("/people/?page=3").text


def test_adding_a_person(app, secretary):
    answer = secretary.post(
        "/people/new", data={"name": " Amal Haddad ", "email": "Amal@Example.org"}
    )
    assert answer.status_code == 303
    assert EMAIL in secretary.get(answer.location).text


def test_what_was_typed_wrong_stays(secretary, make_person):
    make_person(email=EMAIL)
    for address in ("not an address", EMAIL.upper()):
        typed = {"name": "Amal", "email": address, "phone": "0795550101"}
        answer = secretary.post("/people/new", data=typed)
        assert answer.status_code == 422
        assert f'value="{address}"' in answer.text
        assert 'value="0795550101"' in answer.text
    assert "Amal Haddad already has this e-mail address" in answer.text


def test_two_who_edit_at_once_see_both_texts(app, secretary, make_person):
    number = make_person(phone="first", email=EMAIL)
    form = {"name": "Amal Haddad", "email": EMAIL, "seen": "1"}
    url = f"/people/{number}/edit"
    assert secretary.post(url, data=form | {"phone": "second"}).status_code == 303
    answer = secretary.post(url, data=form | {"phone": "third"})
    assert answer.status_code == 409
    assert 'value="third"' in answer.text
    assert 'text-lines">second</bdi>' in answer.text
    assert 'name="seen" type="hidden" value="2' in answer.text
    assert stored(app, number).phone == "second"
    assert secretary.post(url, data=form | {"phone": "third", "seen": "2"}).status_code == 303
    assert stored(app, number).phone == "third"
    both(secretary, url, {"phone": "fourth", "time_zone": "Asia/Amman"}, {"name": "Amal H."})


def test_the_office_has_no_field_for_gender(secretary, make_person):
    number = make_person()
    assert 'name="gender"' not in secretary.get(f"/people/{number}/edit").text
    assert secretary.get(f"/people/{number}/profile").status_code == 403


def test_the_own_profile(app, client_for, make_person):
    number = make_person()
    client = client_for(number)
    assert 'name="gender"' in client.get(f"/people/{number}/profile").text
    typed = {"name": "Amal H.", "gender": "woman", "time_zone": "Asia/Amman", "seen": "1"}
    assert client.post(f"/people/{number}/profile", data=typed).status_code == 303
    person = stored(app, number)
    assert (person.name, person.gender.value, person.time_zone) == (
        "Amal H.",
        "woman",
        "Asia/Amman",
    )
    page = client.get(f"/people/{number}/profile").text
    assert '<option selected value="woman">' in page
    assert '<option selected value="Asia/Amman">' in page
    assert client.post(f"/people/{number}/profile", data={"seen": "2"}).status_code == 422
    late = client.post(f"/people/{number}/profile", data={"name": "A", "gender": "", "seen": "1"})
    assert late.status_code == 409
    assert 'text-lines">Woman</bdi>' in late.text


def test_administrators_come_and_go_but_the_last_stays(app, chief, make_person):
    number = make_person()
    assert chief.post(f"/people/{number}/administrator").status_code == 303
    assert stored(app, number).is_administrator
    assert chief.post(f"/people/{number}/administrator/withdraw").status_code == 303
    answer = chief.post("/people/1/administrator/withdraw")
    assert answer.status_code == 409
    assert "last administrator" in answer.text


def test_of_two_administrators_who_withdraw_each_other_one_stays(
    app, client_for, make_person, monkeypatch
):
    first, second = (make_person(name, is_administrator=True) for name in ("First", "Second"))
    both_have_looked = threading.Barrier(2, timeout=10)
    find = queries.get_person

    def find_and_wait(number):
        person = find(number)
        if app.extensions["ntfc.config"].url.startswith("postgresql"):
            both_have_looked.wait()  # on SQLite the second cannot even look before the first ended
        return person

    monkeypatch.setattr(queries, "get_person", find_and_wait)
    answers = []

    def withdraw(actor, other):
        client = client_for(actor)
        answers.append(client.post(f"/people/{other}/administrator/withdraw").status_code)

    pairs = ((first, second), (second, first))
    threads = [threading.Thread(target=withdraw, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert queries.administrators() == 1
    assert min(answers) == 303
    assert sorted(answers)[1] in (404, 409)


def test_a_copy_of_all_that_is_kept(app, client_for, make_person, listen):
    rows = [{"seat": "Customs"}]
    listen(
        ntfc_personal_data=lambda: [
            PersonalData(name="seats", title="Seats", columns={"seat": "Seat"}, rows=rows)
        ]
    )
    number = make_person(email=EMAIL)
    client = client_for(number)
    page = client.get(f"/people/{number}/data").text
    assert EMAIL in page
    assert "Customs" in page
    answer = client.post(f"/people/{number}/data")
    assert answer.mimetype == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        told = json.loads(archive.read("data.json"))
        assert EMAIL in archive.read("data.html").decode()
    assert told["kept"]["person"][0]["email"] == EMAIL
    assert told["kept"]["seats"] == rows
    with app.app_context():
        assert db.session.scalars(db.select(audit.AuditEntry.action)).all() == ["person.exported"]


def test_the_copy_is_for_the_person_and_administrators(chief, secretary, client_for, make_person):
    number = make_person(email=EMAIL)
    assert chief.get(f"/people/{number}/data").status_code == 200
    assert secretary.get(f"/people/{number}/data").status_code == 404
    assert client_for(make_person("Other")).post(f"/people/{number}/data").status_code == 404


def test_erasing_takes_a_second_look_and_the_name_typed(app, chief, make_person):
    number = make_person(email=EMAIL)
    page = chief.get(f"/people/{number}/erase").text
    assert "minutes and papers that were approved" in page
    answer = chief.post(f"/people/{number}/erase", data={"name": "Amal"})
    assert answer.status_code == 422
    assert 'value="Amal"' in answer.text
    assert stored(app, number).email == EMAIL
    answer = chief.post(f"/people/{number}/erase", data={"name": "Amal  Haddad"})
    assert answer.status_code == 303
    page = chief.get(answer.location).text
    assert "Former member" in page
    assert EMAIL not in page
    assert "Amal" not in chief.get(f"/people/{number}/").text


def fail():
    raise RuntimeError("the table is gone")


SECTION = PersonalData(name="x", title="Old letters", columns={"a": "A"}, rows=[{"a": 1}])


def test_a_module_that_fails_to_forget_stops_the_erasure_and_is_named(
    app, chief, make_person, listen
):
    listen(ntfc_person_erased=fail)
    number = make_person(email=EMAIL, phone="079")
    answer = chief.post(f"/people/{number}/erase", data={"name": "Amal Haddad"})
    assert answer.status_code == 409
    assert "The module “listener” failed" in answer.text
    person = stored(app, number)
    assert (person.name, person.email, person.phone) == ("Amal Haddad", EMAIL, "079")
    assert person.erased_at is None
    with app.app_context():
        actions = db.session.scalars(db.select(audit.AuditEntry.action)).all()
    assert "person.erased" not in actions


def test_what_would_stay_without_a_reason_stops_the_erasure(app, chief, make_person, listen):
    listen(ntfc_personal_data=lambda: [SECTION])
    number = make_person()
    answer = chief.post(f"/people/{number}/erase", data={"name": "Amal Haddad"})
    assert answer.status_code == 409
    assert "“Old letters” would still be kept" in answer.text
    assert stored(app, number).erased_at is None


def test_what_a_module_of_later_still_keeps_is_named(app, chief, make_person, listen):
    number = make_person()
    assert chief.post(f"/people/{number}/erase", data={"name": "Amal Haddad"}).status_code == 303
    listen(ntfc_personal_data=lambda: [SECTION])  # a module that was off is on again
    assert "Old letters should have been removed" in chief.get(f"/people/{number}/data").text


@pytest.mark.parametrize("page", ["data", "erase"])
def test_half_a_copy_is_none(app, chief, make_person, listen, page):
    listen(ntfc_personal_data=fail)
    number = make_person(email=EMAIL)
    for answer in (
        chief.get(f"/people/{number}/{page}"),
        chief.post(f"/people/{number}/{page}", data={"name": "Amal Haddad"}),
    ):
        assert answer.status_code == 409
        assert "The module “listener” failed" in answer.text
    assert stored(app, number).erased_at is None


@pytest.mark.parametrize("page", ["data", "erase"])
def test_a_module_that_was_set_aside_cannot_say_what_it_keeps(app, chief, make_person, page):
    app.extensions["ntfc.set_aside"]["stamps"] = "It fails."
    number = make_person()
    answer = chief.post(f"/people/{number}/{page}", data={"name": "Amal Haddad"})
    assert answer.status_code == 409
    assert "The module “stamps” is on but was set aside" in answer.text
    assert stored(app, number).erased_at is None


def test_an_address_is_not_changed_while_something_still_goes_by_the_old_one(
    app, chief, make_person, listen
):
    listen(ntfc_address_changed=fail)
    number = make_person(email=EMAIL)
    typed = {"name": "Amal Haddad", "email": "new@example.org", "seen": "1"}
    answer = chief.post(f"/people/{number}/edit", data=typed)
    assert answer.status_code == 409
    assert "The module “listener” failed" in answer.text
    assert stored(app, number).email == EMAIL


def test_the_second_look_names_what_stands_against_it(chief, make_person, listen):
    listen(ntfc_objections=lambda: ["Release the seat first."])
    number = make_person()
    page = chief.get(f"/people/{number}/erase").text
    assert "Release the seat first." in page
    assert "Erase for good" not in page
    answer = chief.post(f"/people/{number}/erase", data={"name": "Amal Haddad"})
    assert answer.status_code == 409
    assert "Release the seat first." in answer.text


def test_a_secretary_erases_nobody(secretary, make_person, serving, client_for):
    number = make_person()
    assert secretary.get(f"/people/{number}/erase").status_code == 403
    coordinator = client_for(serving(make_person("C"), Role.COORDINATOR))
    assert coordinator.get(f"/people/{number}/edit").status_code == 404  # does not know the person
