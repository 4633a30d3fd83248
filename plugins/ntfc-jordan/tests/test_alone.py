"""The pack where programmes of trusted traders are not on: it works, and says what is lacking."""

from importlib.metadata import requires

import pytest
from ntfc_jordan.data import told

from ntfc.permissions import Role


@pytest.fixture
def settings():
    return {"plugins": ("jordan",)}


@pytest.fixture
def with_tables_of():
    return ("jordan",)


@pytest.mark.database("sqlite")
def test_what_is_lacking_is_said_and_the_council_is_started_all_the_same(client_for):
    chief = client_for(Role.ADMINISTRATOR)
    page = chief.get("/x/jordan/").text
    lacking = "“Trusted traders” is not on. An administrator turns it on first."
    assert lacking in page
    assert "Begin the Golden List" not in page
    refused = chief.post("/x/jordan/golden-list")
    assert refused.status_code == 409
    assert lacking in refused.text
    council = {"name": told("council")["name"]["en"], "place": ""}
    assert chief.post("/x/jordan/council", data=council).status_code == 303


def test_it_is_installed_with_both_programmes_that_it_stands_on():
    assert {"ntfc-golden-list", "ntfc-client-coordinators"} <= set(requires("ntfc-jordan"))
