"""What holds for an import: who may do it, and what a whole file would do."""

from collections.abc import Sequence

from ntfc.i18n import _
from ntfc.imports.rules.institutions import Known, Register, plan_institutions
from ntfc.imports.rules.people import plan_people
from ntfc.imports.rules.plan import Plan, Problem, Table
from ntfc.organisations.rules import SECRETARIES
from ntfc.permissions import Permission

IMPORT = Permission("organisation.import", _("Import institutions and people"), SECRETARIES)


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
    return plan
