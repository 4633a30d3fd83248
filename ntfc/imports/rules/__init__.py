"""What holds for an import: who may do it, and what a whole file would do."""

from collections.abc import Sequence
from dataclasses import dataclass

from ntfc import sheets
from ntfc.errors import Refused
from ntfc.i18n import _
from ntfc.imports.rules.institutions import Known, Register, plan_institutions
from ntfc.imports.rules.people import plan_people
from ntfc.imports.rules.plan import Plan, Problem, Table
from ntfc.organisations.rules import SECRETARIES
from ntfc.permissions import Permission
from ntfc.texts import one_line
from ntfc.typed import storable
from ntfc.workbook import MOST_BYTES

IMPORT = Permission("organisation.import", _("Import institutions and people"), SECRETARIES)


@dataclass(frozen=True)
class Upload:
    """A file that was read to its end once and can be kept."""

    file_name: str
    encoding: str
    content: bytes


def looked_through(file_name: str, encoding: str, content: bytes) -> Upload:
    """Refuse a file that cannot be read; it takes seconds, so it comes before the transaction."""
    if len(content) > MOST_BYTES:
        raise Refused(
            _(
                "The file is larger than %(most)s MB. Cut it into several files.",
                most=MOST_BYTES // 1024 // 1024,
            )
        )
    sheets.read(content, encoding)
    return Upload(one_line(storable(file_name))[-200:], encoding, content)


def plan_import(found: Sequence[Table], known: Known) -> Plan:
    """Judge a whole file: institutions first, for its people may work for new ones."""
    plan, register = Plan(), Register(known)
    for table in found:
        if table.name == "institutions":
            plan_institutions(table, register, plan)
    for table in found:
        if table.name == "people":
            plan_people(table, register, plan)
    if not plan.entries and not plan.problems:
        plan.problems.append(Problem("", 1, "", "", _("The file has headings, but no row.")))
    plan.problems.sort(key=lambda problem: (problem.sheet, problem.row))  # as one mends the file
    return plan
