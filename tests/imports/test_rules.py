from datetime import date

import pytest

from ntfc.imports.rules import columns
from ntfc.imports.rules.columns import Column, Words, Wrong
from ntfc.organisations.models import Size

KINDS = {"ministry": frozenset({1}), "chamber": frozenset({2, 3})}
WORDS = Words(
    lists={"kinds": KINDS},
    labels={"kinds": {1: "Ministry", 2: "Chamber", 3: "Chamber"}},
    sizes={"small": Size.SMALL},
    size_labels={},
    countries={"jo": "JO", "jordan": "JO"},
    country_labels={"JO": "Jordan"},
)


@pytest.mark.parametrize(
    ("read", "cell", "understood"),
    [
        (columns.text, " Ministry  of\nTrade ", "Ministry of Trade"),
        (columns.long_text, " one\r\ntwo ", "one\ntwo"),
        (columns.entry, "MINISTRY", 1),
        (columns.size, "Small", Size.SMALL),
        (columns.country, "Jordan", "JO"),
        (columns.language, "pt-BR", "pt_BR"),
        (columns.web_address, "https://customs.example", "https://customs.example"),
        (columns.email, "Amal@Customs.Example ", "amal@customs.example"),
        (columns.day, "2026-02-01", date(2026, 2, 1)),
        (columns.day, "1.2.2026", date(2026, 2, 1)),
    ],
)
def test_a_cell_is_understood_as_people_write(read, cell, understood):
    assert read(Column("key", "Title", read, list_name="kinds"), cell, WORDS) == understood


@pytest.mark.parametrize(
    ("read", "cell", "told"),
    [
        (columns.text, "x" * 201, "at most 200"),
        (columns.entry, "Ministri", "Do you mean “Ministry”"),
        (columns.entry, "Chamber", "Several entries"),
        (columns.entry, "Lorry", "Write one of these: .*Ministry"),
        (columns.size, "huge", "micro, small"),
        (columns.country, "Jordania", "Do you mean “Jordan”"),
        (columns.country, "Qadria", "two letters"),
        (columns.language, "none at all", "such as fr or ar"),
        (columns.web_address, "customs.example", "begins with"),
        (columns.email, "customs", "not an e-mail"),
        (columns.day, "3/4/2026", "Write the day as"),
        (columns.day, "9999-12-31", "from 1900-01-01 to 2199-12-31"),
    ],
)
def test_a_cell_that_is_not_understood_says_what_to_do(read, cell, told):
    with pytest.raises(Wrong, match=told):
        read(Column("key", "Title", read, list_name="kinds"), cell, WORDS)
