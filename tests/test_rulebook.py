import runpy
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def test_the_rulebook_is_up_to_date():
    fresh = runpy.run_path(str(DOCS / "rulebook.py"))["page"]()
    assert (DOCS / "rulebook.md").read_text("utf-8") == fresh, "run: python docs/rulebook.py"


def test_only_rules_of_the_handbook_are_marked():
    marks = runpy.run_path(str(DOCS / "rulebook.py"))["marks"]()
    last = {"R": 275, "T": 27, "C": 14}
    assert all(1 <= int(rule[1:]) <= last[rule[0]] for rule in marks)
