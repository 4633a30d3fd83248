from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from ntfc import clock
from ntfc.clock import now
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.horizon import rules
from ntfc.horizon.models import Topic
from ntfc.meetings.models import MeetingState
from ntfc.permissions import Role
from ntfc.transaction import unit_of_work


def test_a_topic_is_new_until_the_body_has_met_and_due_before_it_is_there():
    day = date(2026, 3, 2)
    topic = SimpleNamespace(added_at=now(), expected_on=day + rules.AHEAD)
    assert rules.is_new(topic, None)
    assert rules.is_new(topic, topic.added_at - timedelta(days=1))
    assert not rules.is_new(topic, topic.added_at)
    assert rules.is_due(topic, day)
    assert not rules.is_due(topic, day - timedelta(days=1))
    assert not rules.is_due(SimpleNamespace(expected_on=None), day)


@pytest.mark.rule("R103")
def test_a_strategic_body_scans_the_horizon_that_its_members_feed(app, make, client_for, body_id):
    secretary = client_for(make.seated(body_id, Role.SECRETARY, "Rana Odeh"))
    member = client_for(make.seated(body_id, Role.MEMBER, "Mariam Tesfaye"))
    url, today = f"/bodies/{body_id}/horizon", clock.today("UTC")
    held = make.planned(body_id)
    make.stored(held, state=MeetingState.HELD, starts_at=now() - timedelta(days=1))

    def add(title, client=member, **more):
        typed = {"title": title, "why": f"It changes {title}", "expected_on": "", **more}
        return client.post(url, data={"source": "", "watcher_id": "", **typed})

    assert add("Late rule", why=" ").status_code == 422
    kept = add("x" * 300)
    assert kept.status_code == 422
    assert "x" * 300 in kept.text
    assert add("Digital seals").status_code == 303
    assert add("digital seals").status_code == 409  # it is watched already
    add("Carbon levy", expected_on=(today + timedelta(days=40)).isoformat())
    add("Far away", expected_on=(today + timedelta(days=900)).isoformat())
    with app.app_context(), unit_of_work():  # of these, only what is due comes up again
        for title in ("Carbon levy", "Far away"):
            topic = db.session.scalars(db.select(Topic).filter_by(title=title)).one()
            topic.added_at = now() - timedelta(days=30)
    meeting = make.planned(body_id, today + timedelta(days=20))

    def proposed():
        page = secretary.get(f"/meetings/{meeting}/agenda").text
        return [
            title
            for title in ("Horizon scanning", "Digital seals", "Carbon levy", "Far away")
            if title in page
        ]

    assert proposed() == []  # a body of another level leaves it to those above it
    with app.app_context(), unit_of_work():
        db.session.get_one(Body, body_id).levels = ["strategic"]
    assert proposed() == ["Horizon scanning", "Digital seals", "Carbon levy"]
    secretary.post(f"/meetings/{meeting}/agenda", data={"template": "none", "take_all": "y"})
    agenda = BeautifulSoup(secretary.get(f"/meetings/{meeting}/agenda").text, "html.parser")
    titles = [bdi.text for bdi in agenda.select(".agenda-title > bdi")]
    at = titles.index("Horizon scanning")
    assert titles[at : at + 3] == ["Horizon scanning", "Carbon levy", "Digital seals"]
    assert "Digital seals" in member.get(f"/bodies/{body_id}/").text
    # Whoever leads or serves takes a topic off, and says what became of it.
    topics = BeautifulSoup(secretary.get(url).text, "html.parser")
    first = topics.select_one("#topics [name=number]")["value"]
    close = {"number": first, "reason": "The levy is law"}
    assert member.post(f"{url}/close", data=close).status_code == 403

    def refused(**typed):
        """Return where the form stands that shows its reasons, and what is typed in it."""
        answer = secretary.post(f"{url}/close", data={**close, **typed})
        page = BeautifulSoup(answer.text, "html.parser")
        (told,) = page.select(".form-errors")
        number = told.parent.select_one("[name=number]")
        (field,) = told.parent.select("textarea")
        assert (number is None) or told.find_parent("details").has_attr("open")
        return answer.status_code, number and number["value"], field.text.strip(), told.text

    status, number, typed, _told = refused(reason=" ")
    assert (status, number, typed) == (422, first, "")
    status, number, typed, told = refused(reason="x" * 2001)
    assert (status, number, typed) == (422, first, "x" * 2001)  # never cut off, never lost
    assert secretary.post(f"{url}/close", data=close).status_code == 303
    status, number, typed, told = refused(reason="It is law already")
    assert (status, number, typed) == (409, None, "It is law already")
    assert "no longer on the horizon" in told
    after = BeautifulSoup(member.get(url).text, "html.parser")
    assert "Carbon levy" not in after.select_one("#topics").text
    assert "The levy is law" in after.select_one("#closed-topics").text
