"""What is due in the files of a programme, as far as nobody was reminded of it yet."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, exists, select
from sqlalchemy.orm import joinedload

from ntfc.db import db
from ntfc.people.models import Person
from ntfc_golden_list.models import Certificate, File, Finding, Programme, Reminded, Visited
from ntfc_golden_list.queries import files, findings
from ntfc_golden_list.rules.lifecycle import ENDED, JUDGED
from ntfc_golden_list.rules.reminding import Occasion, window


def with_reminders() -> Sequence[Programme]:
    """Return the programmes that fixed how many days ahead somebody is told."""
    fixed = Programme.review_opens_days.is_not(None) | Programme.remind_days.is_not(None)
    return db.session.scalars(select(Programme).where(fixed).order_by(Programme.id)).all()


def programme(number: int) -> Programme:
    return db.session.scalars(select(Programme).where(Programme.id == number)).one()


def due_to_firms(made: Programme, today: date) -> list[tuple[int, Occasion, date]]:
    """Return of what the firms of a programme are to be reminded: file, what, and its day."""
    reviewed, reminded = (window(today, n) for n in (made.review_opens_days, made.remind_days))
    found: list[tuple[int, Occasion, date]] = []
    if reviewed:
        query = _of(made, Occasion.REVIEW, File.due_on).where(File.state.in_(JUDGED))
        found += _rows(query.where(File.due_on.between(*reviewed)), Occasion.REVIEW)
    if reminded:
        query = _of(made, Occasion.CERTIFICATE, Certificate.until)
        query = query.join(Certificate, Certificate.file_id == File.id).distinct()
        query = query.where(Certificate.ended_on.is_(None), Certificate.until.between(*reminded))
        found += _rows(query, Occasion.CERTIFICATE)
        query = _of(made, Occasion.IMPROVEMENT, Finding.due_on)
        query = query.join(Visited, Visited.file_id == File.id).distinct()
        query = query.join(Finding, Finding.visit_id == Visited.id)
        found += _rows(query.where(Finding.due_on.between(*reminded)), Occasion.IMPROVEMENT)
    return found


def _of(made: Programme, occasion: Occasion, due_on: Any) -> Select[Any]:
    """Ask for files that have not ended, each with a day of which nobody was reminded."""
    told = exists().where(
        Reminded.file_id == File.id, Reminded.occasion == occasion, Reminded.due_on == due_on
    )
    query = select(File.id, due_on.label("due_on")).where(File.programme_id == made.id, ~told)
    return query.where(File.state.not_in(ENDED)).order_by(File.id, due_on)


def _rows(query: Select[Any], occasion: Occasion) -> Iterator[tuple[int, Occasion, date]]:
    for row in db.session.execute(query):
        yield row.id, occasion, row.due_on


def is_to_improve(file: File, due_on: date, today: date) -> bool:
    """Tell whether the firm was told of something that it has to improve by a day, and has to still."""
    found = findings.points(file, files.visits(file.id), today)
    told = findings.points_told(found, files.history(file.id))
    return any(point.due_on == due_on for point in told)


def late(made: Programme, today: date) -> Sequence[Row[Any]]:
    """Return the files in which something became late of which no officer was told."""
    query = _of(made, Occasion.LATE, File.due_on)
    return db.session.execute(query.where(File.due_on < today)).all()


def files_of(numbers: Sequence[int]) -> Sequence[File]:
    query = select(File).where(File.id.in_(numbers)).options(joinedload(File.firm))
    return db.session.scalars(query.order_by(File.due_on, File.id)).all()


def people_with_mail(numbers: Sequence[int]) -> Sequence[Person]:
    query = select(Person).where(Person.id.in_(numbers), Person.email.is_not(None))
    return db.session.scalars(query.order_by(Person.id)).all()
