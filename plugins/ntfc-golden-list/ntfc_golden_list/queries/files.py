"""Files: one with all that its page shows, or many for the desk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from ntfc.clock import day_of
from ntfc.db import db
from ntfc.people.models import Person
from ntfc_golden_list.models import (
    Answered,
    Asked,
    Certificate,
    Checked,
    Control,
    Criterion,
    Edition,
    File,
    Firm,
    FirmPerson,
    Kind,
    Moved,
    Noticed,
    Paper,
    Programme,
    Site,
    Visited,
    VisitedSite,
)
from ntfc_golden_list.rules import judging
from ntfc_golden_list.rules.programme import Notice

_VISIT = (
    selectinload(Visited.places),
    selectinload(Visited.findings),
    selectinload(Visited.accounts),
)


def _whole() -> tuple[ExecutableOption, ...]:
    programme = joinedload(File.programme)
    return (
        programme.selectinload(Programme.kinds),
        programme.selectinload(Programme.roles),
        joinedload(File.firm),
        joinedload(File.kind),
        joinedload(File.coordinator),
        joinedload(File.edition).selectinload(Edition.criteria),
    )


def get_file(file_id: int) -> File:
    """Return a file with its firm, its programme and the rules by which it is judged."""
    found: File = db.one_or_404(select(File).where(File.id == file_id).options(*_whole()))
    return found


def find_file(number: int) -> File | None:
    """Return a file as get_file() does, or nothing."""
    return db.session.scalar(select(File).where(File.id == number).options(*_whole()))


def get_visit(visit_id: int) -> Visited:
    query = select(Visited).where(Visited.id == visit_id)
    found: Visited = db.one_or_404(query.options(*_VISIT))
    return found


def get_check(check_id: int) -> Checked:
    found: Checked = db.one_or_404(select(Checked).where(Checked.id == check_id))
    return found


def get_paper(paper_id: int) -> Paper:
    found: Paper = db.one_or_404(select(Paper).where(Paper.id == paper_id))
    return found


def papers(file_id: int, *, of_visits: bool) -> Sequence[Paper]:
    """Return the evidence of the firm; with what was seen on visits, for customs only."""
    query = select(Paper).where(Paper.file_id == file_id)
    if not of_visits:
        query = query.where(Paper.visit_id.is_(None))
    return db.session.scalars(query.order_by(Paper.id)).all()


def get_notice(noticed_id: int) -> Noticed:
    found: Noticed = db.one_or_404(select(Noticed).where(Noticed.id == noticed_id))
    return found


def notices(file_id: int) -> Sequence[Noticed]:
    query = select(Noticed).where(Noticed.file_id == file_id)
    return db.session.scalars(query.order_by(Noticed.id.desc())).all()


def says_it_leaves(file: File) -> bool:
    """Tell whether the firm said, since its file stands where it does, that it wants no more."""
    told = [one.at for one in notices(file.id) if one.kind is Notice.LEAVING]
    return any(day_of(at, "") >= file.since for at in told)


def asked_by_number(number: int) -> Asked | None:
    """Return the part that somebody was asked to answer, with the whole file."""
    whole = joinedload(Asked.file)
    query = select(Asked).where(Asked.id == number)
    return db.session.scalar(
        query.options(
            joinedload(Asked.person),
            whole.joinedload(File.programme),
            whole.joinedload(File.firm),
            whole.joinedload(File.kind),
            whole.joinedload(File.edition).selectinload(Edition.criteria),
        )
    )


def people_of(firm_id: int) -> Sequence[Person]:
    """Return who speaks for a firm."""
    query = select(Person).join(FirmPerson, FirmPerson.person_id == Person.id)
    query = query.where(FirmPerson.firm_id == firm_id, FirmPerson.is_active)
    return db.session.scalars(query.order_by(FirmPerson.id)).all()


def history(file_id: int) -> Sequence[Moved]:
    query = select(Moved).where(Moved.file_id == file_id).options(joinedload(Moved.by))
    return db.session.scalars(query.order_by(Moved.number)).all()


def get_step(moved_id: int) -> Moved:
    query = select(Moved).where(Moved.id == moved_id)
    found: Moved = db.one_or_404(query.options(joinedload(Moved.by)))
    return found


def next_number(programme_id: int) -> int:
    query = select(func.max(File.number)).where(File.programme_id == programme_id)
    return (db.session.scalar(query) or 0) + 1


def firm_by_registration(registration: str) -> Firm | None:
    return db.session.scalar(select(Firm).where(Firm.registration == registration))


def registrations_known(numbers: Collection[str]) -> set[str]:
    """Return which of these numbers are those of a firm that is known already."""
    query = select(Firm.registration).where(Firm.registration.in_(numbers))
    return set(db.session.scalars(query))


def file_of(programme_id: int, firm_id: int) -> File | None:
    query = select(File).where(File.programme_id == programme_id, File.firm_id == firm_id)
    return db.session.scalar(query.options(*_whole()))


def answers(file_id: int) -> dict[int, Answered]:
    rows = db.session.scalars(select(Answered).where(Answered.file_id == file_id))
    return {row.criterion_id: row for row in rows}


def asked_for(file_id: int) -> Sequence[Asked]:
    """Return who is asked for which part, as far as it was not taken back."""
    query = select(Asked).where(Asked.file_id == file_id, Asked.ended_at.is_(None))
    return db.session.scalars(query.options(joinedload(Asked.person)).order_by(Asked.id)).all()


def get_asked(asked_id: int) -> Asked:
    found: Asked = db.one_or_404(select(Asked).where(Asked.id == asked_id))
    return found


def asked_once(file_id: int, area: str, person_id: int) -> Asked | None:
    """Return that somebody is, or was, asked for a part."""
    query = select(Asked).where(Asked.file_id == file_id, Asked.area == area)
    query = query.where(Asked.person_id == person_id).options(joinedload(Asked.file))
    return db.session.scalar(query)


def checks(file_id: int) -> Sequence[Checked]:
    return db.session.scalars(
        select(Checked).where(Checked.file_id == file_id).order_by(Checked.id)
    ).all()


def visits(file_id: int) -> Sequence[Visited]:
    query = select(Visited).where(Visited.file_id == file_id)
    return db.session.scalars(query.options(*_VISIT).order_by(Visited.id)).all()


def sites(firm_id: int) -> Sequence[Site]:
    return db.session.scalars(select(Site).where(Site.firm_id == firm_id).order_by(Site.id)).all()


def get_site(site_id: int, firm_id: int) -> Site:
    query = select(Site).where(Site.id == site_id, Site.firm_id == firm_id)
    found: Site = db.one_or_404(query)
    return found


def is_visited(site_id: int) -> bool:
    """Tell whether a visit went, or is planned to go, to some premises."""
    query = select(VisitedSite.id).where(VisitedSite.site_id == site_id)
    return db.session.scalar(query.limit(1)) is not None


def controls(file_id: int) -> Sequence[Control]:
    return db.session.scalars(
        select(Control)
        .where(Control.file_id == file_id, Control.ended_on.is_(None))
        .order_by(Control.id)
    ).all()


def get_control(control_id: int) -> Control:
    found: Control = db.one_or_404(select(Control).where(Control.id == control_id))
    return found


def certificates(file_id: int) -> Sequence[Certificate]:
    query = select(Certificate).where(Certificate.file_id == file_id)
    return db.session.scalars(
        query.options(joinedload(Certificate.kind)).order_by(Certificate.id.desc())
    ).all()


def get_certificate(certificate_id: int) -> Certificate:
    """Return a certificate with its class, its rules and who gave it."""
    query = select(Certificate).where(Certificate.id == certificate_id)
    found: Certificate = db.one_or_404(
        query.options(
            joinedload(Certificate.kind),
            joinedload(Certificate.edition),
            joinedload(Certificate.decided_by),
        )
    )
    return found


def certificates_known(numbers: Collection[str]) -> set[str]:
    """Return which of these numbers stand on a certificate already."""
    query = select(Certificate.number).where(Certificate.number.in_(numbers))
    return set(db.session.scalars(query))


def questions(file: File, kind: Kind | None = None) -> list[Criterion]:
    """Return what is asked of this firm, in order: for the class it asks for, or for another."""
    if file.edition is None:
        return []
    kind = kind or file.kind
    wanted = {kind.code, kind.needs} - {""} if kind else set()
    asked = judging.asked_of(map(plain, file.edition.criteria), file.roles, wanted)
    keys = {one.key for one in asked}
    return [criterion for criterion in file.edition.criteria if criterion.id in keys]


def plain(criterion: Criterion) -> judging.Asked:
    """Return a requirement as rules know it."""
    return judging.Asked(
        key=criterion.id,
        weight=criterion.weight,
        roles=frozenset(criterion.roles),
        classes=frozenset(criterion.classes),
    )


def said(rows: Mapping[int, Answered]) -> dict[int, judging.Said]:
    return {key: judging.Said(answer=row.answer, by_when=row.by_when) for key, row in rows.items()}


@dataclass(frozen=True)
class Progress:
    """How far the questions of one area are answered."""

    area: str
    asked: int
    answered: int


def progress(file: File, rows: Mapping[int, Answered]) -> list[Progress]:
    told = said(rows)
    found: dict[str, list[bool]] = {}
    for criterion in questions(file):
        is_answered = judging.is_answered(told.get(criterion.id))
        found.setdefault(criterion.area, []).append(is_answered)
    return [Progress(area, len(each), sum(each)) for area, each in found.items()]
