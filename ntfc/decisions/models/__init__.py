"""Decisions, to whom they are addressed, what was answered, and what each seat was asked."""

from ntfc.decisions.models.decisions import (
    Addressee,
    AnswerKind,
    Decision,
    DecisionKind,
    DecisionState,
    HowAgreed,
    Reservation,
)
from ntfc.decisions.models.history import DecisionEvent, DecisionStep, Evidence
from ntfc.decisions.models.polls import Poll, PollState, PollWay, Voice, VoiceKind

__all__ = [
    "Addressee",
    "AnswerKind",
    "Decision",
    "DecisionEvent",
    "DecisionKind",
    "DecisionState",
    "DecisionStep",
    "Evidence",
    "HowAgreed",
    "Poll",
    "PollState",
    "PollWay",
    "Reservation",
    "Voice",
    "VoiceKind",
]
