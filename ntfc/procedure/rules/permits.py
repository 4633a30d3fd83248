"""Who may do what with rules of procedure."""

from typing import Any

from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.committees.rules import VIEW as VIEW_BODY
from ntfc.i18n import _
from ntfc.permissions import CHAIRS, CIRCLE, OFFICE, Actor, Permission, Role, can
from ntfc.procedure.models import RulesOfProcedure


def coordinates(actor: Actor, subject: Any) -> bool:
    """Tell whether the person coordinates the body, which also has nobody in seats at first."""
    body = getattr(subject, "body", subject)
    is_person = Role.PERSON in actor.roles_in(None)
    return is_person and actor.person_id is not None and body.coordinator_id == actor.person_id


def may_read(actor: Actor, rules: RulesOfProcedure | Body) -> bool:
    """Tell whether the person reads this without a place in the circle of the body.

    What was ever in force is read by whoever reads the papers of the body. That a body may draft
    rules is no secret to those who know of the body.
    """
    if isinstance(rules, Body):
        return can(actor, VIEW_BODY, rules)
    is_read = rules.valid_from is not None and can(actor, READ, rules.body)
    return is_read or coordinates(actor, rules)


VIEW = Permission("procedure.view", _("Read the rules of procedure"), CIRCLE, may_read, hides=True)
EDIT = Permission(
    "procedure.edit",
    _("Draft rules of procedure"),
    CHAIRS | OFFICE,
    coordinates,
    behind=VIEW,
)
ADOPT = Permission(
    "procedure.adopt",
    _("Put rules of procedure in force"),
    CHAIRS | OFFICE,
    behind=VIEW,
)
