"""Who may do what, by hand: `check_plugin` compares it with the plugin, in both directions."""

import hashlib
from datetime import date, timedelta

from ntfc_golden_list import models
from ntfc_golden_list.rules.benefits import Group
from ntfc_golden_list.rules.judging import Size, Weight
from ntfc_golden_list.rules.lifecycle import Post, State
from ntfc_golden_list.rules.log import Entry, Risk
from ntfc_golden_list.rules.people import Change
from ntfc_golden_list.rules.programme import Notice, Recognition, Register
from ntfc_golden_list.rules.reminding import Occasion

from ntfc import storage
from ntfc.clock import now
from ntfc.db import db

P = "/x/golden_list/programmes/<int:programme_id>"
F = "/x/golden_list/files/<int:file_id>"
ROUTES = {
    "GET /x/golden_list/": "site.be_here",
    "GET /x/golden_list/begin": "golden_list.begin",
    "POST /x/golden_list/begin": "golden_list.begin",
    "GET /x/golden_list/verify/<code>": "site.come_in",
    f"GET {P}/": "site.come_in",
    f"GET {P}/set-up": "golden_list.manage",
    f"POST {P}/set-up": "golden_list.manage",
    f"GET {P}/rules": "golden_list.manage",
    f"POST {P}/rules": "golden_list.manage",
    f"POST {P}/rules/publish": "golden_list.manage",
    f"GET {P}/officers": "golden_list.manage",
    f"POST {P}/officers": "golden_list.manage",
    "POST /x/golden_list/officers/<int:officer_id>/relieve": "golden_list.manage",
    f"GET {P}/parts": "golden_list.manage",
    f"POST {P}/parts": "golden_list.manage",
    f"GET {P}/criteria": "golden_list.manage",
    f"POST {P}/criteria": "golden_list.manage",
    f"GET {P}/take-over": "golden_list.manage",
    f"POST {P}/take-over": "golden_list.manage",
    f"GET {P}/roles/<int:part_id>": "golden_list.manage",
    f"POST {P}/roles/<int:part_id>": "golden_list.manage",
    f"GET {P}/interest": "golden_list.interest",
    f"POST {P}/interest": "golden_list.interest",
    f"GET {P}/nominate": "golden_list.work",
    f"POST {P}/nominate": "golden_list.work",
    f"GET {P}/invite": "golden_list.work",
    f"POST {P}/invite": "golden_list.work",
    f"GET {P}/come": "site.come_in",
    f"POST {P}/come": "site.come_in",
    f"GET {P}/l/<token>": "site.come_in",
    f"POST {P}/l/<token>": "site.come_in",
    f"POST {P}/conduct": "golden_list.work",
    f"GET {P}/holders.csv": "golden_list.work",
    f"GET {P}/desk": "golden_list.work",
    f"GET {P}/benefits": "golden_list.count",
    f"GET {P}/uses": "golden_list.work",
    f"POST {P}/uses": "golden_list.work",
    "GET /x/golden_list/benefits/<int:benefit_id>/<what>": "golden_list.manage",
    "POST /x/golden_list/benefits/<int:benefit_id>/<what>": "golden_list.manage",
    "GET /x/golden_list/benefits/<int:benefit_id>/measured": "golden_list.work",
    "POST /x/golden_list/benefits/<int:benefit_id>/measured": "golden_list.work",
    f"POST {F}/sites/<int:site_id>/remove": "golden_list.speak",
    f"GET {F}/firm": "golden_list.work",
    f"POST {F}/firm": "golden_list.work",
    "POST /x/golden_list/controls/<int:control_id>/end": "golden_list.work",
    f"GET {F}/use": "golden_list.work",
    f"POST {F}/use": "golden_list.work",
    f"GET {F}/papers": "golden_list.speak",
    f"POST {F}/papers": "golden_list.speak",
    "GET /x/golden_list/visits/<int:visit_id>/photos": "golden_list.visit",
    "POST /x/golden_list/visits/<int:visit_id>/photos": "golden_list.visit",
    "GET /x/golden_list/papers/<int:paper_id>": "golden_list.read",
    f"GET {F}/tell": "golden_list.speak",
    f"POST {F}/tell": "golden_list.speak",
    "POST /x/golden_list/notices/<int:noticed_id>/read": "golden_list.work",
    "GET /x/golden_list/moves/<int:moved_id>/letter.pdf": "golden_list.read",
    "GET /x/golden_list/certificates/<int:certificate_id>/certificate.pdf": "golden_list.read",
    f"POST {P}/rules/revise": "golden_list.manage",
    f"GET {P}/building": "golden_list.count",
    f"GET {P}/building/<int:number>": "golden_list.manage",
    f"POST {P}/building/<int:number>": "golden_list.manage",
    f"GET {F}/rounds": "golden_list.work",
    f"POST {F}/rounds": "golden_list.work",
    f"GET {P}/readings": "golden_list.work",
    f"POST {P}/readings": "golden_list.work",
    f"GET {P}/lessons": "golden_list.work",
    f"POST {P}/lessons": "golden_list.work",
    f"GET {P}/proposals": "golden_list.count",
    f"POST {P}/proposals": "golden_list.count",
    "GET /x/golden_list/proposals/<int:proposed_id>/answer": "golden_list.manage",
    "POST /x/golden_list/proposals/<int:proposed_id>/answer": "golden_list.manage",
    f"GET {P}/figures": "golden_list.count",
    f"GET {P}/partners": "golden_list.count",
    f"POST {P}/partners": "golden_list.count",
    "GET /x/golden_list/partners/<int:partner_id>": "golden_list.manage",
    "POST /x/golden_list/partners/<int:partner_id>": "golden_list.manage",
    f"GET {P}/problems": "golden_list.work",
    f"POST {P}/problems": "golden_list.work",
    f"GET {P}/reports": "golden_list.count",
    f"GET {P}/reports/<key>": "golden_list.count",
    f"GET {P}/reports.xlsx": "golden_list.count",
    f"GET {P}/statistics": "site.come_in",
    f"GET {F}": "golden_list.read",
    f"POST {F}/follow": "golden_list.work",
    f"POST {F}/consent": "golden_list.consent",
    f"GET {F}/people": "golden_list.sign",
    f"POST {F}/people": "golden_list.sign",
    f"POST {F}/people/<int:person_id>/take-off": "golden_list.sign",
    f"POST {F}/people/<int:person_id>/signs": "golden_list.sign",
    "POST /x/golden_list/asked/<int:asked_id>/end": "golden_list.sign",
    f"GET {F}/answers": "golden_list.read",
    f"GET {F}/found": "golden_list.work",
    f"GET {F}/answers/<area>": "golden_list.speak",
    f"POST {F}/answers/<area>": "golden_list.speak",
    f"GET {F}/answers/<area>/ask": "golden_list.sign",
    f"POST {F}/answers/<area>/ask": "golden_list.sign",
    f"GET {F}/steps/<to>": "golden_list.move",
    f"POST {F}/steps/<to>": "golden_list.move",
    f"GET {F}/contact": "golden_list.work",
    f"POST {F}/contact": "golden_list.work",
    f"GET {F}/sites": "golden_list.speak",
    f"POST {F}/sites": "golden_list.speak",
    f"GET {F}/checks": "golden_list.vet",
    f"POST {F}/checks": "golden_list.vet",
    "POST /x/golden_list/checks/<int:check_id>/second": "golden_list.vet",
    "GET /x/golden_list/checks/<int:check_id>": "golden_list.vet",
    "POST /x/golden_list/checks/<int:check_id>": "golden_list.vet",
    f"GET {F}/visits/new": "golden_list.visit",
    f"POST {F}/visits/new": "golden_list.visit",
    "GET /x/golden_list/visits/<int:visit_id>": "golden_list.visit",
    "POST /x/golden_list/visits/<int:visit_id>": "golden_list.visit",
    f"GET {F}/log": "golden_list.work",
    f"POST {F}/log": "golden_list.work",
    f"GET {F}/controls": "golden_list.work",
    f"POST {F}/controls": "golden_list.work",
}
HOLDERS = {
    "golden_list.begin": {"administrator"},
    "golden_list.manage": {"administrator"},  # and its head
    "golden_list.interest": {"person"},
    # by a post in the programme, a place in the firm, a seat in the committee, or a link
    "golden_list.work": set(),
    "golden_list.count": set(),
    "golden_list.read": set(),
    "golden_list.speak": set(),
    "golden_list.sign": set(),
    "golden_list.move": set(),
    "golden_list.come": set(),
    "golden_list.apply": set(),
    "golden_list.answer": set(),
    "golden_list.consent": set(),
    "golden_list.follow": set(),
    "golden_list.appeal": set(),
    "golden_list.vet": set(),
    "golden_list.visit": set(),
    "golden_list.decide": set(),
}
EXAMPLES = {
    "code": "نص1",
    "token": "نص",
    "area": "records",
    "to": "dropped",
    "visit_id": 1,
    "check_id": 1,
    "what": "promise",
    "number": 1,
    "key": "holders",
}
TEXT = {"en": "نص", "ar": "نص"}


