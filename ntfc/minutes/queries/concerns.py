"""Earlier texts of a round of concerns, without the names that were taken off since."""

from ntfc.agendas.models import AgendaItem, ItemKind
from ntfc.blocks import write
from ntfc.db import db
from ntfc.minutes.models import MinutesSection, SectionRevision
from ntfc.minutes.queries.interests import meeting_of, present_at
from ntfc.minutes.queries.positions import voices_at
from ntfc.minutes.rules.concerns import without_names
from ntfc.names import main_names
from ntfc.richtext import read


def is_round(section: MinutesSection) -> bool:
    """Tell whether a section records a round of concerns."""
    item = db.session.get(AgendaItem, section.item_id) if section.item_id else None
    return item is not None and item.kind is ItemKind.CONCERNS


def readable(section: MinutesSection, revision: SectionRevision) -> str:
    """Return an earlier text as those may read it who look at what was saved."""
    if not is_round(section) or revision.id == section.revision_id:
        return revision.html
    return write(without_names(read(revision.html), read(section.html), _names(section)))


def _names(section: MinutesSection) -> set[str]:
    """Return who sat around the table, by each name by which a writer may have known them."""
    meeting = meeting_of(section)
    found = {one.name for one in voices_at(meeting)} | {one.name for one in present_at(meeting)}
    with main_names():
        found |= {one.name for one in voices_at(meeting)}
    return found - {""}
