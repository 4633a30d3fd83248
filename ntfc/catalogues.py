"""Catalogues of translations: which there are, and their compiled form, made when it is needed.

Translators write messages.po, programs read messages.mo. Only the first is kept with the sources;
an installed package brings only the second.
"""

import logging
import os
import secrets
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from ntfc.paths import bundled

SOURCE_LANGUAGE = "en"
# Instead of the minute of compiling: one source makes one file, byte by byte, by which a plugin
# that was checked is known again.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

log = logging.getLogger(__name__)


def compile_stale(folder: Path) -> None:
    """Compile each catalogue in *folder*, of one language each, that is not as its source is.

    The compiled file carries the time of its source: older or newer, another time means another
    source. It appears whole, so several processes may do this at once.
    """
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        changed = source.stat().st_mtime_ns
        compiled = source.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime_ns == changed:
            continue
        try:
            _compile(source, compiled, changed)
        except OSError as refused:  # a service may not write where its code lies
            remedy = "Start once as the owner of that folder."
            log.warning(
                "%s is out of date and cannot be written: %s. %s", compiled, refused, remedy
            )
        except ValueError as fault:  # a site goes on speaking what it can
            log.warning("%s is no catalogue of translations and is left out: %s", source, fault)


def _compile(source: Path, compiled: Path, changed: int) -> None:
    from babel.messages.mofile import write_mo  # noqa: PLC0415  -- a start without it is quicker
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415  -- as above

    with source.open("rb") as text:
        try:
            words = read_po(text, locale=source.parent.parent.name, abort_invalid=True)
        except PoFileError as fault:
            raise ValueError(str(fault)) from fault
    words.creation_date = words.revision_date = LONG_AGO
    fresh = compiled.with_name(f"{compiled.name}.{secrets.token_hex(4)}")
    try:
        with fresh.open("wb") as file:
            write_mo(file, words)
        os.utime(fresh, ns=(changed, changed))
        fresh.replace(compiled)
    finally:
        fresh.unlink(missing_ok=True)


def shipped() -> list[str]:
    """Return the codes of the languages that come with the program, English first."""
    return [SOURCE_LANGUAGE, *sorted(_languages(bundled("translations")))]


def available(instance: Path) -> list[str]:
    """Return the codes of the languages in which a site can speak: shipped, or its own."""
    return list(dict.fromkeys([*shipped(), *sorted(_languages(instance / "translations"))]))


def without(codes: Sequence[str], instance: Path) -> list[str]:
    """Return which of *codes* nobody translated, not even for a language without its country."""
    known = available(instance)
    return [code for code in codes if code not in known and code.split("_")[0] not in known]


def _languages(folder: Path) -> Iterator[str]:
    for place in folder.glob("*/LC_MESSAGES"):
        if any(place.glob("messages.[mp]o")):
            yield place.parent.name