def fill(number, body_id, person_id):
    """Add one more file, with one more of all that belongs to one, in one programme."""
    programme = db.session.scalar(db.select(models.Programme).limit(1))
    if programme is None:
        programme = _programme(body_id, person_id)
    edition = db.session.scalar(db.select(models.Edition).limit(1))
    kind = models.Kind(programme_id=programme.id, code=f"ن{number}", name=TEXT)
    part = models.Part(programme_id=programme.id, code=f"ن{number}", name=TEXT, opens_on=DAY)
    criterion = models.Criterion(
        edition_id=edition.id,
        position=number,
        code=f"ن{number}",
        area="records",
        weight=Weight.IMPORTANT,
        text=TEXT,
        text_small={},
        proof=TEXT,
        roles=[],
        classes=[],
    )
    benefit = models.Benefit(
        programme_id=programme.id,
        code=f"ن{number}",
        group=Group.DATA,
        name=TEXT,
        promised_on=DAY,
    )
    db.session.add_all(
        [
            *(kind, part, criterion, benefit),
            models.Reading(
                programme_id=programme.id, code="نص", since=DAY, text="نص", by_id=person_id
            ),
            models.Action(programme_id=programme.id, number=number, owner="نص", due_on=DAY),
            models.Partner(
                programme_id=programme.id,
                code=chr(64 + number) * 3,
                recognition=Recognition.EXPLORED,
                since=DAY,
            ),
            models.Lesson(programme_id=programme.id, text="نص", by_id=person_id, at=now()),
            models.Proposed(programme_id=programme.id, text="نص", by_id=person_id, at=now()),
        ]
    )
    db.session.flush()
    _file(number, programme, edition, kind, criterion, benefit, person_id)


