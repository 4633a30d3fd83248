"""What was asked of the body and answered, and what was read back, section by section."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

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
    return answered(minutes_id, rows)


def answered(minutes_id: int, rows: Iterable[Any]) -> dict[int, list[Asked]]:
    """Return the same for the sections in *rows*, which say what their items ask."""
    found = {
        row.id: {a.key: a for a in rules.asked_of(row.asked or (), row.questions or ())}
        for row in rows
    }
    for one in db.session.execute(_answered(), {"minutes_id": minutes_id}):
        known = found.setdefault(one.section_id, {})
        asked = known.get(one.key) or Asked(one.key, one.kind, one.question)
        if one.key in known or one.text:
            known[one.key] = replace(asked, text=one.text, seen=one.version)
    return {section_id: [*asked.values()] for section_id, asked in found.items() if asked}


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
def _answered() -> Select[*tuple[Any, ...]]:
    names = ("section_id", "key", "kind", "question", "text", "version")
    return (
        select(*(getattr(SectionAnswer, name) for name in names))
        .join(MinutesSection, MinutesSection.id == SectionAnswer.section_id)
        .where(MinutesSection.minutes_id == bindparam("minutes_id"))
        .order_by(SectionAnswer.id)
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
