"""What is typed about meetings: shape and length only."""

from ntfc.meetings.forms.planning import CancelForm, PlanForm

__all__ = ["CancelForm", "PlanForm"]
