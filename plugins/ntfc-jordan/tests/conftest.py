"""The site of the tests has the pack on, and the programmes of trusted traders with it."""

import os

import pytest

from ntfc.testing.databases import SERVER_VARIABLE


def pytest_generate_tests(metafunc):
    """Run each test that touches a database on a server, too, where one is named."""
    if "database" in metafunc.fixturenames:
        kinds = ["sqlite", *(["postgresql"] if SERVER_VARIABLE in os.environ else [])]
        marked = metafunc.definition.get_closest_marker("database")
        metafunc.parametrize("database", marked.args if marked else kinds)


@pytest.fixture
def settings():
    return {"plugins": ("golden_list", "jordan")}


@pytest.fixture
def with_tables_of():
    return ("golden_list", "jordan")
