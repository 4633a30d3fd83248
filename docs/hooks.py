"""Writes docs/plugins/hooks.md: each hook with its exact signature, and how the site itself answers it."""

import ast
import inspect
import re
from pathlib import Path

from ntfc.plugins.answers import HOOKS, kind_of
from ntfc.plugins.contract import Hooks

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "plugins" / "hooks.md"
WIDTH = 100  # of a line, as the formatter breaks it
README = ROOT / "plugins" / "README.md"
HEAD = """# Every hook

What each hook is given, what it is to answer, and how the site itself or one of its plugins answers it. Made from the program by
`python docs/hooks.py`; a test fails when it is out of date. When a hook is asked, what a failure means, and an example to
begin with stand in [plugins/README.md](../../plugins/README.md#the-hooks).

"""


def page() -> str:
    """Return the whole page, in the order of the contract."""
    names = [name for name in vars(Hooks) if name in HOOKS]
    contents = "".join(f"- [{name}](#{name}): {kind_of(name)}\n" for name in names)
    return HEAD + contents + "".join(map(_section, names))


def signature(name: str) -> str:
    """Return the first line of a hook as it would be written in a plugin."""
    asked = inspect.signature(getattr(Hooks, name))
    values = [each for each in asked.parameters.values() if each.name != "self"]
    told = ", ".join(f"{each.name}: {_kind(each.annotation)}" for each in values)
    line = f"def {name}({told}) -> {_kind(asked.return_annotation)}: ..."
    if len(line) <= WIDTH:
        return line
    return line.replace("(", "(\n    ", 1).replace(") -> ", "\n) -> ", 1)


def _kind(annotation: object) -> str:
    """Return a type without the modules in which its parts live."""
    text = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"(?:[a-z_]+\.)+(?=[A-Za-z])", "", text).replace("'", "")


def _section(name: str) -> str:
    path, code = _answer(name)
    said = " ".join((inspect.getdoc(getattr(Hooks, name)) or "").split())
    link = f"[`{path}`](../../{path})"
    return (
        f"\n## {name}\n\n{kind_of(name).capitalize()}. {said}\n\n"
        f"```python\n{signature(name)}\n```\n\nAnswered so in {link}:\n\n```python\n{code}\n```\n"
    )


def _answer(name: str) -> tuple[Path, str]:
    """Return the shortest answer of whom the contract names first, and where it stands."""
    section = README.read_text("utf-8").partition(f"### {name}(")[2].partition("\n### ")[0]
    used = re.search(r"Used by\s+`([^`]+)`", section)
    place = ROOT / (used[1] if used else "plugins/ntfc-parity-decree")
    found = [
        (len(code), path.relative_to(ROOT), code)
        for path in sorted(place.rglob("*.py"))
        for code in _functions(path, name)
    ]
    _length, path, code = min(found)
    return path, code


def _functions(path: Path, name: str) -> list[str]:
    text = path.read_text("utf-8")
    if f"def {name}(" not in text:
        return []
    lines = text.splitlines()
    return [
        "\n".join(lines[node.decorator_list[0].lineno - 1 : node.end_lineno])
        for node in ast.parse(text).body
        if isinstance(node, ast.FunctionDef) and node.name == name and node.decorator_list
    ]


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE.relative_to(ROOT)} written")
