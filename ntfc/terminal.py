"""The language of the terminal, in which the `ntfc` command speaks to whoever typed it.

Here is put into words, at once, what is said before there is an application or instead of one;
nothing heavy is loaded for it. All else is said by `ntfc.i18n`, which asks here where there is no
application around it. The texts of both stand in the same catalogues.

Words of the other direction are not kept apart: signs that nobody sees would be copied with a path.
"""

import gettext
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCE = "en"
DOMAIN = "messages"  # in which click looks up its own sentences, too
_spoken = {"language": SOURCE}


def speak(folder: Path) -> str:
    """Speak from now on as the terminal asks, in a language of *folder*, or else English.

    Click and the processes started from here are told by LANGUAGE. Return the code.
    """
    codes = (c for c in _asked() if c == SOURCE or (folder / c / "LC_MESSAGES").is_dir())
    code = next(codes, SOURCE)
    gettext.bindtextdomain(DOMAIN, str(folder))
    _spoken["language"] = os.environ["LANGUAGE"] = code
    return code


def _asked() -> Iterator[str]:
    """Yield what is asked for, first of all what is wanted most: fr_CA, then fr."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    place = next((told for name in names if (told := os.environ.get(name))), "C")
    if place.partition(".")[0] in ("C", "POSIX"):
        return
    for one in (os.environ.get("LANGUAGE") or place).split(":"):
        code = one.partition(".")[0].partition("@")[0]
        yield from (code, code.partition("_")[0])


def language() -> str:
    """Return the code of the language in which this command speaks."""
    return _spoken["language"]


def found(text: str) -> str:
    """Return a text in the language of the terminal, as it stands in the catalogue."""
    return text if language() == SOURCE else gettext.dgettext(DOMAIN, text)


def counted(singular: str, plural: str, num: int) -> str:
    """Return the form of a text that fits *num*, as it stands in the catalogue."""
    if language() == SOURCE:
        return singular if num == 1 else plural
    return gettext.dngettext(DOMAIN, singular, plural, num)


def _(text: str, /, **values: Any) -> str:
    """Say a text in the language of the terminal."""
    return found(text) % values if values else found(text)


def ngettext(singular: str, plural: str, num: int) -> str:
    """Say the form of a text that fits *num* in the language of the terminal."""
    return counted(singular, plural, num) % {"num": num}
