"""A file that waits to be looked at before it is taken over."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ntfc.db import Model


class ImportFile(Model):
    """An uploaded file: what is in it goes away once it is taken over or thrown away.

    It is kept in its row, not in the store by content hash: it is full of personal data, the store
    never forgets, and erasing a person must find nothing left here.
    """

    __tablename__ = "import_files"

    file_name: Mapped[str] = mapped_column(String(200))
    encoding: Mapped[str] = mapped_column(String(20), default="")  # empty: recognised
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    uploaded_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # how many of what
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  -- read by SQLAlchemy

    body_id = None
