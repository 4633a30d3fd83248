"""What a committee gets of a programme: numbers for its agenda and its report, and no firm."""

from datetime import date
from types import SimpleNamespace

import pytest
from ntfc_golden_list import ntfc_agenda_proposals, ntfc_report_lines
from ntfc_golden_list.models import File, Firm, Programme
from ntfc_golden_list.queries.registers import general as kept_general
from ntfc_golden_list.rules.judging import Size
from ntfc_golden_list.rules.lifecycle import State
from ntfc_golden_list.service import programmes as service
from ntfc_golden_list.service import registers

from ntfc.clock import now, today
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.i18n import on_day
from ntfc.issues.models import Issue, IssueState
from ntfc.permissions import SITE, SYSTEM, Entrusted
from ntfc.transaction import unit_of_work


@pytest.fixture
def body(app, make_body):
    number = make_body()
    with app.test_request_context(), unit_of_work():
        made = service.begin(SITE, profile="safe", country="xx", now=now(), actor=SYSTEM)
        made.of_body_id = number
        firm = Firm(name="Acme", registration="R-1", size=Size.SMALL)
        db.session.add(firm)
        db.session.flush()
        values = {"roles": [], "state": State.MONITORING, "due_on": date(2020, 1, 1)}
        day = {"since": date(2020, 1, 1), "opened_on": date(2020, 1, 1)}
        db.session.add(File(programme_id=made.id, firm_id=firm.id, number=1, **values, **day))
    return SimpleNamespace(id=number)


def test_figures_are_offered_to_the_agenda_and_the_report_and_name_nobody(app, body):
    with app.test_request_context():
        (offered,) = ntfc_agenda_proposals(body, SimpleNamespace(id=3))
        (line,) = ntfc_report_lines(body, date(2020, 1, 1), date(2030, 1, 1))
        told = f"{offered.title} {offered.reason} {line}"
        assert f"As of {on_day(today(''))}. Files: 1;" in told
        assert "late: 1." in told
        assert "applications: 0" in told
        assert "Acme" not in told
        other = SimpleNamespace(id=body.id + 1)
        assert [*ntfc_agenda_proposals(other, SimpleNamespace(id=3))] == []


def test_a_problem_of_many_firms_is_brought_to_the_committee_without_a_name(app, body, make_person):
    officer = Entrusted(SimpleNamespace(person_id=make_person("Officer"), name="Officer"))
    with app.test_request_context(), unit_of_work():
        made = db.session.scalar(db.select(Programme))
        told = {"title": "Broken seals", "problem": "Seals of type B open by themselves."}
        more = {"now": now(), "today": today(""), "actor": officer}
        for problem, firms in (("Seals of Acme open.", 3), (told["problem"], 1)):
            with pytest.raises(Refused):
                wrong = told | {"problem": problem}
                registers.tell_committee(made, **wrong, firms=firms, **more)
        registers.tell_committee(made, **told, firms=3, **more)
        (kept,) = kept_general(made.id)
        assert (kept.title, kept.state, kept.firms) == ("Broken seals", IssueState.PROPOSED, 3)
        issue = db.session.scalar(db.select(Issue))
        assert issue.body_id == body.id
        assert "3 firms" in issue.context


def test_a_programme_is_begun_once_in_a_country(app, body):
    with app.test_request_context():
        assert db.session.scalar(db.select(Programme.country)) == "XX"
