"""Compiles the translations when the package is built, so that whoever installs it needs no checkout."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # a build knows its own tools only

from ntfc.catalogues import compile_stale  # noqa: E402  -- the line above finds it


class Translations(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that hatchling calls before it packs."""

    def initialize(self, _version: str, _build_data: dict[str, Any]) -> None:
        """Compile what is not compiled yet."""
        compile_stale(ROOT / "ntfc" / "translations")
