import re

import pseudo
import pytest
from flask_babel import force_locale
from sqlalchemy import select
from test_i18n import untranslated

from ntfc.committees.models import BodyKind
from ntfc.committees.rules import words
from ntfc.db import db
from ntfc.permissions import Role
from tests.committees.test_views import PAGES

WRAPPED = re.compile("⟦ب [^⟦⟧]*⟧")


@pytest.fixture
def settings(config):
    """The site in the made-up language that runs from right to left."""
    pseudo.install(config.instance)
    return {"languages": (pseudo.CODE, "en"), "site_name": pseudo.wrap("Site")}


@pytest.mark.parametrize("page", PAGES)
def test_no_page_of_bodies_leaves_a_text_behind(
    client_for, make_person, make_body, make_organisation, seat, page
):
    person = make_person("Amal Haddad", language=pseudo.CODE, is_administrator=True)
    body = make_body()
    seat(person, body, Role.SECRETARY)
    client = client_for(person)
    client.post("/bodies/1/contacts", data={"person_id": person, "camp": "public", "note": "x"})
    client.post("/bodies/1/terms/new", data={"starts_on": "2025-01-01", "ends_on": "2199-01-01"})
    client.post("/bodies/1/priorities", data={"text": "Fast", "named_by_id": make_organisation()})
    client.post("/bodies/1/setup/begin")
    html = client.get(page).text
    assert "<h1>" in html
    assert [text for text in map(rest, untranslated(html)) if text] == []


def rest(text):
    """What is left of a text without its translated parts, one perhaps inside another."""
    for _depth in range(3):
        text = WRAPPED.sub("", text)
    return (
        text.strip(" ·").removeprefix("National Trade Committee").strip(" ·")
    )  # typed, in the title


@pytest.mark.usefixtures("work")
def test_what_the_site_ships_in_its_list_of_kinds_can_be_translated():
    shipped = db.session.scalars(select(BodyKind).where(BodyKind.is_built_in))
    with force_locale("en"):
        known = {str(name): str(about) for name, about in words.BUILT_IN_KINDS.items()}
    assert {kind.name: kind.about for kind in shipped} == known
