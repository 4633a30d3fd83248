"""What was read of the wheels on the shelf, and the changes that administrators asked for."""

import enum
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from ntfc.db import Model
from ntfc.plugins.facts import in_words
from ntfc.sentences import Kept


class ShelfWheel(Model):
    """A wheel on the shelf as it was read in a process of its own, before any of it is installed."""

    __tablename__ = "shelf_wheels"

    file: Mapped[str] = mapped_column(String(200), unique=True)
    sum: Mapped[str] = mapped_column(String(64))  # SHA-256 of the file
    name: Mapped[str] = mapped_column(String(30), default="")  # of the plugin
    package: Mapped[str] = mapped_column(String(120), default="")
    package_version: Mapped[str] = mapped_column(String(60), default="")
    author: Mapped[str] = mapped_column(String(200), default="")
    fault: Mapped[str] = mapped_column(Kept(), default="")  # empty: it can be installed
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what it adds to the site
    read_at: Mapped[datetime]

    body_id = None

    @property
    def holds_plugin(self) -> bool:
        """Tell whether it is not merely what a plugin needs: such files are laid out, and no plugin."""
        return bool(self.name or not self.package)

    @property
    def title(self) -> str:
        """Return what the plugin calls itself, or what the file is called."""
        return str(self.adds.get("title") or self.name or self.file)

    @property
    def adds(self) -> Mapping[str, Any]:
        """Return what it adds to the site, in the words of whoever reads it."""
        return in_words(self.facts)


class What(enum.Enum):
    """What is done with plugins from the browser."""

    READ = "read"  # the shelf
    INSTALL = "install"
    CHECK = "check"
    ON = "on"
    OFF = "off"
    UNINSTALL = "uninstall"
    PURGE = "purge"


class ChangeState(enum.Enum):
    """How far a change is."""

    ASKED = "asked"
    DOING = "doing"
    DONE = "done"
    FAILED = "failed"


class PluginChange(Model):
    """One change as an administrator asked for it, its steps, and what came of it.

    Who asked stands in the audit trail.
    """

    __tablename__ = "plugin_changes"

    what: Mapped[What]
    plugin: Mapped[str] = mapped_column(String(30), default="")
    file: Mapped[str] = mapped_column(String(200), default="")  # of the wheel, for INSTALL
    sum: Mapped[str] = mapped_column(String(64), default="")  # of the wheel that was read
    package_version: Mapped[str] = mapped_column(String(60), default="")
    state: Mapped[ChangeState] = mapped_column(default=ChangeState.ASKED)
    step: Mapped[str] = mapped_column(String(20), default="")  # the one begun last
    told: Mapped[str] = mapped_column(Kept(), default="")  # in words: what came of it, or why not
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    body_id = None
