"""How the closed lists of bodies read on a page."""

import enum
from collections.abc import Mapping

from ntfc.committees.models.vocabulary import (
    ActKind,
    Designation,
    Level,
    Mode,
    NameKind,
    Purpose,
    Reach,
    State,
    SuccessionKind,
)
from ntfc.committees.rules import STATE_NAMES
from ntfc.i18n import _
from ntfc.organisations.models import Camp

WORDS: dict[enum.Enum, str] = {
    Level.STRATEGIC: _("Strategic"),
    Level.TACTICAL: _("Tactical"),
    Level.OPERATIONAL: _("Operational"),
    Purpose.POLICY: _("To inform, and to discuss policy"),
    Purpose.SOLUTIONS: _("To seek feedback and technical solutions"),
    Purpose.BOTH: _("Both: policy and technical solutions"),
    Reach.CENTRAL: _("Central"),
    Reach.REGIONAL: _("Regional"),
    Reach.LOCAL: _("Local"),
    Mode.ON_SITE: _("On site"),
    Mode.ONLINE: _("Online"),
    Mode.MIXED: _("On site and online"),
    ActKind.LAW: _("Law"),
    ActKind.CHARTER: _("Charter"),
    ActKind.DECREE: _("Decree"),
    ActKind.PROVISION: _("Numbered provision"),
    ActKind.GOVERNMENT_DECISION: _("Government decision"),
    ActKind.PROTOCOL: _("Protocol"),
    ActKind.MEMORANDUM: _("Memorandum"),
    ActKind.ORDER: _("Order"),
    ActKind.AGREEMENT: _("Agreement"),
    ActKind.RECOMMENDATION: _("Recommendation"),
    ActKind.OTHER: _("Other act"),
    Designation.NEW_BODY: _("Newly created as the national committee"),
    Designation.EXISTING_BODY: _("Existing body named as the national committee"),
    NameKind.TRANSLATION: _("In another language"),
    NameKind.SECOND: _("Second name"),
    NameKind.FORMER: _("Former name"),
    SuccessionKind.REFORMED: _("Reformed"),
    SuccessionKind.RENAMED: _("Renamed"),
    SuccessionKind.MERGED: _("Merged"),
    SuccessionKind.SPLIT: _("Split"),
    Camp.PUBLIC: _("Public side"),
    Camp.PRIVATE: _("Private side"),
    Camp.OTHER: _("Others"),
}
WORDS |= STATE_NAMES

TONES: Mapping[State, str] = {
    State.ACTIVE: "success",
    State.INFORMAL: "success",
    State.BEING_FORMED: "info",
    State.AWAITING_LEGAL_ACT: "warning",
    State.EXPIRED: "danger",
}

WEEKDAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)

# What the site ships in its list of kinds, so that translators find it; the rows are in the database.
BUILT_IN_KINDS = {
    _("National committee"): _(
        "The committee of TFA Article 23.2: directs and coordinates trade facilitation in the country."
    ),
    _("Council"): _("A standing consultation of heads of agencies and leaders of business."),
    _("Joint committee"): _("Both sides in equal numbers around one table."),
    _("Forum"): _("A wide, open gathering that hears many voices."),
    _("Advisory group"): _("Advises the head of an agency or a committee."),
    _("Committee"): _("A committee of its own, such as a customs consultative committee."),
    _("Steering committee"): _("Prepares and follows up what the national committee decides."),
    _("Technical committee"): _("Works on the technical matters of several measures."),
    _("Sub-committee"): _("Part of a committee for one field; lasts as long as its term."),
    _("Working group"): _("Analyses problems and proposes solutions."),
    _("Topic group"): _("One topic, a defined period, terms of reference of its own."),
    _("Task force"): _("A few people for one task, until it is done."),
    _("Pillar"): _("A permanent part of a forum, such as legal, IT or enforcement."),
    _("Regional body"): _("The committee of a province, a zone or a region of customs."),
    _("Local body"): _("The committee at one port, airport or border crossing."),
    _("Virtual group"): _("Online only, led by a moderator, working by papers and remarks."),
    _("Mirror group"): _(
        "One side works apart, opposite a group of the other side, until both merge."
    ),
    _("User group"): _("Users of a system, such as the Single Window, and those who run it."),
    _("Secretariat"): _("The people who keep the work of a committee together."),
    _("Other body"): _("Whatever fits none of the other kinds."),
    _("Appeal body"): _("Hears appeals against decisions."),
    _("Capacity-building programme"): _("Builds knowledge and skills together."),
    _("Client coordination"): _("Named officials look after named firms."),
    _("Dispute body"): _("Settles disputes before they go to court."),
    _("Integrity body"): _("Watches over clean dealings between both sides."),
    _("Media project"): _("Tells a wide audience what is being done."),
    _("Framework of memoranda"): _("Rests on a memorandum with each partner."),
    _("Newsletter"): _("Keeps people up to date at a fixed rhythm."),
    _("Observers' scheme"): _("Lets observers watch the work."),
    _("Single Window"): _("One entry point for the formalities of trade."),
    _("Exchange of training"): _("Each side teaches the other."),
    _("Trusted-trader programme"): _("Easier ways for firms that proved themselves."),
}


def word(entry: enum.Enum | None) -> str | None:
    """Return the entry of a list as a person reads it; None stays None."""
    return None if entry is None else WORDS[entry]


def choices_of(entries: type[enum.Enum]) -> list[tuple[str, str]]:
    """Return what a form offers of a closed list."""
    return [(entry.value, WORDS[entry]) for entry in entries]


def purposes() -> list[tuple[Purpose, str]]:
    """Return what a body may be there for; what most are there for stands first."""
    return [(one, WORDS[one]) for one in (Purpose.BOTH, Purpose.POLICY, Purpose.SOLUTIONS)]
