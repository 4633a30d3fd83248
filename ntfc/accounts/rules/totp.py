"""Codes of the second factor: six digits that change every half minute (RFC 6238)."""

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime
from urllib.parse import quote, urlencode

DIGITS, PERIOD, DRIFT = 6, 30, 1


def new_secret() -> str:
    """Return a fresh key, as the apps on telephones take it: 160 bits in base 32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def step_of(moment: datetime) -> int:
    """Return the number of the half minute that *moment* lies in."""
    return int(moment.timestamp()) // PERIOD


def code_at(secret: str, step: int, digits: int = DIGITS) -> str:
    """Return the code that belongs to a half minute."""
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1)
    start = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**digits:0{digits}d}"


def matching_step(secret: str, typed: str, moment: datetime) -> int | None:
    """Return the half minute whose code was typed: this one, or one beside it for slow clocks."""
    now = step_of(moment)
    found = None
    for step in range(now - DRIFT, now + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step).encode(), typed.encode()):
            found = step
    return found


def address_of(secret: str, account: str, site: str) -> str:
    """Return what the QR picture says to the app."""
    issuer = site.replace(":", " ")
    label = quote(f"{issuer}:{account}")
    options = {"secret": secret, "issuer": issuer, "digits": DIGITS, "period": PERIOD}
    return f"otpauth://totp/{label}?{urlencode(options, quote_via=quote)}"
