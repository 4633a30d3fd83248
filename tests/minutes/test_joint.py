"""Minutes of a joint meeting: members and the chair of the body that joined have their say too."""

import pytest
from bs4 import BeautifulSoup

from ntfc import clock
from ntfc.db import db
from ntfc.meetings.models import MeetingBody
from ntfc.minutes import queries
from ntfc.minutes.models import ErratumState, Minutes, MinutesState
from ntfc.permissions import SYSTEM, Role
from ntfc.procedure import service as procedures
from ntfc.procedure.models import Procedure, Substitution
from ntfc.transaction import unit_of_work
from tests.approving import Round
from tests.minutes.test_consultation import act, circulate_now
from tests.recording import TODAY

__all__ = ["act"]


@pytest.fixture
def joining(make_body):
    return make_body("Trade group")


@pytest.fixture
def joint(app, make_minutes, make_organisation, committee, joining, seat, secretary):
    """Minutes of a meeting of two bodies, each with a chair; the second has a member."""
    port = make_organisation("Port")
    own, other = (seat(body, Role.CHAIR, f"Chair {body}") for body in (committee, joining))
    minutes_id, (section_id,) = make_minutes("<p>The bodies met at nine.</p>")
    with app.app_context(), unit_of_work():
        meeting_id = db.session.get_one(Minutes, minutes_id).meeting_id
        db.session.add(MeetingBody(meeting_id=meeting_id, body_id=joining))
    found = Round(app, minutes_id, section_id, secretary, [own, other])
    found.member = seat(joining, Role.MEMBER, "Member", organisation_id=port)
    found.port = port
    return found


def test_a_joint_meeting_is_commented_on_and_approved_by_both_bodies(
    app, act, client_for, joint, alter
):
    circulate_now(act, joint.minutes_id, joint.secretary)
    page = f"/minutes/{joint.minutes_id}"
    member, chairs = client_for(joint.member), [client_for(who) for who in joint.chairs]
    form = BeautifulSoup(member.get(f"{page}/comments").text, "html.parser")
    assert [one["value"] for one in form.select("[name=organisation_id] option")][-1] == str(
        joint.port
    )
    typed = {"place": "", "said": "Port came too.", "organisation_id": joint.port}
    assert member.post(f"{page}/comments", data=typed).status_code == 303
    with app.app_context():
        (said,) = queries.comments_on(db.session.get_one(Minutes, joint.minutes_id))
        assert (said.person_id, said.organisation_id) == (joint.member, joint.port)
        said_id = said.id
    alter(joint.minutes_id, comments_close_on=TODAY)
    secretary = client_for(joint.secretary)
    used = {"disposition": "used", "reason": ""}
    assert secretary.post(f"/minutes/comments/{said_id}/answer", data=used).status_code == 303
    assert secretary.post(f"{page}/submit").status_code in (200, 303)  # 200: codes to tell
    assert member.post(f"{page}/approve").status_code == 403
    for chair in chairs:
        shown = BeautifulSoup(chair.get(f"{page}/approve").text, "html.parser")
        seen = {"seen": shown.select_one("#answer input[name=seen]")["value"]}
        assert chair.post(f"{page}/approve", data=seen).status_code == 303
    assert joint.look()[0].state is MinutesState.APPROVED
    correction = joint.correct()
    for who in joint.chairs:
        joint.approve(who, on=correction)
    with app.app_context():
        assert queries.get_erratum(correction).state is ErratumState.APPROVED


def test_the_chair_of_a_joining_body_names_who_approves_instead(app, client_for, joint, joining):
    today = clock.today("UTC")
    with app.test_request_context(), unit_of_work():
        body = queries.get_minutes(joint.minutes_id).meeting.with_bodies[0].body
        procedures.lay_down(
            body,
            procedure=Procedure(substitution=Substitution.NAMED),
            valid_from=today,
            actor=SYSTEM,
            now=clock.now(),
        )
    page = f"/minutes/{joint.minutes_id}/stand-in"
    chosen = {"person_id": joint.member}
    assert client_for(joint.chairs[1]).post(page, data=chosen).status_code == 303
    with app.app_context():
        (named,) = queries.stand_ins_of(db.session.get_one(Minutes, joint.minutes_id))
        assert named.person_id == joint.member
