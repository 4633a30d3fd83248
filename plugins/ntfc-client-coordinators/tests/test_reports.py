"""The demonstration fills by the services; from it each report is told."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from statistics import median

import pytest
from ntfc_client_coordinators import demo
from ntfc_client_coordinators.models import Case, Firm
from ntfc_client_coordinators.rules.cases import Where
from ntfc_client_coordinators.rules.portfolio import Level
from ntfc_client_coordinators.tables import REPORTS
from ntfc_client_coordinators.words import clock
from openpyxl import load_workbook
from sqlalchemy import select

from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import Insider
from ntfc.transaction import unit_of_work

X = "/x/client_coordinators/reports"


class Country:
    """What a plugin is given of the demonstration, as far as this one asks for it."""

    def __init__(self, people, body):
        self.people, self.body_id, self.today = people, body, now().date()

    def day(self, ago):
        return self.today - timedelta(days=ago)

    def at(self, ago, hour=9):
        return datetime.combine(self.day(ago), datetime.min.time(), UTC) + timedelta(hours=hour)

    def acting(self, key, _ago):
        runs_it = key == "bilal.hariri"
        number = self.people[key]
        return Insider(person_id=number, name=key, token="", is_administrator=runs_it)

    def body(self, _key):
        return db.session.get(Body, self.body_id)


KEYS = ("bilal.hariri", "hiba.sharif", "omar.darwish", "tariq.salim", "samer.khatib")


@pytest.fixture
def manager(app, make_person, make_body, client_for):
    people = {key: make_person(key, email=f"{key}@example.org") for key in KEYS}
    country = Country(people, make_body())
    with app.test_request_context(), unit_of_work():
        demo.fill(country)
    return client_for(people["samer.khatib"])


def test_each_report_tells_of_the_demonstration(manager):
    said = {
        "month": "MultiCom",
        "workload": "90",
        "talks": "ABC/XYZ",
        "rotation": "MultiCom",
        "declarations": "Qadria Paints",
        "colleagues": "Refund or special payment",
        "plans": "Star Inks",
        "papers": "General guarantee",
        "issues": "Scales at the port",
        "candidates": "Applied",
        "service": "omar.darwish",
    }
    assert said.keys() == REPORTS.keys()
    for key, words in said.items():
        answer = manager.get(f"{X}/{key}")
        assert answer.status_code == 200, key
        assert words in answer.text, key
    assert "MultiCom" not in manager.get(f"{X}/issues").text
    assert "omar.darwish" in manager.get(f"{X}/declarations").text  # who stands in, too
    assert manager.get(f"{X}/nothing").status_code == 404
    book = load_workbook(BytesIO(manager.get(f"{X}.xlsx").data))
    assert len([name for name in book.sheetnames if name[0].isdigit()]) == 18
    month = f"{X}/month?month={now().date() - timedelta(days=15):%Y-%m}"
    assert (
        _row(manager.get(month).text, "omar.darwish")[1:3]
        == _row(manager.get(month).text, "MultiCom")[1:3]
    )  # one firm is all that he has
    assert manager.get(f"{X}/month.pdf").data.startswith(b"%PDF-")


def _row(page, name):
    """Return the cells of the first row of a page that begins with a name."""
    row = page[page.index(f'<th scope="row"><bdi>{name}</bdi>') :].partition("</tr>")[0]
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]


@pytest.mark.rule("C14")
def test_service_for_few_is_seen_beside_that_for_the_others(manager, app):
    """Half of the cases of each size took longer; what was redirected was not answered."""
    spent = [11, 4000, 60, 26]
    with app.app_context(), unit_of_work():
        small = db.session.scalar(select(Firm).where(Firm.size == Level.SMALL).limit(1))
        other = db.session.scalar(select(Case).where(Case.opened_by_id.is_not(None)).limit(1))
        twin = Person(name="omar.darwish", created_at=now())  # of the same name
        db.session.add(twin)
        db.session.flush()
        for place, minutes in enumerate(spent, 100):
            told = {"front_minutes": minutes, "opened_by_id": twin.id, "heard_at": now()}
            db.session.add(_like(other, number=place, firm=small, **told))
        gone = {"front_minutes": 99_999, "where": Where.APPEAL, "heard_at": now()}
        db.session.add(_like(other, number=99, firm=small, **gone))
    page = manager.get(f"{X}/service").text
    told = [str(len(spent)), str(clock(int(median(spent))))]
    assert _row(page, "Small")[1:] == told
    assert page.count("omar.darwish") == 2


def _like(case, **told):
    names = ("title", "channel", "topic", "state", "since", "received_at", "opened_by_id")
    return Case(**{name: getattr(case, name) for name in names} | told)
