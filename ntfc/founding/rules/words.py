"""How the closed lists of the library read on a page."""

from enum import Enum

from ntfc.founding.models import Matter
from ntfc.i18n import _
from ntfc.library.vocabulary import (
    ActKind,
    CadenceKind,
    ChairModel,
    CompositionKind,
    Kind,
    Level,
    Mode,
    PartOfYear,
    Qualifier,
    Side,
    Status,
    TermOf,
    Unit,
)

WORDS: dict[Enum, str] = {
    Kind.ADVISORY_BODY: _("Advisory body"),
    Kind.APPEAL_BODY: _("Appeal body"),
    Kind.CAPACITY_BUILDING: _("Capacity-building programme"),
    Kind.CLIENT_COORDINATION: _("Client coordination"),
    Kind.COMMITTEE: _("Committee"),
    Kind.COUNCIL: _("Council"),
    Kind.DISPUTE_BODY: _("Dispute body"),
    Kind.FORUM: _("Forum"),
    Kind.INTEGRITY_BODY: _("Integrity body"),
    Kind.IT_USER_GROUP: _("Users of a system"),
    Kind.MEDIA_PROJECT: _("Media project"),
    Kind.MOU_FRAMEWORK: _("Framework of memoranda"),
    Kind.NEWSLETTER: _("Newsletter"),
    Kind.OBSERVERS_SCHEME: _("Observers' scheme"),
    Kind.OTHER: _("Other"),
    Kind.SINGLE_WINDOW: _("Single Window"),
    Kind.TRAINING_EXCHANGE: _("Exchange of training"),
    Kind.TRUSTED_TRADER_PROGRAMME: _("Trusted-trader programme"),
    Kind.WORKING_GROUP: _("Working group"),
    Status.AWAITING_LEGAL_ACT: _("Awaiting its legal act"),
    Status.BEING_SET_UP: _("Being set up"),
    Status.CLOSED: _("Closed"),
    Status.OPERATING: _("Operating"),
    Status.PILOT: _("Pilot"),
    Status.PLANNED: _("Planned"),
    Status.PROJECT: _("Project"),
    Level.STRATEGIC: _("Strategic"),
    Level.TACTICAL: _("Tactical"),
    Level.OPERATIONAL: _("Operational"),
    Side.PUBLIC: _("Public side"),
    Side.PRIVATE: _("Private side"),
    Side.ACADEMIA: _("Academia"),
    Side.CITIZENS: _("Citizens"),
    Side.CIVIL_SOCIETY: _("Civil society"),
    Side.DEVELOPMENT_PARTNERS: _("Development partners"),
    Side.EXPERTS: _("Experts"),
    Side.FOREIGN_PARTNERS: _("Foreign partners"),
    Side.INTERNATIONAL_ORGANISATIONS: _("International organisations"),
    Side.MEDIA: _("Media"),
    Side.TRADE_UNIONS: _("Trade unions"),
    ChairModel.NONE: _("No chair"),
    ChairModel.ONE: _("One chair"),
    ChairModel.TWO: _("Two chairs"),
    ChairModel.ROTATING: _("The chair rotates"),
    Mode.ON_SITE: _("On site"),
    Mode.ONLINE: _("Online"),
    Mode.MIXED: _("On site and online"),
    CadenceKind.PER_YEAR: _("times a year"),
    CadenceKind.MIN_PER_YEAR: _("times a year at least"),
    CadenceKind.MAX_GAP_MONTHS: _("months apart at most"),
    CadenceKind.MAX_GAP_DAYS: _("days apart at most"),
    CadenceKind.FIXED_MONTHS: _("in fixed months"),
    CadenceKind.PER_TERM: _("times in each term"),
    CadenceKind.AS_NEEDED: _("as needed"),
    CompositionKind.ASSOCIATIONS_ONLY: _("Associations only"),
    CompositionKind.BALANCED: _("Balanced"),
    CompositionKind.PARITY: _("Equal numbers on both sides"),
    CompositionKind.PER_SIDE: _("A fixed number on each side"),
    CompositionKind.PUBLIC_ONLY: _("Public bodies only"),
    ActKind.AGREEMENT: _("Agreement"),
    ActKind.DECREE: _("Decree"),
    ActKind.EXECUTIVE_ORDER: _("Executive order"),
    ActKind.GOVERNMENT_DECISION: _("Government decision"),
    ActKind.LAW: _("Law"),
    ActKind.PROTOCOL: _("Protocol"),
    ActKind.PROVISION: _("Numbered provision"),
    ActKind.RECOMMENDATION: _("Recommendation"),
    PartOfYear.MID: _("in the middle of the year"),
    PartOfYear.END: _("at the end of the year"),
    Qualifier.ABOUT: _("about"),
    Qualifier.MORE_THAN: _("more than"),
    Unit.DAYS: _("days"),
    Unit.PERCENT: _("per cent"),
    Unit.USD_BILLION: _("billion US dollars"),
}
TERMS = {
    TermOf.BODY: _("The body"),
    TermOf.MEMBER: _("Each member"),
    TermOf.GROUP: _("Each group"),
    TermOf.PROGRAMME: _("The programme"),
}
SPANS = {"years": _("years"), "months": _("months"), "weeks": _("weeks")}


MATTERS = {
    Matter.PARTY: _("Sat at the table"),
    Matter.CHAIR: _("Led the body"),
    Matter.GROUP: _("Groups"),
    Matter.RULE: _("A habit"),
    Matter.RHYTHM: _("Rhythm"),
    Matter.TERM: _("Term"),
    Matter.SEATS: _("Seats"),
    Matter.APPOINTED: _("Appointed by"),
    Matter.NOMINATED: _("Put forward by"),
    Matter.SECRETARIAT: _("Secretariat"),
    Matter.FORMAT: _("Formats"),
    Matter.NAME: _("A further name"),
    Matter.KIND: _("Kind"),
    Matter.PARTICULARS: _("How it was"),
    Matter.ACT: _("Founding act"),
    Matter.PLACE: _("Place"),
    Matter.PROGRAMME: _("Programme it belongs to"),
}
SIDES = {side.value: WORDS[side] for side in Side}


def word(entry: Enum) -> str:
    """Return how an entry of a closed list reads."""
    return WORDS[entry]


# The names that stand where an entry belongs to no one country, for the translators to find.
REGIONS = (
    _("Americas and Caribbean"),
    _("East African Community"),
    _("East and Southern Africa"),
    _("European Union"),
    _("International (UN/CEFACT)"),
    _("International (WCO)"),
    _("International (WTO)"),
    _("Southern African Customs Union"),
)
