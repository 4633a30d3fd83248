"""What was found on visits: as it stands in a round, with photos, and what is to be improved."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from ntfc.db import db
from ntfc.people.models import Person
from ntfc_golden_list.models import File, Finding, Moved, Paper, Site, Visited, VisitedSite
from ntfc_golden_list.rules import improving
from ntfc_golden_list.rules.improving import Point
from ntfc_golden_list.rules.terms import is_late


def standing(file: File, visits: Iterable[Visited]) -> dict[int, Finding]:
    """Return what counts of each requirement in this round: what was found later counts."""
    found: dict[int, Finding] = {}
    for visit in visits:
        made = visit.made_on
        if made is not None and (file.round_from is None or made >= file.round_from):
            found |= visit.standing
    return found


def points(file: File, visits: Iterable[Visited], today: date) -> list[Point]:
    """Return what the firm has to improve as far as this round goes, what is due first first."""
    found = [
        Point(
            criterion=key,
            note=one.note,
            due_on=one.due_on,
            noted_at=one.at,
            is_late=is_late(one.due_on, today),
        )
        for key, one in standing(file, visits).items()
        if one.result in improving.OPEN
    ]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.criterion))


def points_told(points: Iterable[Point], history: Iterable[Moved]) -> list[Point]:
    """Return those of which the firm was told."""
    told = improving.told_at((one.to, one.at) for one in history)
    return [one for one in points if improving.is_told(one, told)]


def places(file_id: int) -> dict[int, list[str]]:
    """Return the names of the premises of each visit."""
    query = select(VisitedSite.visit_id, Site.name).join(Site, VisitedSite.site_id == Site.id)
    query = query.join(Visited, VisitedSite.visit_id == Visited.id)
    query = query.where(Visited.file_id == file_id).order_by(Site.name, Site.id)
    found: dict[int, list[str]] = {}
    for visit_id, name in db.session.execute(query):
        found.setdefault(visit_id, []).append(name)
    return found


def visitors(file_id: int) -> dict[int, str]:
    """Return who planned each visit."""
    query = select(Visited.id, Person.name).join(Person, Visited.validator_id == Person.id)
    rows = db.session.execute(query.where(Visited.file_id == file_id))
    return {row[0]: row[1] for row in rows}


def photos(papers: Iterable[Paper]) -> dict[tuple[int, int | None], list[Paper]]:
    """Return what was kept of visits, by visit and requirement."""
    found: dict[tuple[int, int | None], list[Paper]] = {}
    for one in papers:
        if one.visit_id is not None:
            found.setdefault((one.visit_id, one.criterion_id), []).append(one)
    return found


def photos_of(visit_id: int) -> Sequence[Any]:
    query = select(Paper).where(Paper.visit_id == visit_id)
    return db.session.scalars(query.order_by(Paper.id)).all()
