"""Modules that lie beside the program in a checkout are on in its demonstration."""

import pytest

from ntfc.demo.making import install_modules
from ntfc.plugins.installed import inventory


@pytest.mark.database("sqlite")
def test_all_are_installed_at_once_and_one_that_does_not_fit_is_named_and_left_out(config, wheels):
    told = []
    install_modules(
        config, [wheels[name] / "pyproject.toml" for name in ("good", "typo")], told.append
    )
    assert told[0] == "Installing modules: ntfc_sample_good, ntfc_sample_typo"
    assert told[1].startswith("Nothing was installed. typo: ")
    assert len(told) == 2
    known = inventory(config)
    assert set(known.plugins) == known.on == {"good"}
    assert known.generation.number == 1
