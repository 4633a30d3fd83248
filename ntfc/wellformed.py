"""What is wrong with the value of a setting: nothing, or a phrase that says how it must be.

Each phrase stands after the name of the setting: “NTFC_PORT must be between 1 and 65535”.
"""

import difflib
import ipaddress
import re
from collections.abc import Iterable
from email.utils import getaddresses
from urllib.parse import SplitResult, urlsplit
from zoneinfo import available_timezones

from babel.localedata import locale_identifiers

from ntfc import countries

DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")
DATABASE = (
    "must be like postgresql+psycopg://name:word@host/database or sqlite:////folder/ntfc.db, "
    "or empty for SQLite in the instance folder"
)
LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")  # of a name such as ntfc.example.org
ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+")
SHORTEST_KEY = 32


def time_zone(name: str) -> str | None:
    if name in available_timezones():
        return None
    places = {zone.rpartition("/")[2].casefold(): zone for zone in sorted(available_timezones())}
    near = _near(name.rpartition("/")[2].casefold().replace(" ", "_"), places)
    hint = f"; did you mean {places[near]}?" if near else ""
    return f"must be the name of a time zone, such as Asia/Amman{hint}"


def languages(codes: tuple[str, ...]) -> str | None:
    if not codes:
        return "must name at least one language"
    unknown = [code for code in codes if code not in locale_identifiers()]
    if not unknown:
        return None
    known = {code.casefold(): code for code in locale_identifiers()}
    near = known.get(unknown[0].replace("-", "_").casefold())
    hint = f" (write {near})" if near else ""
    return f"must name languages such as en or pt_BR, not {', '.join(unknown)}{hint}"


def country(code: str) -> str | None:
    names = countries.names("en")
    if not code or code in names:
        return None
    by_name = {name.casefold(): known for known, name in names.items()}
    meant = code.upper() if code.upper() in names else by_name.get(code.casefold())
    hint = f": write {meant} for {names[meant]}" if meant else ", such as JO for Jordan"
    return f"must be the two letters of a country{hint}"


def _near(word: str, known: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), None)


def port(number: int) -> str | None:
    return None if 0 < number < 65536 else "must be between 1 and 65535"


def positive(number: int) -> str | None:
    return None if number > 0 else "must be greater than zero"


def not_negative(number: int) -> str | None:
    return None if number >= 0 else "must not be negative"


def not_empty(text: str) -> str | None:
    return None if text else "must not be empty; leave the setting out for the usual one"


def key(text: str) -> str | None:
    if not text or len(text) >= SHORTEST_KEY:
        return None
    return (
        f"is too short to be safe: leave it out, or give at least {SHORTEST_KEY} signs that nobody "
        'can guess, such as from: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
    )


def database(text: str) -> str | None:
    if not text:
        return None
    from sqlalchemy.engine import make_url  # noqa: PLC0415  -- `ntfc demo` starts without it
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        return DATABASE
    if url.drivername not in DRIVERS:
        return f"names a database that this site cannot use ({url.drivername}): it {DATABASE}"
    if not url.database or url.database == ":memory:":
        return f"names no database: it {DATABASE}"
    return None


def _split(text: str) -> SplitResult | None:
    """Return the parts of an address; None when its host or port cannot be one."""
    try:
        parts = urlsplit(text)
        good = _is_host(parts.hostname or "") and parts.port != 0
    except ValueError:
        return None
    return parts if good else None


def _is_host(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        labels = name.removesuffix(".").split(".")
        return len(name) < 254 and all(LABEL.fullmatch(label) for label in labels)
    return True


def web_address(text: str) -> str | None:
    if not text:
        return None
    parts = _split(text)
    if parts is None or parts.scheme not in ("http", "https"):
        return (
            "must begin with http:// or https:// and name a host, such as https://ntfc.example.org"
        )
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        return "must end after the host (and port), such as https://ntfc.example.org"
    return None


def host(text: str) -> str | None:
    if _is_host(text):
        return None
    return "must be a name or number of this machine, such as 127.0.0.1 or 0.0.0.0, without a port"


def mail_server(text: str) -> str | None:
    if not text:
        return None
    parts = _split(text)
    if parts is None or parts.scheme not in ("smtp", "smtps") or parts.path.strip("/"):
        return (
            "must begin with smtp:// or smtps://, name a host and may name a port between 1 and "
            "65535, such as smtp://name:word@mail.example.org:587 (in the name and the word, "
            "write %40 for @, %3A for : and %2F for /)"
        )
    return None


def mailbox(text: str) -> str | None:
    if not text:
        return None
    found = getaddresses([text])
    if len(found) == 1 and ADDRESS.fullmatch(found[0][1]) and text.isprintable():
        return None
    return "must be one address, such as Secretariat <desk@example.org>"
