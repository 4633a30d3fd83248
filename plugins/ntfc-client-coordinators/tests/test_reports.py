"""The demonstration fills by the services; from it each report is told."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from ntfc_client_coordinators import demo
from ntfc_client_coordinators.tables import REPORTS
from openpyxl import load_workbook

from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
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
    assert len([name for name in book.sheetnames if name[0].isdigit()]) == 15
    assert manager.get(f"{X}/month.pdf").data.startswith(b"%PDF-")
