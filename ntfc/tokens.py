"""Secrets that travel in an address or a cookie: made, recognised, never stored as they are."""

import hashlib
import re
import secrets

BYTES = 32  # 256 bits: nobody finds one by trying
IN_ADDRESS = re.compile(r"(/(?:l|set-up|feed)/)[^/?#\s]+")


def new() -> str:
    """Return a fresh secret that may stand in an address."""
    return secrets.token_urlsafe(BYTES)


def hash_of(token: str) -> str:
    """Return what is stored of a token: enough to recognise it, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def without_tokens(line: str) -> str:
    """Return a line of a log with the tokens of one-time links cut out."""
    return IN_ADDRESS.sub(r"\1…", line)