DAY = date(2020, 1, 1)


def _programme(body_id, person_id):
    programme = models.Programme(
        country="نص",
        key="نص",
        name=TEXT,
        about=TEXT,
        legal_basis={},
        documents={},
        steps={},
        source="نص",
        as_of=DAY,
        of_body_id=body_id,
        nominates=True,
        register=Register.FULL,
        began_at=now(),
    )
    db.session.add(programme)
    db.session.flush()
    for post in Post:
        if post is not Post.FIRM:
            db.session.add(
                models.Officer(
                    programme_id=programme.id,
                    person_id=person_id,
                    post=post,
                    since=DAY,
                    conduct_on=DAY,
                )
            )
    texts = dict.fromkeys(("requirements", "suspension", "removal", "appeal"), TEXT)
    db.session.add(models.Edition(programme_id=programme.id, number=1, published_on=DAY, **texts))
    db.session.flush()
    return programme


def _file(number, programme, edition, kind, criterion, benefit, person_id):
    firm = models.Firm(name=f"نص {number}", registration=f"نص {number}", size=Size.SMALL)
    db.session.add(firm)
    db.session.flush()
    # For the first firm the person spoke once: nobody works for customs on the file of the own firm.
    speaks = db.session.scalar(db.select(models.File.id).limit(1)) is not None
    db.session.add(
        models.FirmPerson(firm_id=firm.id, person_id=person_id, is_lead=True, is_active=speaks)
    )
    db.session.add(
        models.PlaceChanged(
            firm_id=firm.id, person_id=person_id, change=Change.JOINED, at=now(), by_id=person_id
        )
    )
    file = models.File(
        programme_id=programme.id,
        firm_id=firm.id,
        edition_id=edition.id,
        kind_id=kind.id,
        coordinator_id=person_id,
        number=number,
        roles=[],
        state=State.CANDIDATE,
        since=DAY,
        due_on=DAY,
        opened_on=DAY,
    )
    db.session.add(file)
    db.session.flush()
    _parts(number, file, firm, criterion, person_id)
    db.session.add(
        models.Certificate(
            file_id=file.id,
            kind_id=kind.id,
            edition_id=edition.id,
            number=f"نص {number}",
            code=f"نص{number}",
            roles=[],
            given_on=DAY,
        )
    )
    db.session.add(models.Measured(benefit_id=benefit.id, on=DAY, text="نص", by_id=person_id))
    db.session.add(models.UseTotal(benefit_id=benefit.id, month=DAY, times=1, minutes=0, money=0))
    db.session.add(
        models.Used(file_id=file.id, benefit_id=benefit.id, month=DAY, times=1, source="نص")
    )


