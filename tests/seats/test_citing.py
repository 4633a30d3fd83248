"""Whoever is refused something reads the rule in words: no code of the program is ever cited."""

import re
from dataclasses import fields

import pseudo
import pytest
from flask import g

from ntfc.db import db
from ntfc.organisations.models import OrganisationKind, Side
from ntfc.permissions import Role
from ntfc.procedure import queries
from ntfc.procedure.models import (
    AgendaRelease,
    CadenceKind,
    ChairModel,
    LateItems,
    Outcome,
    Procedure,
    Substitution,
)
from ntfc.procedure.rules import BOOK, NUMBERS, cite, words

CHOICES = {
    "cadence": CadenceKind,
    "agenda_release": AgendaRelease,
    "late_items": LateItems,
    "chair_model": ChairModel,
    "substitution": Substitution,
    "outcome": Outcome,
}


@pytest.fixture
def settings(config):
    pseudo.install(config.instance)
    return {"languages": (pseudo.CODE, "en"), "site_name": pseudo.wrap("Site")}


def codes_of(setting):
    """Return every code that a setting may hold, with how it is to read."""
    if setting in {"conveners", "requesters"}:
        return {role.value: str(name) for role, name in words.ROLES.items()}
    tables = {"chair_sides": Side, "organisation_kinds": OrganisationKind}
    names = queries.names()
    return {entry.code: str(names[entry.code]) for entry in db.session.query(tables[setting])}


def with_codes(setting, codes):
    more = {"chair_model": ChairModel.TWO} if setting == "chair_sides" else {}
    return Procedure(**{setting: tuple(codes)}, **more)


def test_no_rule_is_cited_with_a_code_in_whatever_language(app):
    with app.test_request_context():
        g.language = pseudo.CODE
        names = queries.names()
        lists = [spec.name for spec in fields(Procedure) if spec.type == tuple[str, ...]]
        assert set(lists) - {"languages"} == {
            "conveners",
            "requesters",
            "chair_sides",
            "organisation_kinds",
        }
        for setting in {*lists} - {"languages"}:
            told = codes_of(setting)
            cited = str(cite(with_codes(setting, told), setting, names))
            assert len(told) > 3
            for name in sorted(told.values(), key=len, reverse=True):
                assert pseudo.OPEN in name
                assert name in cited
                cited = cited.replace(name, "")
            assert told.keys().isdisjoint(re.findall(r"\w+", cited))
            assert "_" not in cited
        for setting, kinds in CHOICES.items():
            for kind in kinds:
                cited = str(cite(Procedure(**{setting: kind, "cadence_n": 2}), setting, names))
                assert "_" not in cited
                assert pseudo.is_translated(cited)
        gone = with_codes("organisation_kinds", ["a_guild"])
        assert "a_guild" not in str(cite(gone, "organisation_kinds", names))


def test_a_rule_that_speaks_of_sides_or_kinds_is_not_cited_without_their_names():
    for setting, number in NUMBERS.items():
        if BOOK[number - 1].needs_names:
            with pytest.raises(LookupError):
                cite(Procedure(), setting)
        else:
            assert str(cite(Procedure(), setting)) == str(cite(Procedure(), setting, {}))


def test_a_refused_seat_cites_the_rule_in_the_words_of_the_reader(make, client_for):
    body = make.body()
    make.rules(body, organisation_kinds=("business_association",))
    client = client_for(make.seated(body, Role.SECRETARY, "Samir Nasser"))
    firm = make.organisation("Acme", side="business", kind="firm")
    typed = {"role": "member", "position": "100", "is_permanent": "y", "organisation_id": firm}
    answer = client.post(
        f"/bodies/{body}/seats/new", data=typed, headers={"Accept-Language": "ar-001"}
    )
    assert answer.status_code in {409, 422}
    assert pseudo.wrap("Business association") in answer.text
    assert "business_association" not in answer.text
