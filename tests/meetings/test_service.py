from datetime import date, time

import pytest

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import Overtaken, Refused
from ntfc.meetings import queries, service
from ntfc.meetings.models import MeetingKind, MeetingState
from ntfc.meetings.rules import DayPlan, Plan, name_of
from ntfc.permissions import SYSTEM
from tests.meetings.conftest import ZONE, a_plan, at

DAY = date(2026, 5, 12)
NOW = at(2026, 4, 1)


def plan(body_id, **values):
    body = db.session.get_one(Body, body_id)
    return service.plan(body, wanted=a_plan(DAY, **values), now=NOW, actor=SYSTEM)


def test_a_meeting_is_planned_without_telling_anybody(in_app, body_id):
    meeting = plan(body_id, place="Customs house")
    assert meeting.state is MeetingState.PLANNED
    assert (meeting.number, meeting.convened_at) == (None, None)
    assert [day.starts_at for day in meeting.days] == [meeting.starts_at]
    assert meeting.starts_at.hour == 7  # ten in the morning in Amman
    assert len(meeting.calendar_uid) == 36


@pytest.mark.rule("R123")
def test_a_meeting_of_several_days_changes_its_place(in_app, body_id):
    days = (
        DayPlan(DAY, time(10), time(12)),
        DayPlan(date(2026, 5, 14), time(9), time(11), "Port of Marsa"),
    )
    body = db.session.get_one(Body, body_id)
    wanted = Plan(days=days, time_zone=ZONE, place="Customs house")
    meeting = service.plan(body, wanted=wanted, now=NOW, actor=SYSTEM)
    found = queries.get_meeting(meeting.id)
    assert [(day.place or found.place) for day in found.days] == ["Customs house", "Port of Marsa"]
    assert (found.starts_at, found.ends_at) == (found.days[0].starts_at, found.days[1].ends_at)


@pytest.mark.rule("R80")
def test_a_meeting_on_one_issue_between_two_needs_no_new_body(in_app, body_id):
    plan(body_id)
    wanted = a_plan(
        date(2026, 4, 20),
        kind=MeetingKind.EXTRAORDINARY,
        title="Fees at the gate",
        purpose="The one issue: fees at the gate",
    )
    body = db.session.get_one(Body, body_id)
    between = service.plan(body, wanted=wanted, now=NOW, actor=SYSTEM)
    assert between.body_id == body_id
    assert name_of(between) == "Fees at the gate"


def test_changing_says_what_changed_and_who_comes_second_loses_nothing(in_app, body_id):
    meeting = plan(body_id)
    seen = meeting.version
    wanted = a_plan(date(2026, 5, 13), place="Port")
    assert service.change(meeting, wanted=wanted, version=seen, actor=SYSTEM) == ["place", "days"]
    assert meeting.version > seen
    with pytest.raises(Overtaken):
        service.change(meeting, wanted=a_plan(DAY), version=seen, actor=SYSTEM)
    assert meeting.place == "Port"
    assert service.change(meeting, wanted=wanted, version=meeting.version, actor=SYSTEM) == []


def test_only_a_day_changed_is_a_change_too(in_app, body_id):
    meeting = plan(body_id)
    seen = meeting.version
    assert service.change(
        meeting, wanted=a_plan(DAY, starts=time(11)), version=seen, actor=SYSTEM
    ) == ["days"]
    assert meeting.version == seen + 1


def test_a_joint_meeting_names_the_other_bodies(in_app, make, body_id):
    other = make.body("Group")
    hidden = make.body("Hidden", is_restricted=True)
    body = db.session.get_one(Body, body_id)
    wanted = a_plan(DAY, kind=MeetingKind.JOINT, with_body_ids=(other, hidden))
    meeting = service.plan(body, wanted=wanted, now=NOW, actor=SYSTEM)
    assert {joint.body_id for joint in meeting.with_bodies} == {other, hidden}
    alone = a_plan(DAY)
    service.change(meeting, wanted=alone, version=meeting.version, actor=SYSTEM)
    assert queries.get_meeting(meeting.id).with_bodies == []


def test_called_off_it_stays_with_its_reason(in_app, body_id):
    meeting = plan(body_id)
    when = {"today": NOW.date(), "now": NOW, "actor": SYSTEM}
    assert service.cancel(meeting, reason="The hall is flooded", **when) == []
    assert (meeting.state, meeting.cancel_reason) == (
        MeetingState.CANCELLED,
        "The hall is flooded",
    )
    with pytest.raises(Refused):
        service.cancel(meeting, reason="Again", **when)
    with pytest.raises(Refused):
        service.change(meeting, wanted=a_plan(DAY), version=meeting.version, actor=SYSTEM)
