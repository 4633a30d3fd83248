"""In whatever order people act, no issue leaves the parking lot without a way out that is noted."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import select

from ntfc.agendas import queries as agendas
from ntfc.agendas.service import building
from ntfc.db import db
from ntfc.errors import Refused
from ntfc.issues import queries as issues
from ntfc.issues.models import Issue, IssueState
from ntfc.issues.service import handing, moving
from ntfc.meetings import queries as meetings
from ntfc.parking_lot import queries
from ntfc.parking_lot.models import Parking
from ntfc.parking_lot.service import leaving
from ntfc.permissions import SYSTEM
from ntfc.procedure.models import Procedure
from ntfc.transaction import unit_of_work
from tests.agendas.conftest import DAY, NOW, acting

pytestmark = pytest.mark.database("sqlite")  # the constraint is tried on both: test_service
WHICH = st.integers(0, 2)


def ways(lot, agenda, meeting, sister):
    """Return each way in which somebody carries an issue on, whatever state it is in."""

    def parked(issue):
        found = queries.open_of(issue.id)
        if found is None:
            raise Refused("not parked")
        return found

    def take(issue, actor):
        offered = agendas.proposals_for(
            meetings.get_meeting(meeting), agendas.get_agenda(agenda), SYSTEM
        )
        building.take(
            agendas.get_agenda(agenda),
            proposals=[one for one in offered if one.issue_id == issue.id],
            procedure=Procedure(),
            actor=actor,
            now=NOW,
        )

    def off(issue, actor):
        for item in agendas.open_items_of(issue.id):
            building.take_off(agendas.get_item(item.id), actor=actor, now=NOW)

    def back(issue, actor):
        for item in agendas.get_agenda(agenda).items:
            if item.issue_id == issue.id:
                building.put_back(item, actor=actor, now=NOW)

    def case(issue, actor):
        moving.send_to_case_channel(
            issue, where="There", say=lambda: "One case", actor=actor, now=NOW
        )

    said = {"reason": "So it is", "now": NOW}
    return {
        "take": take,
        "off": off,
        "back": back,
        "case": case,
        "close": lambda issue, actor: moving.close(issue, actor=actor, **said),
        "reopen": lambda issue, actor: moving.reopen(issue, actor=actor, **said),
        "hand over": lambda issue, actor: handing.hand_over(
            issue, to=issues.get_body(sister), actor=actor, **said
        ),
        "take up": lambda issue, actor: leaving.take_up(parked(issue), actor=actor, **said),
        "merge": lambda issue, actor: leaving.merge(
            parked(issue),
            into=issues.get_issue(issue.id % 3 + 1),
            actor=actor,
            **said,
        ),
        "close parked": lambda issue, actor: leaving.close(parked(issue), actor=actor, **said),
    }


NAMES = (
    *("take", "off", "back", "case", "close", "reopen", "hand over", "take up", "merge"),
    "close parked",
)


def machine(lot, agenda, meeting, sister):
    do = ways(lot, agenda, meeting, sister)

    class Lots(RuleBasedStateMachine):
        def __init__(self):
            super().__init__()
            self.issues = [lot.issue(f"Issue {number}") for number in range(3)]

        @rule(which=WHICH)
        def park(self, which):
            with suppress(Refused):
                lot.park(self.issues[which], by=lot.secretary, review_on=DAY + timedelta(days=20))

        @rule(which=WHICH, name=st.sampled_from(NAMES))
        def carry_on(self, which, name):
            with suppress(Refused), lot.within(), unit_of_work():
                issue = issues.get_issue(self.issues[which])
                do[name](issue, acting(lot.secretary))

        @invariant()
        def what_left_has_a_way_out(self):
            with lot.within():
                rows = db.session.scalars(select(Parking)).all()
                standing = [row.issue_id for row in rows if row.left_at is None]
                parked = db.session.scalars(
                    select(Issue.id).where(Issue.state == IssueState.PARKED)
                ).all()
                assert sorted(standing) == sorted(parked)
                assert all((row.left_at is None) == (row.way_out is None) for row in rows)

    return Lots


def test_no_issue_leaves_without_a_way_out_that_is_noted(lot, make_body):
    meeting = lot.meeting(10)
    made = machine(lot, lot.begin(meeting), meeting, make_body("Sister"))
    run_state_machine_as_test(
        made,
        settings=settings(
            max_examples=6,
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
