"""Writes docs/rulebook.md: which rules of the handbook are proven, and by which tests."""

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "rulebook.md"
HEAD = """# Rulebook

Which rules of the handbook the software honours in full, and the tests that prove it. Made from the
marks `@pytest.mark.rule(…)` by `python docs/rulebook.py`; a test fails when it is out of date. A rule
that is honoured in part does not stand here.

"""
TABLE = "| Rule | Proven by |\n|---|---|\n"
TRADERS = """
## Trusted traders

The rules of trusted-trader programmes, as the tests of
[`plugins/ntfc-golden-list`](../plugins/ntfc-golden-list) prove them. All stand behind a page.

"""
CLIENTS = """
## Client coordinators

The rules of those who answer for a firm, as the tests of
[`plugins/ntfc-client-coordinators`](../plugins/ntfc-client-coordinators) prove them.

"""


def marks() -> dict[str, set[str]]:
    """Return the proving tests of each rule, read from the sources."""
    proofs: dict[str, set[str]] = defaultdict(set)
    tests = [*(ROOT / "tests").rglob("test_*.py"), *ROOT.glob("plugins/*/tests/test_*.py")]
    for path in sorted(tests):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for rule in _rules_of(node):
                    proofs[rule].add(f"`{_place(path)}::{node.name}`")
    return proofs


def _place(path: Path) -> Path:
    own = ROOT / "tests"
    return path.relative_to(own if own in path.parents else ROOT)


def _rules_of(function: ast.FunctionDef) -> list[str]:
    return [
        str(word.value)
        for mark in function.decorator_list
        if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.rule"
        for word in mark.args
        if isinstance(word, ast.Constant)
    ]


def page() -> str:
    """Return the whole page."""
    return HEAD + _table("R") + TRADERS + _table("T") + CLIENTS + _table("C")


def _table(letter: str) -> str:
    """Return the rules of one letter, in order, and how many they are."""
    found = [item for item in marks().items() if item[0][0] == letter]
    rows = sorted(found, key=lambda item: int(item[0][1:]))
    lines = [f"| {rule} | {'<br>'.join(sorted(tests))} |\n" for rule, tests in rows]
    return TABLE + "".join(lines) + f"\n{len(rows)} rules are proven.\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE.relative_to(ROOT)} written")
