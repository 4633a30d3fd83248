import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.founding import views
from ntfc.founding.models import Suggestion
from ntfc.library import catalogue
from ntfc.texts import fold


@pytest.fixture
def administrator(make_person, client_for):
    return client_for(make_person("Root", is_administrator=True))


def test_the_library_is_found_by_words_country_and_kind(client_for, make_person):
    client = client_for(make_person())
    assert "138 mechanisms" in client.get("/library/").text
    found = client.get("/library/?country=US&q=interagency").text
    assert "BIEC" in found
    assert "COAC" not in found
    assert "No mechanism fits" in client.get("/library/?q=zzzzzz").text
    assert client.get("/library/?kind=rubbish&level=none").status_code == 200


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_library_stands_in_the_order_of_the_names_that_readers_see(
    client_for, make_person, monkeypatch, code
):
    monkeypatch.setattr(views, "language", lambda: code)
    page = BeautifulSoup(client_for(make_person()).get("/library/").text, "html.parser")
    shown = [cell.text for cell in page.select("#entry-table tbody td:nth-of-type(1)")]
    regions = {str(name) for name in catalogue.regions()}
    homes = [name for name in shown if name not in regions]
    assert len(homes) > 100
    assert shown[: len(homes)] == homes
    assert set(shown[len(homes) :]) == regions
    assert [fold(name) for name in homes] == sorted(fold(name) for name in homes)


def test_an_entry_tells_its_facts_and_its_source(client_for, make_person):
    page = client_for(make_person()).get("/library/usa-coac").text
    assert "20 industry members" in page
    assert "Annex II, row United States" in page
    assert "Start a body from this" not in page


def test_an_unknown_entry_is_not_found(client_for, make_person):
    assert client_for(make_person()).get("/library/nowhere").status_code == 404


def test_a_body_is_started_from_an_entry(app, administrator):
    page = administrator.get("/library/usa-biec/start").text
    assert "Risk Management" in page
    typed = {"name": "Border council", "parent_id": "", "parts": ["Risk Management"]}
    answer = administrator.post("/library/usa-biec/start", data=typed)
    assert answer.status_code == 303
    with app.app_context():
        names = db.session.scalars(select(Body.name).order_by(Body.id)).all()
    assert names == ["Border council", "Risk Management"]
    assert "Border council" in administrator.get(answer.location).text


def test_what_was_typed_stays_when_something_is_missing(administrator):
    typed = {"name": "Advisers", "parent_id": "", "starts_on": ""}
    answer = administrator.post("/library/usa-coac/start", data=typed)
    assert answer.status_code == 422
    assert "Advisers" in answer.text
    assert "on which day the first term starts" in answer.text


def test_who_may_start_nothing_is_told_so(client_for, make_person):
    client = client_for(make_person())
    assert client.get("/library/usa-biec/start").status_code == 403
    typed = {"name": "Border council", "parent_id": ""}
    assert client.post("/library/usa-biec/start", data=typed).status_code == 403


def test_a_place_one_may_not_start_at_is_no_choice(administrator):
    answer = administrator.post("/library/usa-biec/start", data={"name": "X", "parent_id": "999"})
    assert answer.status_code == 422


def test_suggestions_wait_on_the_page_of_the_body_for_its_office(
    app, administrator, client_for, make_person
):
    typed = {"name": "Border council", "parent_id": ""}
    url = administrator.post("/library/usa-biec/start", data=typed).location
    assert "47 federal departments" not in administrator.get(url).text
    with app.app_context():
        suggestion = db.session.scalars(select(Suggestion.id)).first()
    assert administrator.post(f"/suggestions/{suggestion}/settle").status_code == 404
