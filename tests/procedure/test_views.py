from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask_babel import force_locale

from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.permissions import SYSTEM, Role
from ntfc.procedure import queries, service
from ntfc.procedure.models import CadenceKind, Procedure
from ntfc.procedure.rules import read_back
from ntfc.transaction import unit_of_work

PLAIN = {
    "seen": "0",
    "cadence": "per_year",
    "cadence_n": "4",
    "notice_days": "9",
    "agenda_release": "chair",
    "late_items": "chairs_decide",
    "chair_model": "two",
    "substitution": "none",
    "outcome": "consensus",
    "may_adopt": "y",
    "terms_id": "0",
}


@pytest.fixture
def body_id(make_body):
    return make_body()


@pytest.fixture
def secretary(client_for, seat, body_id):
    return client_for(seat(body_id, Role.SECRETARY))


def kept(app, body_id):
    with app.app_context():
        draft = queries.draft_of(db.session.get_one(Body, body_id))
        return draft and (draft.id, draft.procedure)


def test_whoever_sees_the_body_reads_how_it_works(client_for, make_person, body_id):
    answer = client_for(make_person()).get(f"/bodies/{body_id}/procedure/")
    assert answer.status_code == 200, answer.text
    assert "No quorum is asked for." in answer.text
    assert "Draft a change" not in answer.text


def test_an_administrator_reads_no_rules_of_a_restricted_body(client_for, make_person, make_body):
    number = make_body("Quiet Group", is_restricted=True)
    chief = client_for(make_person(is_administrator=True))
    page = chief.get(f"/bodies/{number}/about")
    assert page.status_code == 200
    assert f"/bodies/{number}/procedure/" not in page.text
    assert chief.get(f"/bodies/{number}/procedure/").status_code == 404


def test_a_restricted_body_is_not_found(client_for, make_person, make_body):
    number = make_body("Hidden", is_restricted=True)
    answer = client_for(make_person()).get(f"/bodies/{number}/procedure/")
    assert answer.status_code == 404
    assert "Hidden" not in answer.text


@pytest.mark.rule("R129")
def test_the_draft_form_is_neutral(secretary, body_id):
    answer = secretary.get(f"/bodies/{body_id}/procedure/draft")
    assert answer.status_code == 200, answer.text
    assert answer.text.count('<fieldset class="card">') == 7
    page = BeautifulSoup(answer.text, "html.parser")
    typed = page.select("#procedure-form input[type=number], #procedure-form input[type=text]")
    assert len(typed) > 15
    assert not any(box.get("value") for box in typed)
    offered = {field["name"]: field for field in page.select("#procedure-form [name]")}
    assert not any(offered[name].get("value") for name in ("quorum_fraction", "quorum_public"))
    assert not any(offered[name].has_attr("checked") for name in ("alternates", "proxies"))
    ways = page.select("#procedure-form [name=outcome]")
    ways = ways[0].select("option") if ways[0].name == "select" else ways
    chosen = [way["value"] for way in ways if way.has_attr("selected") or way.has_attr("checked")]
    assert (chosen, "vote" in [way["value"] for way in ways]) == (["consensus"], True)


def test_rhythm_and_chairs_may_be_left_open(app, secretary, body_id):
    url = f"/bodies/{body_id}/procedure/draft"
    page = BeautifulSoup(secretary.get(url).text, "html.parser")
    for name in ("cadence", "chair_model"):
        chosen = page.select(f"select[name={name}] option[selected]")
        assert [(option["value"], option.text) for option in chosen] == [("", "Not regulated")]
    answer = secretary.post(url, data=PLAIN | {"cadence": "", "cadence_n": "", "chair_model": ""})
    assert answer.status_code == 303, answer.text
    procedure = kept(app, body_id)[1]
    assert (procedure.cadence, procedure.chair_model) == (None, None)


def test_drafting_and_putting_in_force(app, secretary, body_id):
    url = f"/bodies/{body_id}/procedure/"
    answer = secretary.post(f"{url}draft", data=PLAIN)
    assert answer.status_code == 303, answer.text
    number, procedure = kept(app, body_id)
    assert (procedure.cadence, procedure.cadence_n) == (CadenceKind.PER_YEAR, 4)
    page = secretary.get(answer.location)
    assert "What the draft changes" in page.text
    assert "Notice is sent 9 days before the meeting." in page.text
    done = secretary.post(f"/procedure/{number}/in-force", data={"valid_from": "2026-07-13"})
    assert done.status_code == 303, done.text
    assert "Notice is sent 9 days before the meeting." in secretary.get(url).text
    assert kept(app, body_id) is None


