"""What was asked of the body and answered, and what was read back, section by section."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from sqlalchemy import Select, bindparam, select

from ntfc.agendas.models import AgendaItem
from ntfc.db import db
from ntfc.minutes import rules
from ntfc.minutes.models import MinutesSection, ReadBack, SectionAnswer
from ntfc.minutes.rules import Asked
from ntfc.people.models import Person


@dataclass(frozen=True)
class Agreed:
    """A section was read back: what stood there, when, and who noted it."""

    mark: str
    at: datetime
    person: str


def asked_in(minutes_id: int) -> dict[int, list[Asked]]:
    """Return by section what its item asks of the body, each with its answer.

    An answer stays when the question was worded anew meanwhile; then it comes last.
    """
    rows = db.session.execute(_asked(), {"minutes_id": minutes_id}).all()
    found = {row.id: {a.key: a for a in rules.asked_of(row.asked, row.questions)} for row in rows}
    for section_id, one in _answers(minutes_id):
        known = found.setdefault(section_id, {})
        asked = known.get(one.key) or Asked(one.key, one.kind, one.question)
        if one.key in known or one.text:
            known[one.key] = replace(asked, text=one.text, seen=one.version)
    return {section_id: [*asked.values()] for section_id, asked in found.items() if asked}


def _answers(minutes_id: int) -> list[tuple[int, SectionAnswer]]:
    found = db.session.scalars(_answered(), {"minutes_id": minutes_id})
    return [(one.section_id, one) for one in found]


# Put together once: making these anew at each page takes longer than the answers.


@cache
def _asked() -> Select[int, list[str], list[str]]:
    return (
        select(MinutesSection.id, AgendaItem.asked, AgendaItem.questions)
        .join(AgendaItem, AgendaItem.id == MinutesSection.item_id)
        .where(MinutesSection.minutes_id == bindparam("minutes_id"))
    )


@cache
def _read_back() -> Select[int, str, datetime, str]:
    return (
        select(ReadBack.section_id, ReadBack.mark, ReadBack.at, Person.name)
        .join(MinutesSection, MinutesSection.id == ReadBack.section_id)
        .outerjoin(Person, Person.id == ReadBack.person_id)
        .where(MinutesSection.minutes_id == bindparam("minutes_id"))
        .order_by(ReadBack.id.desc())
    )


@cache
def _answered() -> Select[SectionAnswer]:
    return (
        select(SectionAnswer)
        .join(MinutesSection, MinutesSection.id == SectionAnswer.section_id)
        .where(MinutesSection.minutes_id == bindparam("minutes_id"))
        .order_by(SectionAnswer.id)
        .execution_options(populate_existing=True)
    )


def find_answer(section: MinutesSection, key: str) -> SectionAnswer | None:
    """Return the answer that was given in a section to one thing."""
    query = select(SectionAnswer).where(
        SectionAnswer.section_id == section.id, SectionAnswer.key == key
    )
    return db.session.scalars(query.with_for_update()).one_or_none()


def read_back_in(minutes_id: int) -> dict[int, list[Agreed]]:
    """Return by section everything that was read back, the last one first."""
    found: dict[int, list[Agreed]] = defaultdict(list)
    rows = db.session.execute(_read_back(), {"minutes_id": minutes_id})
    for section_id, mark, at, name in rows:
        found[section_id].append(Agreed(mark, at, name or ""))
    return found
