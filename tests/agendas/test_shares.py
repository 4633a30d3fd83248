"""No institution outweighs the others: its share of the seats and of what is discussed."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from ntfc import clock
from ntfc.agendas import queries, rules
from ntfc.organisations.models import Camp
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import SeatFacts, composition_problems
from ntfc.transaction import unit_of_work

THIRD = Procedure(share_percent=30)


def told(*counts, procedure=THIRD):
    rows = [SimpleNamespace(name=f"I{n}", brought=count) for n, count in enumerate(counts)]
    return [str(problem).split(". ")[1] for problem in rules.overweight(rows, procedure)]


@pytest.mark.rule("R36")
def test_who_brings_more_than_the_share_that_the_rules_set_is_pointed_out(
    table, client_for, make_organisation
):
    assert told(4, 3, 3) == ["I0 brought 4 of 10 items in a year."]
    assert told(3, 3, 3, 1) == told(4) == told(9, 1, procedure=Procedure()) == []
    held = [SeatFacts(camp=Camp.PRIVATE, organisation=name) for name in "AAAABBBCCC"]
    (problem,) = composition_problems(held, THIRD, {})
    assert str(problem).startswith("Rule 31: No institution has more than 30 % of the seats or")
    assert str(problem).endswith("A holds 4.")
    port = make_organisation("Port Authority")
    agenda = table.begin(table.meeting(starts_at=clock.now() - timedelta(days=3)), *"ABCDEFGH")
    with table.within(), unit_of_work():
        items = list(queries.get_agenda(agenda).items)
        for item, owner in zip(items, [table.chamber] * 4 + [port] * 3 + [None], strict=True):
            item.released_at, item.proposed_for_id = clock.now(), owner
        items[3].is_confidential = True
        items[4].released_at = None
    with table.within():
        rows = queries.brought_to(table.body_id, clock.now() - timedelta(days=365))
        assert [(row.name, row.brought) for row in rows] == [
            ("Chamber of Commerce", 3),
            ("Port Authority", 2),
        ]
    client, address = client_for(table.member), f"/bodies/{table.body_id}/who"
    heavy = "Chamber of Commerce brought 3 of 5 items in a year."
    page = BeautifulSoup(client.get(address).text, "html.parser")
    assert [row.get_text(" ", strip=True) for row in page.select("#brought-table tbody tr")] == [
        "Chamber of Commerce 3 60 %",
        "Port Authority 2 40 %",
    ]
    assert heavy not in page.text
    table.rules(Procedure(share_percent=50))
    assert heavy in client.get(address).text
    with table.within(), unit_of_work():
        for item in queries.get_agenda(agenda).items:
            item.released_at = None
    assert "brought-table" not in client.get(address).text
