"""What is typed about issues: shape and length only."""

from ntfc.issues.forms.deciding import (
    AcceptForm,
    CallForm,
    CaseForm,
    CloseForm,
    ConsentForm,
    DeclineForm,
    DispositionForm,
    HandOverForm,
    IdeaForm,
    NoteForm,
    ReasonForm,
    SupportForm,
    VoiceForm,
    WordingForm,
)
from ntfc.issues.forms.proposing import ClassifyForm, ProposalForm, ReviseForm

__all__ = [
    "AcceptForm",
    "CallForm",
    "CaseForm",
    "ClassifyForm",
    "CloseForm",
    "ConsentForm",
    "DeclineForm",
    "DispositionForm",
    "HandOverForm",
    "IdeaForm",
    "NoteForm",
    "ProposalForm",
    "ReasonForm",
    "ReviseForm",
    "SupportForm",
    "VoiceForm",
    "WordingForm",
]
