"""The words of a file, for finding it: read in a process of its own that cannot take the site along.

Files come from anywhere; one that takes all memory, or never ends, ends with its process. That is
`ntfc.wordreader`, which alone imports what it takes to read them.
"""

import subprocess
import sys

from ntfc import filekinds
from ntfc.i18n import _

MOST_SECONDS = 30
MOST_LETTERS = 1_000_000
IS_TOO_MUCH, IS_DAMAGED = 2, 3  # how the process ends

TOO_LONG = _("Reading it took too long, or too much memory.")
DAMAGED = _("The file is damaged, or has a password.")
NO_WORDS = _("No words were found in it. Perhaps its pages are pictures.")
READ = (filekinds.PDF, filekinds.DOCX, filekinds.TEXT, filekinds.CSV)


class Unreadable(Exception):  # noqa: N818  -- it is an answer, not a malfunction
    """The words of a file cannot be had; the message says why, for people."""


def is_read(media: str) -> bool:
    """Tell whether files of this type have words that can be had."""
    return media in {kind.media for kind in READ}


def words_of(content: bytes, media: str, *, seconds: float = MOST_SECONDS) -> str:
    """Return what a file says, or raise Unreadable; whatever it holds, the caller lives on."""
    command = [sys.executable, "-m", "ntfc.wordreader", media]
    try:
        done = subprocess.run(  # noqa: S603  -- our own module, no shell
            command, input=content, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Unreadable(TOO_LONG) from error
    if done.returncode == IS_DAMAGED:
        raise Unreadable(DAMAGED)
    if done.returncode < 0 or done.returncode == IS_TOO_MUCH:  # below nought: ended by the system
        raise Unreadable(TOO_LONG)
    done.check_returncode()  # the process did not come up: the job is done again later
    text = done.stdout.decode("utf-8", "replace")[:MOST_LETTERS]
    if not text.strip():
        raise Unreadable(NO_WORDS)
    return text
