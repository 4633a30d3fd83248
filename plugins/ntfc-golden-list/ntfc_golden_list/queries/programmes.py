"""Programmes, their rules and their people."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ntfc.db import db
from ntfc.permissions import Actor
from ntfc_golden_list.models import (
    Benefit,
    Certificate,
    Edition,
    File,
    Firm,
    FirmPerson,
    Moved,
    Officer,
    Part,
    Programme,
)
from ntfc_golden_list.rules.lifecycle import ENDED, State
from ntfc_golden_list.rules.programme import Holder, Pilot
from ntfc_golden_list.rules.status import STOPPED, tally

AT_MOST = 100
PAGE = 100  # names of holders


def get_programme(programme_id: int) -> Programme:
    """Return a programme with its posts, classes and roles, or answer that there is none."""
    query = select(Programme).where(Programme.id == programme_id)
    found: Programme = db.one_or_404(
        query.options(selectinload(Programme.kinds), selectinload(Programme.roles))
    )
    return found


def find_programme(number: int) -> Programme | None:
    """Return a programme as get_programme() does, or nothing."""
    query = select(Programme).where(Programme.id == number)
    return db.session.scalar(
        query.options(selectinload(Programme.kinds), selectinload(Programme.roles))
    )


def get_part(part_id: int) -> Part:
    found: Part = db.one_or_404(select(Part).where(Part.id == part_id))
    return found


def all_programmes() -> Sequence[Programme]:
    return db.session.scalars(select(Programme).order_by(Programme.id)).all()


def has_programme(country: str, key: str) -> bool:
    query = select(Programme.id).where(Programme.country == country, Programme.key == key)
    return db.session.scalar(query) is not None


def officers(programme_id: int) -> Sequence[Officer]:
    query = select(Officer).where(Officer.programme_id == programme_id, Officer.is_held)
    return db.session.scalars(
        query.options(joinedload(Officer.person)).order_by(Officer.id).limit(AT_MOST)
    ).all()


def get_officer(officer_id: int) -> Officer:
    query = select(Officer).where(Officer.id == officer_id)
    found: Officer = db.one_or_404(query.options(joinedload(Officer.programme)))
    return found


def edition_in_force(programme_id: int, on: date) -> Edition | None:
    """Return the rules that hold on a day, with their requirements."""
    query = select(Edition).where(Edition.programme_id == programme_id, Edition.published_on <= on)
    query = query.order_by(Edition.number.desc()).limit(1)
    return db.session.scalar(query.options(selectinload(Edition.criteria)))


def newest_edition(programme_id: int) -> Edition:
    """Return the rules that were written last, published or not."""
    query = select(Edition).where(Edition.programme_id == programme_id)
    found: Edition = db.one_or_404(
        query.order_by(Edition.number.desc())
        .limit(1)
        .options(selectinload(Edition.criteria), joinedload(Edition.programme))
    )
    return found


def benefits_of(programme_id: int) -> Sequence[Benefit]:
    query = select(Benefit).where(Benefit.programme_id == programme_id)
    return db.session.scalars(query.order_by(Benefit.id)).all()


def counted(programme_id: int) -> dict[State, int]:
    """Return how many files stand in each state."""
    query = select(File.state, func.count(File.id)).where(File.programme_id == programme_id)
    found = {row[0]: row[1] for row in db.session.execute(query.group_by(File.state))}
    return {**tally(()), **found}


def of_body(body_id: int) -> Sequence[Programme]:
    """Return the programmes whose figures a body reads."""
    query = select(Programme).where(Programme.of_body_id == body_id)
    return db.session.scalars(query.order_by(Programme.id)).all()


def moved_between(programme_id: int, first: date, last: date) -> dict[State, int]:
    """Return how many files came to each state from one day to another."""
    query = (
        select(Moved.to, func.count(Moved.file_id.distinct()))
        .join(File, Moved.file_id == File.id)
        .where(File.programme_id == programme_id, Moved.on.between(first, last))
        .group_by(Moved.to)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def pilot(programme_id: int) -> list[Pilot]:
    """Return the firms that take part just now, as far as a pilot is judged by them."""
    query = (
        select(Firm.size, Firm.sector, File.was_nominated)
        .join(File, File.firm_id == Firm.id)
        .where(File.programme_id == programme_id, File.state.not_in([*ENDED, State.INTEREST]))
        .limit(AT_MOST)
    )
    return [Pilot(row[0], row[1], not row[2]) for row in db.session.execute(query)]


def interest(programme_id: int) -> list[bool | None]:
    """Return of each file whether the firm applied, gave up before, or may still apply."""
    applied = (
        select(Moved.id).where(Moved.file_id == File.id, Moved.to == State.APPLICATION).exists()
    )
    query = (
        select(File.state, applied, func.count(File.id))
        .where(File.programme_id == programme_id)
        .group_by(File.state, applied)
    )
    found: list[bool | None] = []
    for state, has_applied, number in db.session.execute(query):
        told = True if has_applied else False if state in ENDED else None
        found += [told] * number
    return found


def late(programme_id: int, today: date) -> int:
    """Return how many files are late."""
    query = select(func.count(File.id)).where(
        File.programme_id == programme_id, File.due_on < today
    )
    return db.session.scalar(query) or 0


def posts_held(actor: Actor) -> Sequence[int]:
    """Return the programmes in which *actor* holds a post, bound by the code of conduct."""
    query = select(Officer.programme_id).where(
        Officer.person_id == actor.person_id,
        Officer.is_held,
        Officer.conduct_on.is_not(None),
    )
    return db.session.scalars(query.distinct()).all()


def files_of(actor: Actor) -> Sequence[File]:
    """Return the files of the firms for which *actor* speaks."""
    query = (
        select(File)
        .join(FirmPerson, FirmPerson.firm_id == File.firm_id)
        .where(FirmPerson.person_id == actor.person_id, FirmPerson.is_active)
    )
    return db.session.scalars(
        query.options(joinedload(File.firm), joinedload(File.programme))
        .order_by(File.id)
        .limit(AT_MOST)
    ).all()


def certificates_in_force(programme_id: int, on: date) -> tuple[ColumnElement[bool], ...]:
    """Return what holds of certificates that are in force on a day, joined with their files."""
    return (
        File.programme_id == programme_id,
        File.state.not_in([*ENDED, State.SUSPENDED]),
        or_(File.state != State.APPEAL, File.appealed_from.not_in(STOPPED)),
        Certificate.ended_on.is_(None),
        (Certificate.until.is_(None)) | (Certificate.until >= on),
    )


def holding(programme_id: int, on: date) -> int:
    """Return how many firms hold the status on a day."""
    query = select(func.count(File.id.distinct())).join(Certificate, Certificate.file_id == File.id)
    return db.session.scalar(query.where(*certificates_in_force(programme_id, on))) or 0


def in_force(programme_id: int, on: date) -> int:
    """Return how many certificates are in force on a day; a firm may hold more than one."""
    query = select(func.count(Certificate.id)).join(File, Certificate.file_id == File.id)
    return db.session.scalar(query.where(*certificates_in_force(programme_id, on))) or 0


def holders(programme_id: int, on: date, page: int) -> Sequence[tuple[str, Certificate]]:
    """Return a page of the firms whose certificate is in force on a day, by name."""
    query = (
        select(Firm.name, Certificate)
        .join(File, Certificate.file_id == File.id)
        .join(Firm, File.firm_id == Firm.id)
        .where(*certificates_in_force(programme_id, on))
        .order_by(Firm.name, Certificate.id)
    )
    query = query.options(joinedload(Certificate.kind)).limit(PAGE).offset((page - 1) * PAGE)
    rows = db.session.execute(query)
    return [(name, certificate) for name, certificate in rows]


def holders_told(programme_id: int, on: date) -> list[Holder]:
    """Return who holds the status on a day, as risk systems know it."""
    query = (
        select(Firm.name, Firm.registration, Certificate)
        .join(File, Certificate.file_id == File.id)
        .join(Firm, File.firm_id == Firm.id)
        .where(*certificates_in_force(programme_id, on))
        .order_by(Certificate.number)
        .options(joinedload(Certificate.kind))
    )
    return [
        Holder(
            number=certificate.number,
            firm=name,
            registration=registration,
            classes=certificate.kind.code,
            since=certificate.given_on,
            until=certificate.until,
            is_in_force=True,
            roles=tuple(certificate.roles),
        )
        for name, registration, certificate in db.session.execute(query)
    ]


def by_code(code: str) -> Certificate | None:
    """Return the certificate with just this code, with its firm and programme."""
    query = select(Certificate).where(Certificate.code == code)
    whole = joinedload(Certificate.file)
    return db.session.scalar(
        query.options(
            joinedload(Certificate.kind),
            whole.joinedload(File.firm),
            whole.joinedload(File.programme),
        )
    )


def known_firms(numbers: Collection[str], name: str) -> Sequence[Any]:
    """Return firms with one of these numbers or with these words in their name, and their state."""
    wanted: list[ColumnElement[bool]] = [Firm.registration.in_(numbers)]
    if name:
        wanted.append(Firm.name.icontains(name, autoescape=True))
    query = (
        select(
            Firm.registration,
            Firm.name,
            Firm.sector,
            File.state,
            Programme.name.label("programme"),
        )
        .join(File, File.firm_id == Firm.id)
        .join(Programme, File.programme_id == Programme.id)
        .where(or_(*wanted))
    )
    return db.session.execute(query.order_by(Firm.name, File.id).limit(AT_MOST)).all()
