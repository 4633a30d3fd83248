"""What is typed about meetings: shape and length only."""

from ntfc.meetings.forms.calling import CancelForm, ConveneForm, LateForm, TellForm
from ntfc.meetings.forms.planning import PlanForm
from ntfc.meetings.forms.replies import GuestForm, ItemsForm, ReplyForm

__all__ = [
    "CancelForm",
    "ConveneForm",
    "GuestForm",
    "ItemsForm",
    "LateForm",
    "PlanForm",
    "ReplyForm",
    "TellForm",
]
