"""Whose issue stands behind an item, and who speaks for the secretariat of its body."""

from datetime import date

from ntfc.agendas.models import AgendaItem
from ntfc.issues import queries as issues
from ntfc.issues.models import Issue
from ntfc.permissions import OFFICE
from ntfc.seats.queries import seated_in


def issue_behind(item: AgendaItem, today: date) -> tuple[Issue | None, frozenset[int]]:
    """Return the issue of an item, and who is of the secretariat: its own words are free."""
    issue = issues.find_issue(item.issue_id) if item.issue_id else None
    if issue is None:
        return None, frozenset()
    seated = seated_in(issue.body_id, today)
    return issue, frozenset(row.person_id for row in seated if row.role in OFFICE)
