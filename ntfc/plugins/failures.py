"""How often each hook of a plugin failed, day by day, for administrators to see.

What a failing plugin did is undone, and its page goes on without it: without this count nobody but
the log would know. Kept are the kind of the error and its place, never its words: what people
typed may stand in them.
"""

import logging
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import String, UniqueConstraint, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from ntfc import clock
from ntfc.db import Model, db
from ntfc.paths import PACKAGE
from ntfc.transaction import afterwards, unit_of_work

log = logging.getLogger(__name__)

KEPT = timedelta(days=30)


class PluginFailure(Model):
    """One hook of one plugin that failed on one day."""

    __tablename__ = "plugin_failures"
    __table_args__ = (UniqueConstraint("name", "hook", "day"),)

    name: Mapped[str] = mapped_column(String(30))
    hook: Mapped[str] = mapped_column(String(60))
    day: Mapped[date]
    count: Mapped[int]
    kind: Mapped[str] = mapped_column(String(80))  # of the last one: such as ZeroDivisionError
    place: Mapped[str] = mapped_column(String(200))  # such as ntfc_stamps/rules.py:12
    last_at: Mapped[datetime]

    body_id = None


def note(plugin: str, hook: str, error: BaseException) -> None:
    """Have a failure counted when the work at hand is over, whatever becomes of that."""
    afterwards(_count, plugin, hook, type(error).__name__[:80], _place(error.__traceback__)[:200])


def note_page(plugin: str, page: str, error: BaseException) -> None:
    """Have the failure of a page counted; it failed for good, and its transaction is over."""
    try:
        with unit_of_work():
            _count(plugin, page, type(error).__name__[:80], _place(error.__traceback__)[:200])
    except SQLAlchemyError:
        log.exception("the failure of %s in %s is not counted", plugin, page)


def _place(trace: TracebackType | None) -> str:
    """Return where it failed: in the plugin, rather than in what the plugin called."""
    found = ""
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if PACKAGE not in path.parents and "site-packages" not in path.parts:
            found = f"{'/'.join(path.parts[-2:])}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found


def _count(plugin: str, hook: str, kind: str, place: str) -> None:
    now = clock.now()
    values: dict[str, Any] = {"kind": kind, "place": place, "last_at": now}
    key = {"name": plugin[:30], "hook": hook[:60], "day": now.date()}
    on_postgresql = db.session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(PluginFailure) if on_postgresql else sqlite.insert(PluginFailure)
    once = insert.values(**key, **values, count=1)
    more = {**values, "count": PluginFailure.count + 1}
    db.session.execute(
        once.on_conflict_do_update(index_elements=["name", "hook", "day"], set_=more)
    )
    old = delete(PluginFailure).where(PluginFailure.day < now.date() - KEPT)
    db.session.execute(old)
