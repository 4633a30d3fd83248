"""What goes out on paper: the letter about a decision, and the certificate."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ntfc.i18n import _
from ntfc.paper import (
    Block,
    Fact,
    Heading,
    Note,
    Paper,
    Para,
    Signature,
    Signatures,
    paragraphs,
    text,
)
from ntfc.procedure.rules.words import day
from ntfc_golden_list.rules.lifecycle import APPEALABLE, LEAVING, REASONED, State
from ntfc_golden_list.rules.status import Standing

S = State
DECIDED: Mapping[State, str] = {
    S.RETURNED: _("The application is sent back to be completed."),
    S.CERTIFIED: _("The firm is certified."),
    S.MONITORING: _("The status holds."),
    S.REJECTED: _("The application is refused."),
    S.SUSPENDED: _("The status is suspended."),
    S.REMOVED: _("The status is withdrawn."),
    S.VALIDATION_PLANNED: _("The premises of the firm are visited."),
    S.REVALIDATION: _("The firm is looked at again."),
}
ALWAYS = frozenset({S.RETURNED, S.CERTIFIED, S.REJECTED, S.SUSPENDED, S.REMOVED})
CONFIRMED_FROM = frozenset({S.SUSPENDED, S.REVALIDATION, S.CLASS_CHANGE})
ASKING = frozenset(
    {S.SELF_ASSESSMENT, S.IMPROVEMENT, S.CLASS_CHANGE}
)  # the firm has something to do
STANDINGS = {
    Standing.VALID: _("in force"),
    Standing.SUSPENDED: _("suspended"),
    Standing.EXPIRED: _("its time is over"),
    Standing.ENDED: _("ended"),
}


@dataclass(frozen=True)
class Sheet:
    """What stands on every paper of a programme."""

    programme: str
    legal_basis: str
    language: str
    direction: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A decision as the firm is told of it."""

    firm: str
    registration: str
    reference: str
    start: State | None
    to: State
    on: date
    reasons: str
    by: str
    how_to_appeal: str = ""
    appeal_by: date | None = None
    review_on: date | None = None
    again_from: date | None = None


@dataclass(frozen=True, kw_only=True)
class Certified:
    """A certificate as it stands on paper."""

    firm: str
    registration: str
    number: str
    of_class: str
    roles: Sequence[str]
    given_on: date
    until: date | None
    conditions: str
    edition: int
    by: str
    address: str
    standing: Standing
    today: date
    office: str = ""


def has_letter(start: State | None, to: State) -> bool:
    """Tell whether a step is one of which the firm has a letter."""
    if start is S.APPEAL:
        return to in DECIDED
    return to in ALWAYS or (to is S.MONITORING and start in CONFIRMED_FROM)


def is_told(start: State | None, to: State, *, by_firm: bool) -> bool:
    """Tell whether a firm reads why a step was taken; what customs notes for itself stays inside."""
    ends = to in REASONED or to in LEAVING or to is S.DROPPED
    return by_firm or ends or has_letter(start, to)


def is_sent(start: State | None, to: State) -> bool:
    """Tell whether the firm is written to when customs took a step: it was decided, or has to act."""
    return is_told(start, to, by_firm=False) or to in ASKING


def letter_paper(letter: Letter, sheet: Sheet) -> Paper:
    """Return the letter about a decision: what, why, and how the firm may appeal."""
    return Paper(
        title=str(_("Decision")),
        subtitle=letter.firm,
        language=sheet.language,
        direction=sheet.direction,
        letterhead=(sheet.programme,),
        reference=letter.reference,
        facts=_facts(
            (_("Name of the firm"), letter.firm),
            (_("Number in the register of firms"), letter.registration),
            (_("Day"), day(letter.on)),
            (_("Legal basis"), sheet.legal_basis),
        ),
        blocks=tuple(_said(letter)),
        footer=letter.reference,
    )


def _said(letter: Letter) -> Iterator[Block]:
    if letter.start is S.APPEAL:
        yield Para(text(str(_("The appeal of the firm is decided."))))
    yield Note(text(str(DECIDED[letter.to])))
    if letter.reasons.strip():
        yield Heading(str(_("Reasons")))
        yield from paragraphs(letter.reasons)
    if letter.review_on is not None:
        yield Para(text(str(_("It is looked at again by %(day)s.", day=day(letter.review_on)))))
    if letter.again_from is not None:
        told = _("The firm may come again from %(day)s.", day=day(letter.again_from))
        yield Para(text(str(told)))
    if letter.to in APPEALABLE and letter.start is not S.APPEAL:
        yield Heading(str(_("Appeal")))
        yield from paragraphs(letter.how_to_appeal)
        if letter.appeal_by is not None:
            yield Para(
                text(str(_("The firm may appeal until %(day)s.", day=day(letter.appeal_by))))
            )
    if letter.by:
        yield Signatures((Signature(letter.by, (str(day(letter.on)),)),))


def certificate_paper(one: Certified, sheet: Sheet) -> Paper:
    """Return a certificate, with the address at which everybody sees whether it is in force."""
    return Paper(
        title=str(_("Certificate")),
        subtitle=one.firm,
        language=sheet.language,
        direction=sheet.direction,
        letterhead=(sheet.programme,),
        reference=one.number,
        facts=_facts(
            (_("Name of the firm"), one.firm),
            (_("Number in the register of firms"), one.registration),
            (_("Class"), one.of_class),
            (_("Takes part as"), ", ".join(one.roles)),
            (_("Given on"), day(one.given_on)),
            (_("Valid until"), day(one.until) if one.until else ""),
            (_("Judged by the rules, version"), str(one.edition)),
            (_("Office that helps the firm"), one.office),
            (_("Legal basis"), sheet.legal_basis),
            (_("As of %(day)s", day=day(one.today)), str(STANDINGS[one.standing])),
        ),
        blocks=tuple(_certified(one)),
        footer=one.number,
    )


def _certified(one: Certified) -> Iterator[Block]:
    if one.conditions.strip():
        yield Heading(str(_("Conditions")))
        yield from paragraphs(one.conditions)
    yield Heading(str(_("Is this certificate real?")))
    yield Para(text(str(_("Everybody can see at this address whether it is in force:"))))
    yield Note(text(one.address))
    if one.by:
        yield Signatures((Signature(one.by, (str(day(one.given_on)),)),))


def _facts(*pairs: tuple[str, str]) -> tuple[Fact, ...]:
    return tuple(Fact(str(label), str(value)) for label, value in pairs if value)
