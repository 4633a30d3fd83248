"""The people of a firm: who may be added, taken off, and sign."""

from types import SimpleNamespace as Of

import pytest
from ntfc_golden_list.rules.access import is_by_firm
from ntfc_golden_list.rules.lifecycle import State
from ntfc_golden_list.rules.people import Place, joining_faults, leading_faults, leaving_faults

LEAD, COLLEAGUE, GONE = Place(1, signs=True), Place(2), Place(3, is_held=False)
FIRM = [LEAD, COLLEAGUE, GONE]


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        (joining_faults(FIRM, 4), ""),
        (joining_faults(FIRM, 3), ""),  # who left may come back
        (joining_faults(FIRM, 2), "already"),
        (joining_faults(FIRM, 4, is_officer=True), "holds a post"),
        (leaving_faults(FIRM, 2, for_customs=False), ""),
        (leaving_faults(FIRM, 1, for_customs=False), "First name somebody else"),
        (leaving_faults(FIRM, 1, for_customs=True), ""),
        (leaving_faults(FIRM, 3, for_customs=True), "any more"),
        (leading_faults(FIRM, 2), ""),
        (leading_faults(FIRM, 1), "already"),
        (leading_faults(FIRM, 3), "any more"),
    ],
)
def test_people_come_and_leave_and_somebody_signs(faults, expected):
    told = " ".join(map(str, faults))
    assert bool(told) == bool(expected)
    assert expected in told


@pytest.mark.rule("T5")
@pytest.mark.parametrize(
    ("to", "details", "expected"),
    [
        (State.DROPPED, {"by_firm": True}, True),
        (State.DROPPED, {"by_firm": False}, False),  # by an officer, who joined the firm since
        (State.DROPPED, {}, True),
        (State.VETTING, {}, False),  # no firm takes this step
    ],
)
def test_what_somebody_did_for_customs_is_not_of_the_firm_they_joined(to, details, expected):
    firm = Of(people=[Of(person_id=1)])
    assert (
        is_by_firm(Of(start=State.APPLICATION, to=to, by_id=1, details=details), firm) == expected
    )
