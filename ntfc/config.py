"""Every setting of an instance, read once at start into one frozen object.

A setting comes from the variable NTFC_<NAME> or from the file ntfc.toml in the instance folder
(the variable wins). What is unknown or malformed is named and refused: a typing mistake in a
ministry must show at start, not as a mail that never leaves.
"""

import contextlib
import difflib
import os
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from babel.localedata import locale_identifiers

from ntfc.errors import Misconfigured

PREFIX = "NTFC_"
FOREIGN = frozenset({"NTFC_REQUIRE"})  # read by the test suite, never by the site
SECRET = frozenset({"secret_key", "database_url", "smtp_url"})  # never repeated in a message
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def setting(default: Any, about: str, check: Callable[[Any], str | None] | None = None) -> Any:
    """Declare a setting: its default, what it is for, and what is wrong with a value."""
    return field(default=default, metadata={"about": about, "check": check})


def _known_zone(name: str) -> str | None:
    return None if name in available_timezones() else "is not the name of a time zone"


def _known_languages(codes: tuple[str, ...]) -> str | None:
    if not codes:
        return "must name at least one language"
    unknown = [code for code in codes if code not in locale_identifiers()]
    return f"must name languages such as en or pt_BR, not {', '.join(unknown)}" if unknown else None


def _port(number: int) -> str | None:
    return None if 0 < number < 65536 else "must be between 1 and 65535"


def _positive(number: int) -> str | None:
    return None if number > 0 else "must be greater than zero"


def _not_negative(number: int) -> str | None:
    return None if number >= 0 else "must not be negative"


def _web_address(text: str) -> str | None:
    good = not text or text.startswith(("http://", "https://"))
    return None if good else "must begin with http:// or https://"


def _smtp(text: str) -> str | None:
    good = not text or text.startswith(("smtp://", "smtps://"))
    return None if good else "must begin with smtp:// or smtps://"


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one instance."""

    instance: Path
    database_url: str = setting("", "SQLAlchemy URL; empty means SQLite in the instance folder")
    secret_key: str = setting("", "signs sessions; empty means the file secret.key is used")
    site_name: str = setting("Trade Facilitation Committee", "name shown on every page")
    country: str = setting("", "ISO 3166 code of the country whose holidays count, such as JO")
    languages: tuple[str, ...] = setting(
        ("en",), "codes of the languages offered", _known_languages
    )
    time_zone: str = setting("UTC", "time zone of the site, such as Asia/Amman", _known_zone)
    base_url: str = setting("", "public address of the site, used in mails", _web_address)
    host: str = setting("127.0.0.1", "address on which the site listens")
    port: int = setting(8000, "port on which the site listens", _port)
    web_workers: int = setting(2, "number of web processes", _positive)
    web_threads: int = setting(4, "threads of each web process", _positive)
    trusted_proxies: int = setting(0, "how many proxies stand before the site", _not_negative)
    https_only: bool = setting(False, "send cookies over TLS only; set it behind TLS")
    smtp_url: str = setting("", "mail server, such as smtp://name:word@host:587", _smtp)
    mail_from: str = setting("", "sender of mails; needed with smtp_url")
    max_upload_mb: int = setting(20, "largest file accepted, in megabytes", _positive)
    plugin_check_seconds: int = setting(60, "how long trying a plugin may take", _positive)
    second_factor_roles: tuple[str, ...] = setting((), "roles that must use a second factor")
    demo: bool = setting(False, "a demonstration: accounts to click, mail goes nowhere")
    plugins: tuple[str, ...] = ()  # which plugins are on: read from the database by `serve`
    plugins_aside: Mapping[str, str] = field(default_factory=dict)  # on, but not loaded, and why
    plugins_folder: Path | None = None  # the generation in use
    testing: bool = False

    @property
    def url(self) -> str:
        """Return the address of the database."""
        return self.database_url or f"sqlite:///{self.instance / 'ntfc.db'}"


SETTINGS = {spec.name: spec for spec in fields(Config) if "about" in spec.metadata}


def load(environ: Mapping[str, str] | None = None) -> Config:
    """Read the settings of the instance that NTFC_INSTANCE names (by default ./instance)."""
    environ = os.environ if environ is None else environ
    instance = Path(environ.get(f"{PREFIX}INSTANCE", "instance")).absolute()
    values = _from_file(instance / "ntfc.toml") | _from_environment(environ)
    found = Config(instance=instance, **values)
    _refuse_half_set_mail(found)
    return found


def _refuse_half_set_mail(found: Config) -> None:
    """A mail needs a sender, and its links an address that no visitor can choose."""
    if not found.smtp_url:
        return
    if "@" not in found.mail_from:
        raise Misconfigured("smtp_url needs mail_from, the sender, such as desk@example.org.")
    if not found.base_url:
        raise Misconfigured(
            "smtp_url needs base_url, the address that stands in the links of mails."
        )


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    known = {PREFIX + name.upper(): name for name in SETTINGS}
    values = {}
    for variable, text in environ.items():
        if not variable.startswith(PREFIX) or variable in FOREIGN | {f"{PREFIX}INSTANCE"}:
            continue
        if variable not in known:
            raise _unknown(variable, "the environment", list(known))
        values[known[variable]] = _checked(known[variable], text, variable)
    return values


def _from_file(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Misconfigured(f"{path} cannot be read: {error}.") from error
    for name in table:
        if name not in SETTINGS:
            raise _unknown(name, str(path), list(SETTINGS))
    return {name: _checked(name, value, f"{name} in {path}") for name, value in table.items()}


def _unknown(name: str, where: str, known: list[str]) -> Misconfigured:
    near = difflib.get_close_matches(name, known, n=1)
    hint = f"Did you mean {near[0]}?" if near else "See docs/settings.md for the list."
    return Misconfigured(f"There is no setting {name} (found in {where}). {hint}")


def _checked(name: str, raw: Any, where: str) -> Any:
    value = _parsed(raw, SETTINGS[name].default, where)
    check = SETTINGS[name].metadata["check"]
    problem = check(value) if check else None
    if problem:
        shown = "" if name in SECRET else f"; it is {raw!r}"
        raise Misconfigured(f"{where} {problem}{shown}.")
    return value


def _parsed(raw: Any, default: Any, where: str) -> Any:
    """Turn *raw*, text or TOML value, into the type of *default*."""
    if isinstance(default, bool):
        return _yes_or_no(raw, where)
    if isinstance(default, int):
        try:
            return int(str(raw))
        except ValueError:
            raise Misconfigured(f"{where} must be a whole number; it is {raw!r}.") from None
    if isinstance(default, tuple):
        parts = raw.split(",") if isinstance(raw, str) else raw
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise Misconfigured(f"{where} must be a list of texts; it is {raw!r}.")
        return tuple(part.strip() for part in parts if part.strip())
    if not isinstance(raw, str):
        raise Misconfigured(f"{where} must be a text in quotes; it is {raw!r}.")
    return raw.strip()


def _yes_or_no(raw: Any, where: str) -> bool:
    text = str(raw).strip().lower()
    if text not in TRUE + FALSE:
        raise Misconfigured(f"{where} must be yes or no; it is {raw!r}.")
    return text in TRUE


def secret(instance: Path, name: str) -> str:
    """Return the secret in the file *name*, made at first use and readable by its owner only."""
    path = instance / name
    if not path.exists():
        fresh = path.with_name(f"{name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        # A link appears whole or not at all: two processes starting at once agree on one secret.
        with contextlib.suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text("ascii").strip()
