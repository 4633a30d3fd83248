"""The site of the tests has the plugin on. The fixtures are those of `ntfc.testing`."""

import re

import pytest
from ntfc_client_coordinators.models import Assignment
from sqlalchemy import select

from ntfc.db import db
from ntfc.permissions import Role


@pytest.fixture
def plugins_on():
    return ("client_coordinators",)


X = "/x/client_coordinators"
PEOPLE = {
    "manager": "manager",
    "cora": "coordinator",
    "sami": "coordinator",
    "noor": "coordinator",
    "tariffs": "section",
}


class World:
    """A service with a manager and three coordinators, and browsers for all of them."""

    def __init__(self, app, make_person, client_for):
        self.app = app
        self.admin = client_for(Role.ADMINISTRATOR)
        self.sent(self.admin, "/begin")
        self.people, self.browsers = {}, {}
        for name, post in PEOPLE.items():
            self.people[name] = make_person(name.title(), email=f"{name}@example.org")
            self.browsers[name] = client_for(self.people[name])
            self.sent(self.admin, "/officers", email=f"{name}@example.org", post=post, office=name)
            self.sent(name, "/conduct")

    def sent(self, who, url, status=303, **data):
        answer = (self.browsers.get(who) if isinstance(who, str) else who).post(
            f"{X}{url}", data=data
        )
        assert answer.status_code == status, (url, answer.status_code, answer.text[-3000:])
        return answer

    def page(self, who, url="/", status=200):
        answer = self.browsers[who].get(f"{X}{url}")
        assert answer.status_code == status, (url, answer.status_code)
        return answer.text

    def opened(self, who, url):
        """Return what a form says of the state in which it was opened."""
        return re.search(r'name="seen"[^>]* value="([^"]*)"', self.page(who, url))[1]

    def firm(self, name, **more):
        told = {"size": "large", "volume": "large", "complexity": "large", "candidate": "none"}
        told |= {"name": name, "registration": f"R-{name}", **more}
        return int(self.sent("manager", "/firms/new", **told).location.rpartition("/")[2])

    def assign(self, firm, who, substitute, share, status=303, **more):
        told = {"person_id": self.people[who], "substitute_id": self.people[substitute]}
        return self.sent("manager", f"/firms/{firm}/assign", status, **told, share=share, **more)

    def number(self, model=Assignment):
        with self.app.app_context():
            return db.session.scalar(select(db.func.max(model.id)))

    def states(self):
        with self.app.app_context():
            return db.session.scalars(select(Assignment.state).order_by(Assignment.id)).all()

    def active(self, firm, who="cora", substitute="sami", share=60):
        self.assign(firm, who, substitute, share)
        one = f"/assignments/{self.number()}"
        for each in (who, substitute):
            self.sent(each, f"{one}/declare", has_shares="no")
        self.sent("manager", f"{one}/steps/active")
        return one


@pytest.fixture
def world(app, make_person, client_for):
    return World(app, make_person, client_for)
