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

| Rule | Proven by |
|---|---|
"""


def marks() -> dict[str, set[str]]:
    """Return the proving tests of each rule, read from the sources."""
    proofs: dict[str, set[str]] = defaultdict(set)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for rule in _rules_of(node):
                    proofs[rule].add(f"`{path.relative_to(ROOT / 'tests')}::{node.name}`")
    return proofs


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
    rows = sorted(marks().items(), key=lambda item: int(item[0][1:]))
    lines = [f"| {rule} | {'<br>'.join(sorted(tests))} |\n" for rule, tests in rows]
    return HEAD + "".join(lines) + f"\n{len(rows)} rules are proven.\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE.relative_to(ROOT)} written")