def _stored():
    """Lay down a file as the store would; within a transaction the store itself takes none."""
    content = b"%PDF-"
    name = hashlib.sha256(content).hexdigest()
    path = storage._path(name)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    storage.note(name, person_id=None, now=now())
    return name


def _parts(number, file, firm, criterion, person_id):
    first = db.session.scalar(db.select(models.File).order_by(models.File.id).limit(1))
    site = models.Site(firm_id=first.firm_id, name="نص")
    visit = models.Visited(file_id=first.id, validator_id=person_id, planned_on=DAY)
    db.session.add_all([site, visit])
    db.session.flush()
    db.session.add_all(
        [
            models.Moved(
                file_id=first.id,
                number=number,
                to=State.RETURNED,
                on=DAY,
                at=now(),
                by_id=person_id,
                details={},
            ),
            models.Answered(file_id=first.id, criterion_id=criterion.id, by_id=person_id, at=now()),
            models.Asked(file_id=first.id, area=f"ن{number}", person_id=person_id, asked_at=now()),
            models.Checked(file_id=first.id, source="نص", reviewer_id=person_id, at=now()),
            models.VisitedSite(visit_id=visit.id, site_id=site.id),
            models.Paper(
                file_id=first.id,
                name="نص",
                media="application/pdf",
                stored=_stored(),
                by_id=person_id,
                at=now(),
            ),
            models.Noticed(
                file_id=first.id, kind=Notice.CHANGE, text="نص", by_id=person_id, at=now()
            ),
            models.Control(file_id=first.id, what="نص"),
            models.Noted(
                file_id=first.id,
                kind=Entry.RISK,
                on=DAY,
                text="نص",
                risk=Risk.LOW,
                by_id=person_id,
                at=now(),
            ),
            models.Reminded(
                file_id=first.id,
                occasion=Occasion.REVIEW,
                due_on=DAY + timedelta(number),
                at=now(),
            ),
            models.FileStep(
                file_id=first.id, cycle=number, step=1, done_on=DAY, by_id=person_id, product="نص"
            ),
        ]
    )
