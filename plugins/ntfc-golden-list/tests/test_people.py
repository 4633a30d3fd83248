"""The people of a firm: who may be added, taken off, and sign."""

import pytest
from ntfc_golden_list.rules.people import Place, joining_faults, leading_faults, leaving_faults

LEAD, COLLEAGUE, GONE = Place(1, signs=True), Place(2), Place(3, is_held=False)
FIRM = [LEAD, COLLEAGUE, GONE]


@pytest.mark.parametrize(
    ("faults", "expected"),
    [
        (joining_faults(FIRM, 4), ""),
        (joining_faults(FIRM, 3), ""),  # who left may come back
        (joining_faults(FIRM, 2), "already"),
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
