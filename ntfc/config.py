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
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ntfc import catalogues, wellformed
from ntfc.errors import Misconfigured, with_words_of
from ntfc.terminal import _, ngettext

PREFIX = "NTFC_"
FOREIGN = frozenset({"NTFC_REQUIRE"})  # read by the test suite, never by the site
SECRET = frozenset({"secret_key", "database_url", "smtp_url"})  # never repeated in a message
TRUE, FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")


def setting(default: Any, about: str, check: Callable[[Any], str | None] | None = None) -> Any:
    """Declare a setting: its default, what it is for, and what is wrong with a value."""
    return field(default=default, metadata={"about": about, "check": check})


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one instance."""

    instance: Path
    database_url: str = setting(
        "", "SQLAlchemy URL; empty means SQLite in the instance folder", wellformed.database
    )
    secret_key: str = setting(
        "", "signs sessions; empty means the file secret.key is used", wellformed.key
    )
    site_name: str = setting(
        "Trade Facilitation Committee", "name shown on every page", wellformed.not_empty
    )
    country: str = setting(
        "", "ISO 3166 code of the country whose holidays count, such as JO", wellformed.country
    )
    languages: tuple[str, ...] = setting(
        ("en",), "codes of the languages offered", wellformed.languages
    )
    time_zone: str = setting(
        "UTC", "time zone of the site, such as Asia/Amman", wellformed.time_zone
    )
    base_url: str = setting("", "public address of the site, used in mails", wellformed.web_address)
    host: str = setting("127.0.0.1", "address on which the site listens", wellformed.host)
    port: int = setting(8000, "port on which the site listens", wellformed.port)
    web_workers: int = setting(2, "number of web processes", wellformed.positive)
    web_threads: int = setting(4, "threads of each web process", wellformed.positive)
    trusted_proxies: int = setting(
        0, "how many proxies stand before the site", wellformed.not_negative
    )
    https_only: bool = setting(
        False, "send cookies over TLS only; yes by itself where base_url begins with https://"
    )
    smtp_url: str = setting(
        "", "mail server, such as smtp://name:word@host:587", wellformed.mail_server
    )
    mail_from: str = setting("", "sender of mails; needed with smtp_url", wellformed.mailbox)
    max_upload_mb: int = setting(20, "largest file accepted, in megabytes", wellformed.positive)
    plugin_check_seconds: int = setting(
        60, "how long trying a plugin may take", wellformed.positive
    )
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

    @property
    def trusted_hosts(self) -> list[str] | None:
        """Return under which host the site answers; None for any, while base_url is not set."""
        host = urlsplit(self.base_url).hostname
        return [host] if host else None


SETTINGS = {spec.name: spec for spec in fields(Config) if "about" in spec.metadata}


def load(environ: Mapping[str, str] | None = None) -> Config:
    """Read the settings of the instance that NTFC_INSTANCE names (by default ./instance).

    All that is wrong is told at once: who sets a site up corrects it in one go.
    """
    environ = os.environ if environ is None else environ
    instance = Path(environ.get(f"{PREFIX}INSTANCE", "instance")).absolute()
    faults: list[str] = []
    values = _from_file(instance / "ntfc.toml", faults) | _from_environment(environ, faults)
    values.setdefault("https_only", values.get("base_url", "").startswith("https://"))
    found = Config(instance=instance, **values)
    faults += _contradictions(found, told=" ".join(faults))
    if faults:
        several = ngettext("%(num)d setting is wrong:", "%(num)d settings are wrong:", len(faults))
        raise Misconfigured("\n- ".join([several, *faults] if len(faults) > 1 else faults))
    return found


def settings(environ: Mapping[str, str] | None = None) -> Config:
    """Return the settings of the instance, its folder and secret made at first use."""
    found = load(environ)
    try:
        found.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Misconfigured(
            _(
                "The folder %(folder)s cannot be made: %(error)s.",
                folder=found.instance,
                error=error,
            )
        ) from error
    return replace(found, secret_key=found.secret_key or secret(found.instance, "secret.key"))


def _contradictions(found: Config, told: str) -> Iterator[str]:
    """Yield which settings do not fit together; what was wrong by itself is left to its own fault.

    A mail needs a sender, and its links an address that no visitor can choose.
    """
    if found.smtp_url and not found.mail_from and "mail_from" not in told.lower():
        yield _("smtp_url needs mail_from, the sender, such as desk@example.org.")
    if found.smtp_url and not found.base_url and "base_url" not in told.lower():
        yield _("smtp_url needs base_url, the address that stands in the links of mails.")
    if found.https_only and found.base_url.startswith("http://"):
        yield _("https_only needs a base_url that begins with https://, or nobody could sign in.")
    untranslated = catalogues.without(found.languages, found.instance)
    if untranslated:
        yield _(
            "languages names %(unknown)s, of which there is no translation; there are %(known)s "
            "(docs/translating.md).",
            unknown=", ".join(untranslated),
            known=", ".join(catalogues.available(found.instance)),
        )


def _from_environment(environ: Mapping[str, str], faults: list[str]) -> dict[str, Any]:
    known = {PREFIX + name.upper(): name for name in SETTINGS}
    values = {}
    for variable, text in environ.items():
        if not variable.startswith(PREFIX) or variable in FOREIGN | {f"{PREFIX}INSTANCE"}:
            continue
        if variable not in known:
            faults.append(_unknown(variable, _("the environment"), list(known)))
            continue
        with _noting(faults):
            values[known[variable]] = _checked(known[variable], text, variable)
    return values


def _from_file(path: Path, faults: list[str]) -> dict[str, Any]:
    try:
        if not path.exists():
            return {}
        table = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        sentence = _("%(file)s cannot be read. What was found there:", file=path)
        faults.append(with_words_of(sentence, error))
        return {}
    values = {}
    for name, value in table.items():
        if name not in SETTINGS:
            faults.append(_unknown(name, str(path), list(SETTINGS)))
            continue
        with _noting(faults):
            values[name] = _checked(name, value, _("%(name)s in %(file)s", name=name, file=path))
    return values


@contextlib.contextmanager
def _noting(faults: list[str]) -> Iterator[None]:
    """Add what is wrong with one setting to the rest, and go on."""
    try:
        yield
    except Misconfigured as fault:
        faults.append(str(fault))


def _unknown(name: str, where: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=1)
    hint = _("See docs/settings.md for the list.")
    if near:
        hint = _("Did you mean %(name)s?", name=near[0])
    told = _("There is no setting %(name)s (found in %(where)s).", name=name, where=where)
    return f"{told} {hint}"


def _checked(name: str, raw: Any, where: str) -> Any:
    try:
        value = _parsed(raw, SETTINGS[name].default)
        check = SETTINGS[name].metadata["check"]
        problem = check(value) if check else None
    except (TypeError, ValueError) as error:
        value, problem = None, str(error)
    if problem:
        if name in SECRET:
            raise Misconfigured(_("%(setting)s %(problem)s.", setting=where, problem=problem))
        raise Misconfigured(
            _(
                "%(setting)s %(problem)s; it is %(value)s.",
                setting=where,
                problem=problem,
                value=repr(raw),
            )
        )
    return value


def _parsed(raw: Any, default: Any) -> Any:
    """Turn *raw*, text or TOML value, into the type of *default*."""
    if isinstance(default, bool):
        return _yes_or_no(raw)
    if isinstance(default, int):
        try:
            return int(str(raw))
        except ValueError:
            raise ValueError(_("must be a whole number")) from None
    if isinstance(default, tuple):
        parts = raw.split(",") if isinstance(raw, str) else raw
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise ValueError(_("must be a list of texts"))
        return tuple(part.strip() for part in parts if part.strip())
    if not isinstance(raw, str):
        raise TypeError(_("must be a text in quotes"))
    return raw.strip()


def _yes_or_no(raw: Any) -> bool:
    text = str(raw).strip().lower()
    if text not in TRUE + FALSE:
        raise ValueError(_("must be yes or no"))
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
