"""The tables of the plugin."""

from ntfc_client_coordinators.models.cases import Case
from ntfc_client_coordinators.models.desk import Desk, Officer
from ntfc_client_coordinators.models.firms import Assignment, Declared, Firm, Handover
from ntfc_client_coordinators.models.log import Contact, Entry

ALL = (Desk, Officer, Firm, Assignment, Declared, Handover, Entry, Contact, Case)

__all__ = [
    "ALL",
    "Assignment",
    "Case",
    "Contact",
    "Declared",
    "Desk",
    "Entry",
    "Firm",
    "Handover",
    "Officer",
]
