"""After the adoption: reservations one by one, files that show it, and who says it is carried out."""

import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from ntfc import clock
from ntfc.decisions import queries, rules
from ntfc.decisions.models import DecisionKind, HowAgreed
from ntfc.decisions.service import following
from ntfc.errors import Refused
from ntfc.transaction import unit_of_work
from tests.decisions.conftest import DAY, NOW, acting


def page_of(answer):
    return BeautifulSoup(answer.text, "html.parser")


def reservations(table, decision_id):
    with table.within():
        found = queries.reservations_of(queries.get_decision(decision_id))
        return [(one.id, one.organisation.name, one.text, one.lifted_on) for one in found]


def history(client, decision_id):
    """Return the words of the history on the page of a decision."""
    return page_of(client.get(f"/decisions/{decision_id}")).select_one("#history").get_text(" ")


def test_reservations_are_recorded_one_by_one_and_lifted_one_by_one(table, client_for):
    one, plain = table.draft(), table.draft("Plain")
    table.adopt(one, HowAgreed.RESERVATIONS, reservations={table.chamber: "Not by night"})
    table.adopt(plain)
    office = client_for(table.secretary)
    typed = {"organisation_id": str(table.customs), "text": "Two officers are needed"}
    for form in ("reservations", "address"):  # a press alone names no institution
        unsaid = office.post(f"/decisions/{one}/{form}", data={"text": "Two officers are needed"})
        assert unsaid.status_code == 422
        first = page_of(office.get(f"/decisions/{one}/{form}")).select_one(
            "#organisation_id option"
        )
        assert first["value"] == ""
    assert office.post(f"/decisions/{plain}/reservations", data=typed).status_code == 409
    assert office.post(f"/decisions/{one}/reservations", data=typed).status_code == 303
    again = office.post(f"/decisions/{one}/reservations", data=typed)
    assert again.status_code == 409
    assert "recorded already" in again.text
    assert "Two officers are needed" in history(office, one)
    (first, *_rest), (second, *_more) = reservations(table, one)
    tomorrow = {"lifted_on": (clock.now().date() + timedelta(days=2)).isoformat(), "note": "Kept"}
    early = office.post(f"/decision-reservations/{first}/lift", data=tomorrow)
    assert early.status_code == 409
    assert "Kept" in early.text
    today = {"lifted_on": clock.now().date().isoformat(), "note": "Agreed"}
    assert office.post(f"/decision-reservations/{first}/lift", data=today).status_code == 303
    assert office.post(f"/decision-reservations/{first}/lift", data=today).status_code == 409
    assert [row[3] is None for row in reservations(table, one)] == [False, True]
    assert "Not by night" in office.get(f"/decisions/{one}").text
    assert client_for(table.member).get(f"/decision-reservations/{second}/lift").status_code == 403


@pytest.mark.rule("R164")
def test_a_decision_is_tracked_with_evidence_and_closed_by_the_secretariat_alone(
    table, client_for, seat
):
    one = table.draft("Calendar", DecisionKind.RECOMMENDATION)
    asked = table.address(one, table.chamber)
    file = {"title": "Order 12", "file": (io.BytesIO(b"%PDF-1.7 order"), "order.pdf")}
    office, member = client_for(table.secretary), client_for(table.member)
    early = office.post(f"/decisions/{one}/evidence", data=file)
    assert early.status_code == 409
    assert "Order 12" in early.text
    table.adopt(one)
    empty = member.post(f"/decision-answers/{asked}/evidence", data={"title": "Order 12"})
    assert empty.status_code == 409
    sent = {"title": "Order 12", "file": (io.BytesIO(b"%PDF-1.7 order"), "order.pdf")}
    assert member.post(f"/decision-answers/{asked}/evidence", data=sent).status_code == 303
    other = {"title": "Not mine", "file": (io.BytesIO(b"%PDF-1.7 x"), "x.pdf")}
    refused = client_for(table.officer).post(f"/decision-answers/{asked}/evidence", data=other)
    assert refused.status_code == 409
    page = page_of(office.get(f"/decisions/{one}"))
    link = page.select_one("#answers a[href*=evidence][href$=file]")
    taken = office.get(link["href"])
    assert taken.data == b"%PDF-1.7 order"
    assert "order.pdf" in taken.headers["Content-Disposition"]
    register = f"/bodies/{table.body_id}/decisions?show=open"
    assert "Calendar" in office.get(register).text
    for owner in (table.member, table.chair):
        assert client_for(owner).get(f"/decisions/{one}/carried-out").status_code == 403
    note = {"note": "The order is in the gazette"}
    assert office.post(f"/decisions/{one}/carried-out", data=note).status_code == 303
    assert office.post(f"/decisions/{one}/carried-out", data=note).status_code == 409
    assert "in the gazette" in member.get(f"/decisions/{one}").text
    assert "Calendar" not in office.get(register).text


def test_a_secretary_of_the_institution_that_owes_it_does_not_close_it(table):
    one = table.draft("Calendar", DecisionKind.RECOMMENDATION)
    table.address(one, table.chamber)
    table.adopt(one)
    values = {"note": "Done", "now": NOW, "today": DAY}
    with table.within(), unit_of_work():
        member = acting(table.member)
        roles = {table.body_id: acting(table.secretary).roles_in(table.body_id)}
        both = type(member)(**{**vars(member), "roles": roles})
        with pytest.raises(Refused, match="somebody else"):
            following.close(queries.get_decision(one), actor=both, **values)
    draft = table.draft()
    with table.within():
        found = queries.get_decision(draft)
        assert len([*rules.obstacles_to_closing(found, " ", is_owner=True)]) == 3
        assert len([*rules.obstacles_to_showing(found, "")]) == 2
