"""Names that a text must not tell."""

import pytest

from ntfc.texts import named_in

MULTICOM, ACME, NOOR = "MultiCom Electronics Ltd", "Acme  Trading Co.", "شركة النور ذ.م.م"
NAMES = [MULTICOM, ACME, NOOR, "R-77", "Al", "Société Générale S.A."]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Scales are closed at noon. Also at Al.", []),
        ("MULTICOM waits", [MULTICOM]),
        ("Acme\nTrading’s lorries, R 77", [ACME, "R-77"]),
        ("Une règle générale", []),
        ("la SOCIETE  GENERALE attend", ["Société Générale S.A."]),
        ("تنتظر لشركة النور شاحنات", [NOOR]),
        ("النور مقطوع", []),
    ],
)
def test_a_name_is_told_by_whole_words_without_its_legal_form(text, told):
    assert named_in(text, NAMES) == told
