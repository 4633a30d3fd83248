"""Reports: their days, their counts, and what is in them of one small programme."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
from babel.dates import format_date
from ntfc_golden_list import models, tables
from ntfc_golden_list.queries import benefits as uses
from ntfc_golden_list.rules.judging import Size
from ntfc_golden_list.rules.lifecycle import State
from ntfc_golden_list.rules.programme import Register
from ntfc_golden_list.rules.reports import funnel, period, sheet_name
from ntfc_golden_list.service import benefits as recording
from ntfc_golden_list.service import programmes as service
from openpyxl import load_workbook

from ntfc.clock import now, today
from ntfc.db import db
from ntfc.permissions import SITE, SYSTEM, Entrusted, Role
from ntfc.transaction import unit_of_work

DAY = date(2030, 3, 15)


@pytest.mark.parametrize(
    ("first", "last", "start"),
    [
        (None, None, date(2029, 4, 1)),
        (date(2030, 1, 9), None, date(2030, 1, 9)),
        (date(2031, 1, 1), None, date(2029, 4, 1)),  # begins after its end
        (date(1900, 1, 1), None, date(2029, 4, 1)),  # more than anybody reads
        (None, date(2030, 1, 31), date(2029, 2, 1)),
        (None, date.max, date(2029, 4, 1)),  # a day from which nothing can be counted
        (date.min, date.min, date(2029, 4, 1)),
    ],
)
def test_a_report_is_of_days_that_make_sense(first, last, start):
    found = period(first, last, DAY)
    assert found.first == start
    assert found.last == (DAY if last in (None, date.min, date.max) else last)
    assert found.months[0] == start.replace(day=1)
    assert found.months[-1] == found.last.replace(day=1)


def test_firms_are_counted_by_each_step():
    counted = {("x", State.INTEREST): 2, ("x", State.CERTIFIED): 1}
    assert [*funnel(counted, [("x", "X"), ("y", "Y")])] == [
        ["X", 2, 0, 0, 0, 0, 1],
        ["Y", 0, 0, 0, 0, 0, 0],
    ]
    assert sheet_name(3, "a/b: " + "c" * 40) == "3 a b  " + "c" * 24


@pytest.fixture
def programme(app, make_body):
    """A programme with three firms: two certified, of which one was suspended."""
    body = make_body()
    with app.test_request_context(), unit_of_work():
        day = today("")
        made = service.begin(SITE, profile="safe", country="xx", now=now(), actor=SYSTEM)
        made.of_body_id, made.register = body, Register.COUNTS
        kind, edition = made_of(models.Kind), made_of(models.Edition)
        ways = ((), (State.CERTIFIED,), (State.CERTIFIED, State.SUSPENDED))
        for number, way in enumerate(ways, 1):
            firm = models.Firm(
                name=f"Acme {number}", registration=f"R-{number}", size=Size.SMALL, region="North"
            )
            db.session.add(firm)
            db.session.flush()
            state = way[-1] if way else State.INTEREST
            file = models.File(
                programme_id=made.id,
                firm_id=firm.id,
                number=number,
                roles=["importer", "exporter"],
                state=state,
                since=day,
                opened_on=day,
            )
            db.session.add(file)
            db.session.flush()
            _walk(file, (State.INTEREST, *way), day)
            if way:
                db.session.add(_certificate(file, kind, edition, day))
        return SimpleNamespace(id=made.id, body=body)


def made_of(model):
    return db.session.scalar(db.select(model).order_by(model.id))


def _walk(file, way, day):
    for number, to in enumerate(way, 1):
        start = way[number - 2] if number > 1 else None
        step = {"start": start, "to": to, "on": day, "at": now(), "details": {}}
        days = 10 if start else None
        db.session.add(
            models.Moved(file_id=file.id, number=number, days=days, reasons="Seals.", **step)
        )


def _certificate(file, kind, edition, day):
    name = f"C-{file.number}"
    given = {"number": name, "code": name, "roles": file.roles, "given_on": day}
    return models.Certificate(file_id=file.id, kind_id=kind.id, edition_id=edition.id, **given)


def test_reports_count_all_files_once_and_name_a_firm_to_customs_only(
    app, programme, client_for, seat
):
    at = f"/x/golden_list/programmes/{programme.id}"
    member = client_for(seat(programme.body, Role.MEMBER))
    told = {key: member.get(f"{at}/reports/{key}").text for key in tables.REPORTS}
    with app.app_context():
        month = format_date(today(""), "MMM y", locale="en")
    assert month in told["funnel"]
    assert "North" in told["funnel"]
    assert "Seals." not in told["against"]
    book = load_workbook(BytesIO(member.get(f"{at}/reports.xlsx").data))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].rows]
    assert [month, 3, 0, 0, 0, 0, 2] in rows  # numbers, not texts
    assert "Acme" not in "".join(told.values()) + str([[*s.values] for s in book.worksheets])
    stranger = client_for(None)
    assert ">1<" in stranger.get(f"{at}/statistics").text.replace("\n", "")
    assert stranger.get(f"{at}/reports").status_code in (302, 303)
    with app.test_request_context():
        found = tables.programmes.get_programme(programme.id)
        asked = tables.Asked(found, period(None, None, today("")), today(""), is_customs=True)
        (_counts, cases) = tables.against(asked)
        assert cases.rows[0][1:4] == ["Acme 3", "Suspended", "Seals."]
        counts, firms = tables.idle(asked)
        assert [row[1] for row in counts.rows] == [1, 1]  # one is suspended
        assert [row[0] for row in firms.rows] == ["Acme 2"]
        way = {table.title: table.rows for table in tables.funnel(asked)}
        by_role = {row[0]: row[1:] for row in way["By role"]}
        assert by_role["Importer"] == by_role["Exporter"] == [3, 0, 0, 0, 0, 2]  # both of each
        assert way["By region"] == [["North", 3, 0, 0, 0, 0, 2]]
        (days,) = tables.steps(asked)
        assert days.rows == [["Interested", 2, 10, 10], ["Certified", 1, 10, 10]]


def test_uses_are_added_up_once_also_when_a_file_is_sent_twice(app, programme):
    head = "certificate;benefit;month;times;minutes_without;minutes_with;money\n"
    with app.test_request_context(), unit_of_work():
        made = tables.programmes.get_programme(programme.id)
        code = next(
            one for one in tables.programmes.benefits_of(made.id) if one.group.value == "data"
        )
        for times in (5, 7):  # what is sent later counts
            text = f"{head}C-2;{code.code};2020-03;{times};30;10;4.50"
            recording.record_uses(made, text=text, now=now(), actor=Entrusted(SYSTEM))
        assert uses.totals(made.id) == {code.id: (7, 140, Decimal("4.5"))}
        code.promised_on = day = date(2020, 3, 15)
        db.session.flush()
        asked = tables.Asked(made, period(day - timedelta(days=1), day, day), day)
        assert tables.used(asked)[0].rows == [[code.title, 7, 140, 4]]
