"""The site of the tests has the pack on, and the programmes of trusted traders with it."""

import pytest


@pytest.fixture
def settings():
    return {"plugins": ("golden_list", "jordan")}


@pytest.fixture
def with_tables_of():
    return ("golden_list", "jordan")
