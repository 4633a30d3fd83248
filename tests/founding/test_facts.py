"""From the files of the library to the bodies: whatever an entry states is found again.

The walk starts from the data, key by key, and knows nothing of how a plan is made. A key that is
new in the data fails here until somebody says where its fact belongs.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from ntfc import library
from ntfc.committees.models import Body, BodyKind, Term
from ntfc.db import db
from ntfc.founding import rules, service
from ntfc.founding.models import Suggestion
from ntfc.library import catalogue
from ntfc.mandates.models import TermsOfReference
from ntfc.permissions import SITE, Insider
from ntfc.procedure import queries as procedures
from ntfc.transaction import unit_of_work
from tests.founding.where import TODAY, WHERE

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
# What is told of the model where it is, not of a body that follows it: read on its page.
ON_THE_PAGE = {"region", "levels_stated", "figures", "milestones", "source", "notes"}


def raw_entries():
    for file in sorted((Path(library.__file__).parent / "entries").glob("*.toml")):
        head = tomllib.loads(file.read_text("utf-8"))
        for entry in head.pop("entry"):
            yield head | entry


ENTRIES = list(raw_entries())


@dataclass
class Started:
    """A body as it stands in the database after it was started from an entry."""

    body: Body
    kind: str
    rules: object
    objectives: list = field(default_factory=list)
    terms: list = field(default_factory=list)
    parts: dict = field(default_factory=dict)
    suggested: list = field(default_factory=list)

    def tells(self, matter, *facts):
        """Tell whether one suggestion on the *matter* holds all the facts."""
        texts = [one.text.casefold() for one in self.suggested if one.matter.value == matter]
        return any(all(str(fact).casefold() in text for fact in facts) for text in texts)

    def has_rhythm(self, rule):
        kept = self.rules
        if kept is None or kept.cadence is None or kept.cadence.value != rule["kind"]:
            return False
        months = tuple(rule.get("months", ()))
        return (kept.cadence_n, kept.cadence_months) == (rule.get("n"), months)

    def has_chairs(self, model):
        return self.rules is not None and self.rules.chair_model.value == model


@pytest.fixture
def begin(app, make_person):
    founder = Insider(person_id=make_person("Root"), name="Root", token="", is_administrator=True)

    def begin(entry_id, parts=None):
        plan = rules.plan_from(catalogue.get(entry_id))
        with unit_of_work():
            body = service.start_from(
                SITE,
                plan=plan,
                name=f"{plan.name} ({entry_id})",
                parts=[part.name for part in plan.parts] if parts is None else parts,
                starts_on=TODAY if plan.term else None,
                now=NOW,
                today=TODAY,
                actor=founder,
            )
            return body.id

    with app.app_context():
        yield begin


def started(body_id):
    body = db.session.get_one(Body, body_id)
    kind = select(BodyKind.code).where(BodyKind.id == body.kind_id)
    draft = procedures.draft_of(body)
    told = select(Suggestion).where(Suggestion.body_id == body_id)
    below = db.session.scalars(select(Body.id).where(Body.parent_id == body_id)).all()
    texts = select(TermsOfReference.objectives).where(TermsOfReference.body_id == body_id)
    return Started(
        body=body,
        kind=db.session.scalar(kind),
        rules=draft.procedure if draft else None,
        objectives=[line for text in db.session.scalars(texts) for line in text.splitlines()],
        terms=db.session.scalars(select(Term).where(Term.body_id == body_id)).all(),
        parts={one.body.name: one for one in map(started, below)},
        suggested=db.session.scalars(told.order_by(Suggestion.position)).all(),
    )


@pytest.mark.rule("R14")
def test_every_fact_of_every_entry_is_on_the_body_its_parts_its_rules_or_its_suggestions(begin):
    bodies = {entry["id"]: started(begin(entry["id"])) for entry in ENTRIES}
    assert len(bodies) == 138
    lost = [
        f"{entry['id']}: {key} = {value}"
        for entry in ENTRIES
        for key, value in entry.items()
        if key not in ON_THE_PAGE and not WHERE[key](value, bodies[entry["id"]], entry)
    ]
    assert lost == []
    invented = [name for entry in ENTRIES for name in added(bodies[entry["id"]], entry)]
    assert invented == []


def added(one, entry):
    """Yield what a body has although its entry leaves it open."""
    rhythms = [rule for rule in entry.get("cadence", ()) if rule.get("meetings", True)]
    if one.rules and one.rules.cadence and not rhythms:
        yield f"{entry['id']}: a rhythm"
    if one.rules and one.rules.chair_model and "chairing" not in entry:
        yield f"{entry['id']}: chairs"
    if one.terms and entry.get("term", {}).get("of") != "body":
        yield f"{entry['id']}: a term"
    named = {part["name"] for part in entry.get("sub_bodies", ()) if not part.get("plural")}
    yield from (f"{entry['id']}: {name}" for name in one.parts.keys() - named)
    for column in ("country", "place", "short_name", "parent_programme", "act_kind"):
        key = {"short_name": "acronym", "parent_programme": "programme"}.get(column, column)
        key = "founding_act" if column == "act_kind" else key
        if getattr(one.body, column) and key not in entry:
            yield f"{entry['id']}: {column}"


def test_what_is_told_of_the_model_itself_is_read_on_its_page(client_for, make_person):
    client = client_for(make_person())
    rich = [e for e in ENTRIES if {"figures", "milestones", "notes", "sub_bodies"} & e.keys()]
    for entry in [*rich[::6], *(e for e in ENTRIES if "term" in e)]:
        html = client.get(f"/library/{entry['id']}").text
        page = " ".join(BeautifulSoup(html, "html.parser").get_text().split())
        for figure in entry.get("figures", ()):
            assert f"{figure['label']}: " in page
            assert str(figure["number"]) in page
        for event in entry.get("milestones", ()):
            assert f"{event['label']}: {event['on']}" in page
        assert entry.get("notes", "") in page
        assert all(source["place"] in page for source in entry["source"])
        assert ("as we read the paper" in page) == (entry.get("levels_stated") is False)
        parts = [part.items() for part in entry.get("sub_bodies", ())]
        texts = [text for facts in parts for key, text in facts if key != "kind"]
        assert all(text in page for text in texts if isinstance(text, str))


def test_the_law_and_place_of_another_country_are_only_suggested(begin, app):
    object.__setattr__(app.extensions["ntfc.config"], "country", "JO")
    abroad = started(begin("usa-biec"))
    assert (abroad.body.country, abroad.body.act_kind, abroad.body.act_number) == ("", None, "")
    assert abroad.tells("act", "Executive order", "13659", "2014-02-19")
    assert started(begin("malaysia-ntfc-cluster")).tells("programme", "logistics master plan")
    assert started(begin("kazakhstan-cbp-forum")).tells("place", "Astana")
    at_home = started(begin("jordan-golden-list"))
    assert at_home.body.country == "JO"


def test_what_is_said_of_a_part_that_is_not_started_stays_a_suggestion(begin):
    forum = started(begin("france-forum", parts=[]))
    assert forum.parts == {}
    assert forum.tells("chair", "plenary", "Director General of Customs")
    assert forum.tells("rhythm", "plenary", 1)
