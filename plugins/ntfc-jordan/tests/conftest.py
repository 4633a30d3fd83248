"""The site of the tests has the pack on, and the programmes of trusted traders with it."""

import pytest


@pytest.fixture
def plugins_on():
    return ("golden_list", "jordan")
