"""Passwords as they are stored and compared. Slow on purpose: never call this while writing."""

import base64
import gzip
import secrets
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# 32 MiB and two passes: above the least that OWASP names (19 MiB), and eight people signing in at
# the same moment still fit in the memory of a small server.
HASHER = PasswordHasher(time_cost=2, memory_cost=32 * 1024, parallelism=1)
COMMON = Path(__file__).parents[1] / "common_passwords.txt.gz"


def prepared(password: str) -> str:
    """Return one form for what keyboards of different systems write differently (accents)."""
    return unicodedata.normalize("NFKC", password)


def hash_of(password: str) -> str:
    """Return what is stored of a password."""
    return HASHER.hash(prepared(password))


def fits(stored: str | None, password: str) -> bool:
    """Tell whether *password* is the one stored; without one, work just as long and say no."""
    try:
        right = HASHER.verify(stored or _nobody(), prepared(password))
    except (VerificationError, InvalidHashError):
        return False
    return right and stored is not None


@dataclass(frozen=True)
class Proof:
    """That a password was right: what was stored then, and what to store now if it is outdated."""

    stored: str
    renewed: str = ""


def prove(stored: str | None, password: str) -> Proof | None:
    """Return the proof that *password* is right; None, after the same work, if it is not."""
    if not fits(stored, password) or stored is None:
        return None
    return Proof(stored, hash_of(password) if is_outdated(stored) else "")


def is_outdated(stored: str) -> bool:
    """Tell whether *stored* was made with other parameters than those of today."""
    return HASHER.check_needs_rehash(stored)


@cache
def _nobody() -> str:
    """Return what stands for accounts that do not exist: no password fits, all the work is done."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32)
    )
    cost = f"m={HASHER.memory_cost},t={HASHER.time_cost},p={HASHER.parallelism}"
    return f"$argon2id$v=19${cost}${salt}${digest}"


@cache
def common() -> frozenset[str]:
    """Return the passwords that people choose most often, in lower case."""
    return frozenset(gzip.decompress(COMMON.read_bytes()).decode().split("\n")) - {""}
