"""What is typed about meetings: shape and length only."""

from ntfc.meetings.forms.calling import CancelForm, ConveneForm, LateForm, TellForm
from ntfc.meetings.forms.planning import PlanForm
from ntfc.meetings.forms.replies import GuestForm, ReplyForm

__all__ = [
    "CancelForm",
    "ConveneForm",
    "GuestForm",
    "LateForm",
    "PlanForm",
    "ReplyForm",
    "TellForm",
]
