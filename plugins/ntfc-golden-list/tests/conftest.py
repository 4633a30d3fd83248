"""The site of the tests has the plugin on. The fixtures are those of `ntfc.testing`."""

import pytest


@pytest.fixture
def plugins_on():
    return ("golden_list",)
