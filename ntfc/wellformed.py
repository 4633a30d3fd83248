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
from ntfc.terminal import _

DRIVERS = ("sqlite", "sqlite+pysqlite", "postgresql", "postgresql+psycopg")
LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)")  # of a name such as ntfc.example.org
ADDRESS = re.compile(r"[^@\s<>,;:\"]+@[^@\s<>,;:\"]+")
SHORTEST_KEY = 32


def time_zone(name: str) -> str | None:
    if name in available_timezones():
        return None
    places = {zone.rpartition("/")[2].casefold(): zone for zone in sorted(available_timezones())}
    near = _near(name.rpartition("/")[2].casefold().replace(" ", "_"), places)
    if near is None:
        return _("must be the name of a time zone, such as Asia/Amman")
    return _(
        "must be the name of a time zone, such as Asia/Amman; did you mean %(zone)s?",
        zone=places[near],
    )


def languages(codes: tuple[str, ...]) -> str | None:
    if not codes:
        return _("must name at least one language")
    unknown = [code for code in codes if code not in locale_identifiers()]
    if not unknown:
        return None
    known = {code.casefold(): code for code in locale_identifiers()}
    near = known.get(unknown[0].replace("-", "_").casefold())
    told = ", ".join(unknown)
    if near is None:
        return _("must name languages such as en or pt_BR, not %(codes)s", codes=told)
    return _(
        "must name languages such as en or pt_BR, not %(codes)s (write %(near)s)",
        codes=told,
        near=near,
    )


def country(code: str) -> str | None:
    names = countries.names("en")
    if not code or code in names:
        return None
    by_name = {name.casefold(): known for known, name in names.items()}
    meant = code.upper() if code.upper() in names else by_name.get(code.casefold())
    if meant is None:
        return _("must be the two letters of a country, such as JO for Jordan")
    return _(
        "must be the two letters of a country: write %(code)s for %(country)s",
        code=meant,
        country=names[meant],
    )


def _near(word: str, known: Iterable[str]) -> str | None:
    return next(iter(difflib.get_close_matches(word, list(known), n=1)), None)


def port(number: int) -> str | None:
    return None if 0 < number < 65536 else _("must be between 1 and 65535")


def positive(number: int) -> str | None:
    return None if number > 0 else _("must be greater than zero")


def not_negative(number: int) -> str | None:
    return None if number >= 0 else _("must not be negative")


def not_empty(text: str) -> str | None:
    return None if text else _("must not be empty; leave the setting out for the usual one")


def key(text: str) -> str | None:
    if not text or len(text) >= SHORTEST_KEY:
        return None
    return _(
        "is too short to be safe: leave it out, or give at least %(least)d signs that nobody can "
        "guess, such as from: %(command)s",
        least=SHORTEST_KEY,
        command='python3 -c "import secrets; print(secrets.token_urlsafe(48))"',
    )


def database(text: str) -> str | None:
    if not text:
        return None
    from sqlalchemy.engine import make_url  # noqa: PLC0415  -- `ntfc demo` starts without it
    from sqlalchemy.exc import ArgumentError  # noqa: PLC0415

    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        return _database_is_like()
    if url.drivername not in DRIVERS:
        return _(
            "names a database that this site cannot use (%(driver)s): it %(how)s",
            driver=url.drivername,
            how=_database_is_like(),
        )
    if not url.database or url.database == ":memory:":
        return _("names no database: it %(how)s", how=_database_is_like())
    return None


def _database_is_like() -> str:
    return _(
        "must be like postgresql+psycopg://name:word@host/database or sqlite:////folder/ntfc.db, "
        "or empty for SQLite in the instance folder"
    )


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
        return _(
            "must begin with http:// or https:// and name a host, such as https://ntfc.example.org"
        )
    if parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        return _("must end after the host (and port), such as https://ntfc.example.org")
    return None


def host(text: str) -> str | None:
    if _is_host(text):
        return None
    return _(
        "must be a name or number of this machine, such as 127.0.0.1 or 0.0.0.0, without a port"
    )


def mail_server(text: str) -> str | None:
    if not text:
        return None
    parts = _split(text)
    if parts is None or parts.scheme not in ("smtp", "smtps") or parts.path.strip("/"):
        return _(
            "must begin with smtp:// or smtps://, name a host and may name a port between 1 and "
            "65535, such as smtp://name:word@mail.example.org:587 (in the name and the word, "
            "write %(at)s for @, %(colon)s for : and %(slash)s for /)",
            at="%40",
            colon="%3A",
            slash="%2F",
        )
    return None


def mailbox(text: str) -> str | None:
    if not text:
        return None
    found = getaddresses([text])
    if len(found) == 1 and ADDRESS.fullmatch(found[0][1]) and text.isprintable():
        return None
    return _("must be one address, such as Secretariat <desk@example.org>")
