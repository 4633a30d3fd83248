"""Whether anything was written since a meeting was opened."""

from datetime import datetime

from sqlalchemy import select

from ntfc.db import db
from ntfc.minutes.models import Minutes, MinutesSection, SectionRevision


def written_since(meeting_id: int, moment: datetime | None) -> bool:
    """Tell whether a section of the minutes of a meeting was saved from that moment on."""
    query = (
        select(SectionRevision.id)
        .join(MinutesSection, MinutesSection.id == SectionRevision.section_id)
        .join(Minutes, Minutes.id == MinutesSection.minutes_id)
        .where(Minutes.meeting_id == meeting_id, SectionRevision.at >= moment)
    )
    return moment is not None and db.session.scalars(query.limit(1)).first() is not None
