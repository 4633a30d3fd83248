"""The one-time link by which the first administrator of a new instance comes in.

It lies in the instance folder, readable by its owner only: whoever may read that folder runs the
site anyway. There is no row for it, because a link belongs to a person and there is none yet.
"""

import enum
import json
import secrets
from datetime import datetime
from pathlib import Path

from flask import current_app

from ntfc.config import Config
from ntfc.i18n import _
from ntfc.people import queries as people

FILE = "setup.link"


class SetupState(enum.Enum):
    """What a set-up link is good for."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


WHY_CLOSED = {
    SetupState.USED: _(
        "This link has been used: the site has its administrator. Sign in, or ask that person to "
        "name you too."
    ),
    SetupState.EXPIRED: _(
        "This link has expired: it works for 24 hours. Start the site again, or run "
        "“ntfc users setup-link” on its machine, and open the new address."
    ),
    SetupState.UNKNOWN: _(
        "This is not the address that the site printed. Copy the whole address from where the site "
        "was started, or run “ntfc users setup-link” on its machine for a new one."
    ),
}


def state_of(token: str, now: datetime) -> SetupState:
    """Return whether *token* still opens the set-up page."""
    if people.administrators():
        return SetupState.USED
    known, expires_at = read() or ("", now)
    if not known or not secrets.compare_digest(known.encode(), token.encode()):
        return SetupState.UNKNOWN
    return SetupState.OPEN if now < expires_at else SetupState.EXPIRED


def path() -> Path:
    """Return where the link of this instance is kept."""
    config: Config = current_app.extensions["ntfc.config"]
    return config.instance / FILE


def read() -> tuple[str, datetime] | None:
    """Return token and end of the link, if there is one."""
    try:
        told = json.loads(path().read_text("ascii"))
        return str(told["token"]), datetime.fromisoformat(told["expires_at"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None  # none yet, or spoilt: a new one is made
