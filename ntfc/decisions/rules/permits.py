"""Who may do what with decisions."""

from typing import Any

from ntfc.committees.models import Body
from ntfc.committees.rules import READ
from ntfc.decisions.models import (
    Addressee,
    Decision,
    DecisionState,
    Evidence,
    Poll,
    Reservation,
    Voice,
)
from ntfc.i18n import _
from ntfc.permissions import CIRCLE, LEADERS, OFFICE, SEATED, Actor, Permission, Role, can

HEADS = OFFICE | LEADERS
# What everybody reads who reads the papers of the body: what holds, and what it watches.
OUT = frozenset({DecisionState.ADOPTED, DecisionState.WATCHED})
PARTS = (Addressee, Evidence, Poll, Reservation)


def _reads(actor: Actor, subject: Any) -> bool:
    """What was adopted is read as the papers of the body are; drafts by the circle of the body."""
    if isinstance(subject, Body):
        return can(actor, READ, subject)
    whole = subject.poll if isinstance(subject, Voice) else subject
    decision: Decision = whole.decision if isinstance(whole, PARTS) else whole
    is_out = decision.state in OUT and not decision.is_confidential
    return is_out and can(actor, READ, decision.body)


READ_ALL = Permission("decision.read_all", _("Look through decisions"), frozenset({Role.PERSON}))
VIEW = Permission("decision.view", _("Read a decision"), CIRCLE, _reads, hides=True)
DRAFT = Permission("decision.draft", _("Draft and change decisions"), HEADS, behind=VIEW)
ADOPT = Permission("decision.adopt", _("Record what a body adopted"), HEADS, behind=VIEW)
ADDRESS = Permission("decision.address", _("Address a decision"), HEADS, behind=VIEW)
ANSWER = Permission("decision.answer", _("Answer what was addressed to one"), SEATED, behind=VIEW)
REPLY = Permission("decision.reply", _("Say what a seat says to a draft"), CIRCLE, behind=VIEW)
FOLLOW = Permission("decision.follow", _("Say that a decision is carried out"), OFFICE, behind=VIEW)
PERMISSIONS = (READ_ALL, VIEW, DRAFT, ADOPT, ADDRESS, ANSWER, REPLY, FOLLOW)
