# ruff: noqa: S608  -- names come from the catalogue of the test's own database
"""One PostgreSQL database for one test after the other.

What a test may have left behind is found in the database itself, never remembered: connections are
ended unless they are known to wait with nothing begun, every table is emptied, the rows that the
migrations wrote are compared and written again where they differ, and sequences start where they
started. A database whose tables themselves were altered is not brought back; the next test has a
new one.
"""

from collections.abc import Iterable
from typing import Any

import psycopg

AT_MOST = 200  # tests in one database: deleted rows stay in its files, and slow it down in time

_OURS = """FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind = '{kind}' AND nspname !~ '^(pg_|information_schema$)' ORDER BY 1"""
TABLES = f"SELECT c.oid::regclass::text {_OURS.format(kind='r')}"
SEQUENCES = f"SELECT c.oid::regclass::text {_OURS.format(kind='S')}"
# Whatever alters a table writes a row of one of these, with a younger number, or takes one away.
CATALOGUES = (
    *("pg_namespace", "pg_class", "pg_attribute", "pg_attrdef", "pg_constraint", "pg_index"),
    *("pg_trigger", "pg_proc", "pg_type", "pg_rewrite", "pg_extension", "pg_policy"),
)
SHAPE = " UNION ALL ".join(
    f"SELECT '{name}', count(*), max(xmin::text::bigint) FROM {name}" for name in CATALOGUES
)
OTHERS = """FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL(%s)"""
END_OTHERS = f"SELECT pg_terminate_backend(pid, 10000) {OTHERS}"


class Tidied:
    """A new copy of the template, and what belongs in it."""

    def __init__(self, server: str, name: str) -> None:
        self.name = name
        self.left = AT_MOST
        self.connection = psycopg.connect(f"postgresql://{server}/{name}", autocommit=True)
        try:  # so that foreign keys and triggers do not stand in the way of emptying
            self.connection.execute("SET session_replication_role = replica")
        except psycopg.errors.InsufficientPrivilege:
            self.left = 1
        tables = [table for (table,) in self._ask(TABLES)]
        copies = {table: self._copy_of(table) for table in tables}
        self.written = {table: rows for table, rows in copies.items() if rows}
        self.comparing = _each(
            "SELECT '{0}', md5(string_agg(t::text, '' ORDER BY t::text)) FROM {0} t", self.written
        )
        self.digests = self._ask(self.comparing)
        self.emptying = "; ".join(f"DELETE FROM {t}" for t in tables if t not in self.written)
        self.shape = self._ask(SHAPE)
        counters = [name for (name,) in self._ask(SEQUENCES)]
        starts = self._ask(_each("SELECT '{0}', last_value, is_called FROM {0}", counters))
        self.restarting = "SELECT " + ", ".join(
            f"setval('{s}', {n}, {used})" for s, n, used in starts
        )

    def tidy_up(self, at_rest: list[int]) -> bool:
        """Bring the database back to how it was; tell whether that went well."""
        self.left -= 1
        try:
            self._ask(END_OTHERS, at_rest)
            # Asked anew: who left in that moment could not be ended, and is gone all the same.
            if (
                self._ask(f"SELECT pid {OTHERS}", at_rest)
                or self.left < 1
                or self._ask(SHAPE) != self.shape
            ):
                return False
            self.connection.execute(self.emptying)
            for table, _digest in set(self.digests) - set(self._ask(self.comparing)):
                self._write_again(table)
            self.connection.execute(self.restarting)
        except psycopg.Error:
            return False
        return True

    def close(self) -> None:
        self.connection.close()

    def _ask(self, statement: str, *given: Any) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement, given or None).fetchall()

    def _copy_of(self, table: str) -> bytes:
        with self.connection.cursor().copy(f"COPY {table} TO STDOUT") as rows:
            return b"".join(rows)

    def _write_again(self, table: str) -> None:
        self.connection.execute(f"DELETE FROM {table}")
        with self.connection.cursor().copy(f"COPY {table} FROM STDIN") as rows:
            rows.write(self.written[table])


def _each(statement: str, names: Iterable[str]) -> str:
    return " UNION ALL ".join(statement.format(name) for name in names)
