"""The lines to a server that this test process has open.

A new line has to learn the tables anew, which costs more than most tests ask. So those that wait in
the pool of an application are left to the next test, and all others are ended.
"""

from typing import Any
from weakref import WeakValueDictionary

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DisconnectionError


class Lines:
    """Those opened by this process, by the number that the server gave each."""

    def __init__(self) -> None:
        self.opened: WeakValueDictionary[int, psycopg.Connection[Any]] = WeakValueDictionary()
        event.listen(Engine, "connect", self.note)
        event.listen(Engine, "checkout", self.pass_over_closed)

    def note(self, line: Any, _record: Any) -> None:
        if isinstance(line, psycopg.Connection):
            self.opened[line.info.backend_pid] = line

    def pass_over_closed(self, line: Any, _record: Any, _proxy: Any) -> None:
        """Have a pool open another line for one whose database is gone."""
        if isinstance(line, psycopg.Connection) and line.closed:
            raise DisconnectionError

    def to(self, database: str) -> dict[int, psycopg.Connection[Any]]:
        """Return those to one database that are open."""
        opened = dict(self.opened)
        return {n: o for n, o in opened.items() if not o.closed and o.info.dbname == database}

    def at_rest(self, database: str) -> list[int]:
        """Return the numbers of those that wait, with nothing begun."""
        idle = TransactionStatus.IDLE
        return [n for n, o in self.to(database).items() if o.info.transaction_status == idle]

    def end(self, database: str) -> None:
        """Close all to one database; its pools open new ones when they are asked."""
        for line in self.to(database).values():
            line.close()

    def close(self) -> None:
        event.remove(Engine, "connect", self.note)
        event.remove(Engine, "checkout", self.pass_over_closed)
