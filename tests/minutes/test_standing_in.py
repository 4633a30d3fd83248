"""A chair who is away names who approves, where the rules of procedure say so, and nowhere else."""

import re

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc.db import db
from ntfc.jobs import Job
from ntfc.minutes.models import MinutesState, StandIn
from ntfc.minutes.service import standing_in
from ntfc.permissions import SYSTEM, Role
from ntfc.procedure import service as procedures
from ntfc.procedure.models import Procedure, Substitution
from ntfc.transaction import unit_of_work
from tests.approving import LATER
from tests.minutes.test_approval_views import links_in_mail, seen_on
from tests.minutes.test_printing import words
from tests.recording import TODAY


@pytest.fixture
def member(committee, seat):
    return seat(committee, Role.MEMBER, "Lina Farah", email="lina@example.org")


@pytest.fixture
def by_name(way, committee):
    """Let the rules say that a chair names a substitute each time."""
    with way.app.test_request_context(), unit_of_work():
        minutes = way.look()[0]
        procedures.lay_down(
            minutes.body,
            procedure=Procedure(substitution=Substitution.NAMED),
            valid_from=TODAY,
            actor=SYSTEM,
            now=LATER,
        )
    return way


def named(way):
    with way.app.app_context():
        return [
            (one.person_id, one.named_by_id, one.ended_at is None)
            for one in db.session.scalars(select(StandIn).order_by(StandIn.id))
        ]


def test_whom_a_chair_named_approves_in_the_seat_and_the_paper_says_so(
    by_name, member, seat, committee, client_for
):
    way = by_name
    url = f"/minutes/{way.minutes_id}/stand-in"
    first, second = (client_for(chair) for chair in way.chairs)
    page = first.get(url)
    assert "names a substitute each time" in page.text
    assert "Lina Farah" in page.text
    for nobody in ("Samira Khoury", "Karim Odeh"):  # serves the body; chairs it
        assert f">{nobody}</option>" not in page.text
    assert "Name this person" not in client_for(way.secretary).get(url).text
    data = {"person_id": member}
    assert client_for(way.secretary).post(url, data=data).status_code == 403
    refused = first.post(url, data={"person_id": way.secretary})
    assert refused.status_code == 422
    other = seat(committee, Role.MEMBER, "Omar Said")
    assert first.post(url, data={"person_id": other}).status_code == 303
    assert first.post(url, data={"person_id": member}).status_code == 303
    assert named(way) == [(other, way.chairs[0], False), (member, way.chairs[0], True)]
    way.submit()
    status = first.get(f"/minutes/{way.minutes_id}/approval").text
    assert "named by Amal Nasser" in status
    assert client_for(other).get(f"/minutes/{way.minutes_id}/approve").status_code == 200
    seen = {"seen": way.mark()}
    assert (
        client_for(other).post(f"/minutes/{way.minutes_id}/approve", data=seen).status_code == 403
    )
    way.approve(member)
    assert way.look()[0].state is MinutesState.REVISED
    # Taken back: what was approved in the seat counts no more.
    assert first.post(f"{url}/end").status_code == 303
    way.approve(way.chairs[1])
    assert way.look()[0].state is MinutesState.REVISED
    unmailed = first.post(url, data={"person_id": member})
    assert "No mail could leave" in unmailed.text  # the chair reads that nobody was reached
    assert way.look()[0].state is MinutesState.REVISED  # locked by an answer, never by a naming
    way.approve(member)
    assert way.look()[0].state is MinutesState.APPROVED
    assert "approved already" in second.post(url, data={"person_id": member}).text
    paper = words(client_for(way.secretary).get(f"/minutes/{way.minutes_id}/members.pdf"))
    assert "Lina Farah" in paper
    assert "standing in" in paper


def test_a_stand_in_who_never_signs_in_gets_a_link_and_the_chair_tells_the_code(
    app, by_name, member, client_for
):
    way = by_name
    object.__setattr__(app.extensions["ntfc.config"], "demo", True)  # mails go to the outbox
    way.submit()
    way.approve(way.chairs[1])
    url = f"/minutes/{way.minutes_id}/stand-in"
    told = client_for(way.chairs[0]).post(url, data={"person_id": member})
    page = BeautifulSoup(told.text, "html.parser")
    (digits,) = [one.text for one in page.select("#codes strong")]
    link = links_in_mail(app)["lina@example.org"]
    with app.app_context():
        written = [str(job.payload) for job in db.session.scalars(select(Job))]
    assert not [one for one in written if digits in one]
    assert link not in told.text  # nobody holds link and code together
    phone = client_for(None)
    seen = seen_on(BeautifulSoup(phone.get(link).text, "html.parser"))
    answer = {"seen": seen, "verdict": "approve", "reason": "", "code": "000000x"}
    assert phone.post(link, data=answer).status_code == 422
    assert "Your answer is stored" in phone.post(link, data={**answer, "code": digits}).text
    assert way.look()[0].state is MinutesState.APPROVED
    paper = words(client_for(way.secretary).get(f"/minutes/{way.minutes_id}/members.pdf"))
    assert re.search(r"Lina Farah\s+Chair[^.]*standing in", paper)
    assert "by link and a code" in paper


def test_where_the_rules_know_no_named_substitute_nobody_is_named(way, member, client_for):
    answer = client_for(way.chairs[0]).post(
        f"/minutes/{way.minutes_id}/stand-in", data={"person_id": member}
    )
    assert answer.status_code == 409
    assert "nobody is named for these minutes" in answer.text
    assert "Lina Farah" in answer.text  # what was chosen is still there
    assert named(way) == []


def test_what_a_predecessor_named_counts_no_more(by_name, member, make_person):
    way = by_name
    way.submit()

    def name(minutes, **told):
        standing_in.name(minutes, person_id=member, **told)

    way.act(name, way.chairs[0])
    way.replace(way.chairs[0], make_person("Successor"))
    assert "others approve" in way.told(way.approve, member)
