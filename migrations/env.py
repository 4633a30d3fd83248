"""How every line of migrations runs, the core's and the plugins'. ntfc/migrate.py calls it."""

from alembic import context
from sqlalchemy import Enum

from ntfc.db import UtcDateTime


def render_item(kind: str, thing: object, _autogen: object) -> str | bool:
    """Write our own column types into revisions as plain SQLAlchemy ones."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Enum):
        return f"sa.String(length={thing.length})"  # the choices may grow without a migration
    return False


given = context.config.attributes
context.configure(
    connection=given["connection"],
    render_item=render_item,
    transaction_per_migration=False,
    **given["configure"],
)
context.run_migrations()
