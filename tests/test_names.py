"""Names in the reader's language: in pages, queries and mails; kept and compared as they are."""

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from ntfc.committees.models import Body, NameKind
from ntfc.committees.service import add_name, remove_name
from ntfc.db import db
from ntfc.names import by_language, main_names
from ntfc.organisations.models import Organisation
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from tests.issues.conftest import make_organisation

__all__ = ["make_organisation"]

ARABIC, FRENCH = "اللجنة الوطنية", "Comité national"
CUSTOMS = "الجمارك"


@pytest.fixture
def settings():
    return {"languages": ("en", "ar", "fr"), "demo": True}


@pytest.fixture
def bilingual(app, make_body, make_organisation):
    """Return a body and an institution with names in other languages."""
    body_id, customs = make_body("National Committee"), make_organisation("Customs")
    with app.app_context(), unit_of_work():
        body = db.session.get_one(Body, body_id)
        for code, name in (("AR", ARABIC), ("fr", FRENCH), ("fr", "Comité"), ("", "Nameless")):
            add_name(body, kind=NameKind.TRANSLATION, name=name, language=code, actor=SYSTEM)
        add_name(body, kind=NameKind.FORMER, name="قديم", language="ar", actor=SYSTEM)
        organisation = db.session.get_one(Organisation, customs)
        organisation.other_name, organisation.other_language = CUSTOMS, "ar"
        organisation.names_by_language = {"ar": CUSTOMS}
    return body_id, customs


def test_of_two_names_in_one_language_the_first_counts_and_an_empty_one_never():
    assert by_language([("pt-BR", "A"), ("pt_br", "B"), ("", "C"), ("fr", "")]) == {"pt_br": "A"}


@pytest.mark.parametrize(
    ("language", "body", "customs"),
    [
        ("en", "National Committee", "Customs"),
        ("ar", ARABIC, CUSTOMS),
        ("fr", FRENCH, "Customs"),  # no French name: the main one
    ],
)
def test_a_name_is_read_in_the_readers_language_from_a_row_as_from_a_body(
    app, bilingual, language, body, customs
):
    with app.app_context(), force_locale(language):
        found = db.session.get_one(Body, bilingual[0])
        assert (found.name, found.main_name) == (body, "National Committee")
        both = (
            select(Body.id, Body.name, Organisation.name.label("who"))
            .join(Organisation, Organisation.id == bilingual[1])
            .distinct()
            .group_by(Body.id, Body.name, Organisation.id, Organisation.name)
            .order_by(Body.name)
        )
        assert db.session.execute(both).one() == (bilingual[0], body, customs)
        with main_names():
            assert found.name == "National Committee"
            assert db.session.execute(both).one().who == "Customs"


def test_a_name_taken_away_is_not_said_any_more(app, bilingual):
    with app.app_context(), unit_of_work():
        body = db.session.get_one(Body, bilingual[0])
        with force_locale("ar"):
            number = next(known.id for known in names_of(body) if known.name == ARABIC)
            remove_name(body, name_id=number, actor=SYSTEM)
            assert body.name == "National Committee"


def names_of(body):
    db.session.refresh(body, ["names"])
    return body.names


def test_who_reads_arabic_sees_arabic_names_and_changes_no_main_name_by_saving(
    app, client_for, make_person, bilingual
):
    body_id, customs = bilingual
    person = make_person("Amal Haddad", language="ar", is_administrator=True)
    client = client_for(person)
    for page, name in (
        ("/bodies/", ARABIC),
        (f"/bodies/{body_id}/", ARABIC),
        ("/organisations/", CUSTOMS),
        (f"/organisations/{customs}", CUSTOMS),
    ):
        assert name in client.get(page).text, page
    assert "National Committee" in client.get(f"/bodies/{body_id}/rename").text
    form = f"/organisations/{customs}/edit"
    assert 'value="Customs"' in client.get(form).text
    with app.app_context():
        known = db.session.get_one(Organisation, customs)
        typed = {
            "name": "Customs",
            "kind_id": known.kind_id,
            "side_id": known.side_id,
            "other_name": CUSTOMS,
            "other_language": "xx",
            "seen": known.version,
        }
    refused = client.post(form, data=typed)
    assert refused.status_code == 422
    assert f'value="{CUSTOMS}"' in refused.text  # what was typed is kept
    assert client.post(form, data={**typed, "other_language": "ar"}).status_code == 303
    with app.app_context():
        kept = db.session.get_one(Organisation, customs)
        assert (kept.main_name, kept.names_by_language) == ("Customs", {"ar": CUSTOMS})
