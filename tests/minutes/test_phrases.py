"""Phrases of one's own: of a body, and for all bodies."""

from ntfc.db import db
from ntfc.minutes.models import OwnPhrase
from ntfc.permissions import Role

LAST = "The records of _____ were read out."


def test_what_is_typed_badly_comes_back_with_a_sentence(way, committee, client_for):
    client, url = client_for(way.secretary), f"/bodies/{committee}/phrases"
    answer = client.post(url, data={"title": " ", "text": LAST})
    assert answer.status_code == 422
    assert LAST in answer.text
    assert client.post(url, data={"title": "x" * 121, "text": LAST}).status_code == 422
    assert client.post(url, data={"title": "Read out", "text": LAST}).status_code == 303
    twin = client.post(url, data={"title": "READ OUT", "text": "Again"})
    assert "There is a phrase of this title already." in twin.text
    assert "Again" in twin.text


def test_phrases_stand_behind_the_built_in_ones_until_they_are_retired(
    app, way, committee, client_for, make_person, make_body, seat
):
    office, section = client_for(way.secretary), f"/minutes/sections/{way.section_id}/phrases"
    site = client_for(make_person("Nour Haddad", is_administrator=True))
    elsewhere = client_for(seat(make_body(), Role.SECRETARY, "Lina Aziz"))
    kept = {"title": "Read out", "text": LAST}
    assert office.post(f"/bodies/{committee}/phrases", data=kept).status_code == 303
    for_all = {"title": "Thanks", "text": "The chair thanked <b>all</b>."}
    assert site.post("/minutes/phrases", data=for_all).status_code == 303
    assert office.post("/minutes/phrases", data=for_all).status_code == 404
    with app.app_context():
        own, common = db.session.query(OwnPhrase).order_by(OwnPhrase.id)
    for client, phrase in ((elsewhere, own), (office, common)):
        data = {"title": "Mine", "text": "Mine"}
        assert client.post(f"/phrases/{phrase.id}", data=data).status_code in (403, 404)
        assert client.post(f"/phrases/{phrase.id}/retire").status_code in (403, 404)
    page = office.get(section).text
    assert page.index("Closing") < page.index("Read out") < page.index("Thanks")
    assert office.post(section, data={"phrase": f"own:{own.id}"}).status_code == 303
    office.post(section, data={"phrase": f"own:{common.id}"})
    changed = {"title": "Read", "text": "Nothing was read out."}
    assert office.post(f"/phrases/{own.id}", data=changed).status_code == 303
    record = office.get(f"/minutes/{way.minutes_id}/").text
    assert LAST in record
    assert "&lt;b&gt;all" in record
    assert office.post(f"/phrases/{own.id}/retire").status_code == 303
    assert office.post(section, data={"phrase": f"own:{own.id}"}).status_code == 422
    assert "offered no longer" in office.post(f"/phrases/{own.id}", data=changed).text
