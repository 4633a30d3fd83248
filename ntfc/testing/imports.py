"""What a plugin may import of the site: the names that plugins/README.md tells, and no others."""

import ast
from collections.abc import Iterator
from pathlib import Path

from ntfc import plugins

# The machinery: which names of a module are public; of those without names, all are.
MACHINERY: dict[str, frozenset[str]] = {
    "ntfc.acts": frozenset({"Act"}),
    "ntfc.audit": frozenset({"record"}),
    "ntfc.addresses": frozenset({"absolute"}),
    "ntfc.clock": frozenset(),
    "ntfc.db": frozenset({"db", "one_at_a_time", "UtcDateTime"}),
    "ntfc.errors": frozenset(),
    "ntfc.files": frozenset({"download", "printed"}),
    "ntfc.forms": frozenset(),
    "ntfc.htmx": frozenset({"render", "done"}),
    "ntfc.i18n": frozenset(
        {"_", "direction", "language", "ngettext", "on_day", "speaking", "tag_of"}
    ),
    "ntfc.jobs": frozenset({"JobKind", "enqueue"}),
    "ntfc.library": frozenset({"catalogue"}),
    "ntfc.mail": frozenset({"is_written", "send"}),
    "ntfc.names": frozenset({"of_each_reader"}),
    "ntfc.paper": frozenset(),
    "ntfc.permissions": frozenset(),
    "ntfc.plugins": frozenset(plugins.__all__),
    "ntfc.seen": frozenset({"Seen"}),
    "ntfc.sheets": frozenset({"read"}),
    "ntfc.storage": frozenset(),
    "ntfc.testing": frozenset(),
    "ntfc.texts": frozenset({"is_spelt_apart", "named_in"}),
    "ntfc.transaction": frozenset({"unit_of_work"}),
    "ntfc.typed": frozenset({"number_or_none"}),
    "ntfc.uploads": frozenset({"Sent", "WithFile", "sent", "taken_with_file"}),
    "ntfc.workbook": frozenset({"write"}),
}
ROOMS = frozenset({"models", "rules", "queries", "service"})  # of a feature


def private_imports(path: Path) -> Iterator[str]:
    """Yield each name that the file takes from the site and that may change without notice."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.partition(".")[0] == "ntfc" and not _is_public(alias.name, ""):
                    yield alias.name
        elif isinstance(node, ast.ImportFrom) and not node.level:
            module = node.module or ""
            for alias in node.names:
                if module.partition(".")[0] == "ntfc" and not _is_public(module, alias.name):
                    yield f"{module}.{alias.name}"


def _is_public(module: str, name: str) -> bool:
    parts = [*module.split("."), *([name] if name else [])]
    head = ".".join(parts[:2])
    if head in MACHINERY:
        public = MACHINERY[head]
        return not public or (len(parts) > 2 and parts[2] in public)
    return len(parts) > 2 and parts[2] in ROOMS
