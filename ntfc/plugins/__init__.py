"""The public door of plugins: declare, show a panel, object, listen.

The contract is plugins/README.md; a plugin imports what it needs from here.
"""

from ntfc.plugins.contract import API, Plugin, hookimpl, own_registry
from ntfc.plugins.dispatch import by_plugin, gather, insist, notify, objections
from ntfc.plugins.known import KnownFirm
from ntfc.plugins.offers import (
    AgendaProposal,
    ChoiceList,
    DemoCountry,
    DueMeeting,
    Duty,
    Extra,
    Health,
    ItemAct,
    MeetingItem,
    NavItem,
    OpenWork,
    Panel,
    PersonalData,
    PriorityProgress,
    ProgrammeLine,
    PublicPaper,
    SeatedPerson,
    Setting,
    Tab,
    Waiting,
)
from ntfc.plugins.settings import settings_of

__all__ = [
    "API",
    "AgendaProposal",
    "ChoiceList",
    "DemoCountry",
    "DueMeeting",
    "Duty",
    "Extra",
    "Health",
    "ItemAct",
    "KnownFirm",
    "MeetingItem",
    "NavItem",
    "OpenWork",
    "Panel",
    "PersonalData",
    "Plugin",
    "PriorityProgress",
    "ProgrammeLine",
    "PublicPaper",
    "SeatedPerson",
    "Setting",
    "Tab",
    "Waiting",
    "by_plugin",
    "gather",
    "hookimpl",
    "insist",
    "notify",
    "objections",
    "own_registry",
    "settings_of",
]
