"""What the sources say of Jordan, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def told(part: str) -> Mapping[str, Any]:
    """Return one part of what is told of Jordan."""
    text = (Path(__file__).parent / "jordan.toml").read_text("utf-8")
    found: Mapping[str, Any] = tomllib.loads(text)[part]
    return found
