"""Which program this is: read before there is an application, so nothing heavy is loaded for it."""

import hashlib
from functools import cache

from ntfc.paths import PACKAGE


@cache
def core_mark() -> str:
    """Return the hash of the core's code and of its lock: a verdict holds for just this core."""
    total = hashlib.sha256()
    for path in sorted([*PACKAGE.rglob("*.py"), PACKAGE / "requirements.lock"]):
        content = path.read_bytes()
        total.update(f"{path.relative_to(PACKAGE)}\n{len(content)}\n".encode() + content)
    return total.hexdigest()
