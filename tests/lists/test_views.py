import pytest

from ntfc.committees.models import BodyKind, Purpose
from ntfc.db import db
from ntfc.imports import queries as imports
from ntfc.lists import rules
from ntfc.organisations.models import ChainRole, Sector, Side

HTMX = {"HX-Request": "true"}


@pytest.fixture
def settings():
    return {"languages": ("en", "fr")}


@pytest.fixture
def client(client_for, make_person):
    return client_for(make_person("Lina Haddad", is_administrator=True))


def entry(app, name):
    with app.app_context():
        return db.session.query(Sector).filter_by(name=name).one_or_none()


def test_a_name_that_is_there_is_refused_in_whatever_letters():
    known = [Sector(id=1, name="Olive  oil", code="olive_oil"), Sector(id=2, name="Wine", code="w")]
    for name in ("OLIVE oil", "olive_oil", "W"):
        assert len(list(rules.obstacles_to_naming([name], known))) == 1
    assert list(rules.obstacles_to_naming(["olive oil"], known, known[0])) == []
    assert list(rules.obstacles_to_naming(["Dates"], known)) == []


def test_a_list_keeps_one_entry_in_use():
    one, two = Sector(is_retired=False), Sector(is_retired=True)
    assert len(list(rules.obstacles_to_retiring(one, [one, two]))) == 1
    assert len(list(rules.obstacles_to_retiring(two, [one, two]))) == 1
    assert list(rules.obstacles_to_retiring(one, [one, Sector(is_retired=False)])) == []


def test_built_in_entries_keep_their_names():
    assert len(list(rules.obstacles_to_changing(Sector(is_built_in=True)))) == 1
    assert list(rules.obstacles_to_changing(Sector(is_built_in=False))) == []


def test_a_code_is_made_of_the_name_and_is_new():
    assert rules.fresh_code("Fruits & Légumes", []) == "fruits_legumes"
    assert rules.fresh_code("Wine", ["wine", "wine_2"]) == "wine_3"
    assert rules.fresh_code("زيت", []) == "own"


def test_all_lists_stand_on_one_page(client):
    text = client.get("/lists/").text
    for title in ("Sides", "Kinds of institution", "Roles in the supply chain", "Sectors"):
        assert title in text
    assert client.get("/lists/nothing").status_code == 404


def test_an_entry_is_added_renamed_ordered_retired_and_brought_back(client, app):
    assert client.post("/lists/sectors", data={"name": " Olive  oil "}).status_code == 303
    own = entry(app, "Olive oil")
    place = f"/lists/sectors/{own.id}"
    assert client.get(place).status_code == 200
    assert client.post(place, data={"name": "Olives"}).status_code == 303
    assert entry(app, "Olives").code == "olive_oil"
    before = client.get("/lists/sectors").text
    assert before.index("All sectors") < before.index("Olives")
    after = client.post(f"{place}/up", headers=HTMX).text
    assert after.strip().startswith('<div id="entries"')
    assert after.index("Olives") < after.index("All sectors")
    assert client.post(f"{place}/retire").status_code == 303
    assert entry(app, "Olives").is_retired
    assert client.post(f"{place}/retire").status_code == 409
    assert client.post(f"{place}/bring-back").status_code == 303
    assert not entry(app, "Olives").is_retired


def test_an_entry_of_ones_own_is_named_in_each_language_of_the_site(client, app):
    sent = {"name": "Ports", "name_in_fr": " Ports  maritimes ", "camp": "public"}
    assert client.post("/lists/sides", data=sent).status_code == 303
    with app.app_context():
        port = db.session.query(Side).filter_by(code="ports").one()
        assert (port.main_name, port.names_by_language) == ("Ports", {"fr": "Ports maritimes"})
    for language, name in (("fr", "Ports maritimes"), ("en", "Ports")):
        headers = {"Accept-Language": language}
        for page in ("/organisations/", "/organisations/new", "/lists/sides"):
            assert f">{name}</" in client.get(page, headers=headers).text
    place = f"/lists/sides/{port.id}"
    assert 'value="Ports maritimes"' in client.get(place, headers={"Accept-Language": "fr"}).text
    assert 'value="Ports"' in client.get(place, headers={"Accept-Language": "fr"}).text
    taken = client.post("/lists/sides", data={**sent, "name": "PORTS MARITIMES", "name_in_fr": ""})
    assert taken.status_code == 422  # a file of institutions would mean two
    with app.test_request_context():
        known = imports.words(("en", "fr")).lists["sides"]
        assert known["ports maritimes"] == known["ports"] == {port.id}
    assert client.post(place, data={**sent, "name_in_fr": ""}).status_code == 303
    with app.app_context():
        assert db.session.get_one(Side, port.id).names_by_language == {}


def test_what_a_list_asks_besides_the_name_is_asked_and_kept(client, app):
    wrong = client.post("/lists/chain-roles", data={"name": "Packer"}, headers=HTMX)
    assert wrong.status_code == 422
    assert 'value="Packer"' in wrong.text
    assert (
        client.post("/lists/chain-roles", data={"name": "Packer", "part": "x"}).status_code == 422
    )
    data = {"name": "Packer", "part": "movers"}
    assert client.post("/lists/chain-roles", data=data).status_code == 303
    with app.app_context():
        packer = db.session.query(ChainRole).filter_by(code="packer").one()
        assert packer.part.value == "movers"
    page = client.get(f"/lists/chain-roles/{packer.id}").text
    assert '<option selected value="movers">' in page


def test_a_wrong_entry_is_told_and_kept(client, app):
    answer = client.post("/lists/sectors", data={"name": "TOURISM"})
    assert answer.status_code == 422
    assert "The list has" in answer.text
    assert 'value="TOURISM"' in answer.text
    built_in = entry(app, "Tourism")
    answer = client.post(f"/lists/sectors/{built_in.id}", data={"name": "Travel"})
    assert answer.status_code == 422
    assert "keeps its name" in answer.text
    assert client.post("/lists/sectors/9999/up").status_code == 404


def test_only_administrators_extend_the_lists(client_for, make_person, app):
    client = client_for(make_person())
    assert client.get("/lists/").status_code == 403
    assert client.post("/lists/sectors", data={"name": "Olives"}).status_code == 403
    assert entry(app, "Olives") is None


def test_the_page_of_lists_asks_as_often_for_many_entries_as_for_few(client, count_queries):
    def asked():
        with count_queries() as seen:
            assert client.get("/lists/sectors").status_code == 200
        return len(seen)

    few = asked()
    for number in range(30):
        client.post("/lists/sectors", data={"name": f"Sector {number}"})
    assert asked() == few


def test_another_feature_brings_its_list_with_yes_and_no(client, app):
    data = {"name": "Border council", "may_be_top": "y", "purpose": "neither"}
    unknown = client.post("/lists/body-kinds", data=data)
    assert unknown.status_code == 422
    assert 'value="Border council"' in unknown.text
    data["purpose"] = "solutions"
    assert client.post("/lists/body-kinds", data=data).status_code == 303
    with app.app_context():
        council = db.session.query(BodyKind).filter_by(code="border_council").one()
        assert (council.may_be_top, council.is_time_boxed) == (True, False)
        assert council.purpose is Purpose.SOLUTIONS
    assert client.get(f"/lists/body-kinds/{council.id}").text.count(" checked") == 1
    assert "Kinds of body" in client.get("/lists/").text
