"""Saving a PostgreSQL database into a file and bringing it back, by PostgreSQL's own programs."""

import os
import subprocess
import tempfile
from pathlib import Path

from sqlalchemy.engine import URL

from ntfc.errors import Misconfigured
from ntfc.i18n import _

# What a newer version had added is in no older dump, which therefore would not replace it; the
# next upgrade would then find tables in its way.
EMPTY = """
DO $$ DECLARE one record;
BEGIN
  FOR one IN SELECT oid::regclass AS name FROM pg_class
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
      AND pg_has_role(relowner, 'USAGE')
  LOOP EXECUTE format('DROP TABLE IF EXISTS %s CASCADE', one.name); END LOOP;
  FOR one IN SELECT oid::regprocedure AS name FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND pg_has_role(proowner, 'USAGE')
      AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
  LOOP EXECUTE format('DROP ROUTINE IF EXISTS %s CASCADE', one.name); END LOOP;
END $$;
"""


def dump(url: URL, file: Path) -> None:
    """Write the database as it is at one moment into *file*, while others go on."""
    _run("pg_dump", url, "--format=custom", f"--file={file}")


def bring_back(url: URL, file: Path) -> None:
    """Put what was dumped in the place of all that the database holds: the whole of it, or nothing."""
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        empty, content = Path(folder) / "empty.sql", Path(folder) / "content.sql"
        empty.write_text(EMPTY, "ascii")
        words = ("--clean", "--if-exists", "--no-owner", f"--file={content}", str(file))
        _run("pg_restore", None, *words)
        told = ("--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--single-transaction")
        _run("psql", url, *told, f"--file={empty}", f"--file={content}")


def _run(program: str, url: URL | None, *words: str) -> None:
    command, environment = [program, *words], dict(os.environ)
    if url is not None:
        command.append(f"--dbname={url.database}")
        for option, value in (("host", url.host), ("port", url.port), ("username", url.username)):
            if value:
                command.append(f"--{option}={value}")
        if url.password:  # never on the command line, where all see it
            environment["PGPASSWORD"] = str(url.password)
    try:
        subprocess.run(command, check=True, env=environment, capture_output=True, text=True)  # noqa: S603  -- our own words
    except FileNotFoundError:
        raise Misconfigured(
            _(
                "%(program)s is not installed; on Debian: apt install postgresql-client.",
                program=program,
            )
        ) from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.strip()
        raise Misconfigured(
            _("%(program)s failed: %(error)s", program=program, error=said)
        ) from error