def test_what_is_wrong_is_told_and_kept(app, secretary, body_id):
    typed = {**PLAIN, "quorum_fraction": "most", "further": "Papers are numbered."}
    answer = secretary.post(f"/bodies/{body_id}/procedure/draft", data=typed)
    assert answer.status_code == 422
    assert "“most” is not a share." in answer.text
    assert "Papers are numbered." in answer.text
    fragment = secretary.post(
        f"/bodies/{body_id}/procedure/draft", data=typed, headers={"HX-Request": "true"}
    )
    assert fragment.status_code == 422
    assert fragment.text.lstrip().startswith('<div id="procedure-form"')
    assert kept(app, body_id) is None


def test_contradictions_are_told_and_kept(secretary, body_id):
    typed = {**PLAIN, "urgent_notice_days": "20"}
    answer = secretary.post(f"/bodies/{body_id}/procedure/draft", data=typed)
    assert answer.status_code == 422
    assert "must be shorter than the ordinary notice" in answer.text
    assert 'value="20"' in answer.text


def test_two_editors_see_both_texts(secretary, body_id):
    url = f"/bodies/{body_id}/procedure/draft"
    secretary.post(url, data=PLAIN)
    late = secretary.post(url, data={**PLAIN, "notice_days": "5", "seen": "0"})
    assert late.status_code == 409
    assert "Notice is sent 9 days before the meeting." in late.text
    assert "Notice is sent 5 days before the meeting." in late.text
    again = secretary.post(url, data={**PLAIN, "notice_days": "5", "seen": "1"})
    assert again.status_code == 303


def test_a_member_reads_the_draft_but_changes_nothing(app, client_for, seat, secretary, body_id):
    secretary.post(f"/bodies/{body_id}/procedure/draft", data=PLAIN)
    number, _procedure = kept(app, body_id)
    member = client_for(seat(body_id, name="Karim Aziz"))
    page = member.get(f"/procedure/{number}")
    assert page.status_code == 200
    assert "Put these rules in force" not in page.text
    assert member.post(f"/procedure/{number}/in-force").status_code == 403
    assert member.post(f"/procedure/{number}/discard").status_code == 403
    assert member.get(f"/bodies/{body_id}/procedure/draft").status_code == 403


def test_a_draft_is_hidden_from_others(app, client_for, make_person, secretary, body_id):
    secretary.post(f"/bodies/{body_id}/procedure/draft", data=PLAIN)
    number, _procedure = kept(app, body_id)
    stranger = client_for(make_person())
    assert stranger.get(f"/procedure/{number}").status_code == 404
    assert "Read the draft" not in stranger.get(f"/bodies/{body_id}/procedure/").text


def test_a_day_is_needed_and_a_late_day_refused(app, secretary, body_id):
    url = f"/bodies/{body_id}/procedure/draft"
    with app.app_context(), unit_of_work():
        body = db.session.get_one(Body, body_id)
        first = date(2026, 7, 13)
        service.lay_down(body, procedure=Procedure(), valid_from=first, actor=SYSTEM, now=now())
    secretary.post(url, data=PLAIN)
    number, _procedure = kept(app, body_id)
    assert secretary.post(f"/procedure/{number}/in-force", data={}).status_code == 422
    refused = secretary.post(f"/procedure/{number}/in-force", data={"valid_from": "2026-07-13"})
    assert refused.status_code == 409
    assert "July 13, 2026" in refused.text


def test_a_draft_is_dropped(app, secretary, body_id):
    secretary.post(f"/bodies/{body_id}/procedure/draft", data=PLAIN)
    number, _procedure = kept(app, body_id)
    assert secretary.post(f"/procedure/{number}/discard").status_code == 303
    assert kept(app, body_id) is None


def test_the_page_costs_the_same_with_many_versions(
    app, client_for, make_person, body_id, count_queries
):
    client = client_for(make_person())

    def cost():
        with count_queries() as seen:
            assert client.get(f"/bodies/{body_id}/procedure/").status_code == 200
        return len(seen)

    before = cost()
    with app.app_context(), unit_of_work():
        body = db.session.get_one(Body, body_id)
        for month in range(1, 13):
            day = date(2020, month, 1)
            service.lay_down(body, procedure=Procedure(), valid_from=day, actor=SYSTEM, now=now())
    assert cost() == before


def test_languages_are_named_in_the_language_of_the_reader(app):
    procedure = Procedure(languages=("ar", "en", "x-none"))
    with app.app_context():
        for reader, told in (
            ("en", "The body works in: Arabic, English, and x-none."),
            (
                "fr",
                "L’instance travaille dans les langues suivantes\xa0: arabe, anglais et x-none.",
            ),
        ):
            with force_locale(reader):
                assert told in [str(sentence.text) for sentence in read_back(procedure, {})]
