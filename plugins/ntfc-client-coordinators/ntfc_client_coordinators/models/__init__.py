"""The tables of the plugin."""

from ntfc_client_coordinators.models.cases import Case
from ntfc_client_coordinators.models.desk import Desk, Officer
from ntfc_client_coordinators.models.firms import Assignment, Declared, Firm, Handover
from ntfc_client_coordinators.models.log import Contact, Entry
from ntfc_client_coordinators.models.plans import Audit, Control, Due, Plan, Risk

ALL = (
    Desk,
    Officer,
    Firm,
    Assignment,
    Declared,
    Handover,
    Entry,
    Contact,
    Case,
    Plan,
    Risk,
    Control,
    Audit,
    Due,
)

__all__ = [
    "ALL",
    "Assignment",
    "Audit",
    "Case",
    "Contact",
    "Control",
    "Declared",
    "Desk",
    "Due",
    "Entry",
    "Firm",
    "Handover",
    "Officer",
    "Plan",
    "Risk",
]
