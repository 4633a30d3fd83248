"""When the seats may be asked about a text, who says what, and what came out: pure rules."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ntfc.decisions.models import Decision, Poll, PollState, PollWay, Voice, VoiceKind
from ntfc.decisions.rules.adopting import obstacles_to_deciding, obstacles_to_voting
from ntfc.decisions.rules.words import VOICES, VOTES
from ntfc.i18n import _, ngettext
from ntfc.organisations.models import Camp
from ntfc.procedure.models import Outcome, Procedure
from ntfc.procedure.rules import WorkingDay, cite, fraction, leaves, quorum_met
from ntfc.procedure.rules.words import day, listed

V = VoiceKind
IN_FAVOUR = frozenset({V.FOR, V.RESERVED})
ASKED_NO_MORE = _("The seats are asked no more. The text is a draft again.")
TIME_IS_OVER = _("The time to answer is over. What was said before counts.")
NEAR_DAYS = 2  # before the last day those are reminded who have not replied


@dataclass(frozen=True, kw_only=True)
class Asking:
    """How the seats are asked in writing."""

    closes_on: date
    takes_silence: bool = False
    is_urgent: bool = False
    why: str = ""


def obstacles_to_asking(
    decision: Decision,
    procedure: Procedure,
    asking: Asking,
    *,
    seats: int,
    addressees: int,
    today: date,
    is_working_day: WorkingDay,
) -> Iterator[str]:
    """Say everything that keeps the seats from being asked in writing, with the rule each rests on."""
    yield from obstacles_to_deciding(decision, procedure, addressees)
    yield from _nobody(seats)
    if asking.closes_on <= today:
        yield _("Leave the seats at least until tomorrow.")
    if asking.is_urgent and not asking.why.strip():
        yield _("Say why it is urgent. Every seat reads it.")
    if asking.takes_silence and procedure.silence_days is None:
        yield cite(procedure, "silence_days")
    for setting in _times(procedure, asking):
        days = getattr(procedure, setting)
        working_only = procedure.count_working_days
        if days is None:
            yield _("There is no shorter time. %(rule)s", rule=cite(procedure, setting))
        elif not leaves(days, today, asking.closes_on, is_working_day, working_only=working_only):
            rule = cite(procedure, setting)
            yield _("%(day)s is too early. %(rule)s", day=day(asking.closes_on), rule=rule)


def _times(procedure: Procedure, asking: Asking) -> Iterator[str]:
    if procedure.written_days is not None:
        yield "urgent_written_days" if asking.is_urgent else "written_days"
    if asking.takes_silence and procedure.silence_days is not None:
        yield "silence_days"


def obstacles_to_opening_a_vote(
    decision: Decision, procedure: Procedure, *, seats: int, addressees: int
) -> Iterator[str]:
    """Say why no open vote can be taken; where the body decides by consensus, never."""
    yield from obstacles_to_voting(procedure)
    yield from obstacles_to_deciding(decision, procedure, addressees)
    yield from _nobody(seats)


def _nobody(seats: int) -> Iterator[str]:
    if not seats:
        yield _("Nobody sits in this body who could answer.")


def is_over(poll: Poll, today: date) -> bool:
    """Tell whether the last day for replies is past."""
    return poll.closes_on is not None and today > poll.closes_on


def is_near(poll: Poll, today: date) -> bool:
    """Tell whether it is time to remind those who have not replied."""
    left = (poll.closes_on - today).days if poll.closes_on else NEAR_DAYS + 1
    return poll.reminded_at is None and 0 <= left <= NEAR_DAYS


def obstacles_to_replying(
    poll: Poll, kind: VoiceKind, text: str, *, speaks: bool, today: date, is_out: bool = False
) -> Iterator[str]:
    """Say why what a seat says cannot be taken; *is_out*: it stepped out for the item."""
    if is_out:
        yield _("This seat stepped out for the item because of an interest: it does not vote.")
    if poll.state is PollState.STOPPED:
        yield ASKED_NO_MORE
    elif poll.state is not PollState.OPEN or is_over(poll, today):
        yield TIME_IS_OVER
    if not speaks:
        yield _("Only whoever sits in this seat answers for it, or the secretariat notes it.")
    if poll.way is PollWay.VOTE and kind is V.RESERVED:
        yield _("In a vote a seat is for, against, or abstains.")
    if poll.way is PollWay.WRITTEN and kind in (V.RESERVED, V.AGAINST) and not text.strip():
        yield _("Say why. Everybody at the table reads it.")


def obstacles_to_counting(poll: Poll, voices: Sequence[Voice], today: date) -> Iterator[str]:
    """Say why the replies cannot be counted yet; a vote ends when the secretary says so."""
    if poll.state is not PollState.OPEN:
        yield _("It is over already. Open the page again.")
    missing = sum(1 for voice in voices if voice.answer is None)
    if poll.way is PollWay.WRITTEN and missing and not is_over(poll, today) and poll.closes_on:
        yield ngettext(
            "Replies are taken until %(day)s, and %(num)d seat has not replied.",
            "Replies are taken until %(day)s, and %(num)d seats have not replied.",
            missing,
            day=day(poll.closes_on),
        )


def obstacles_to_stopping(poll: Poll, reason: str) -> Iterator[str]:
    if poll.state is not PollState.OPEN:
        yield _("It is over already. Open the page again.")
    if not reason.strip():
        yield _("Say why. It stays in the record.")


def taking_part(voices: Iterable[Voice], out: Collection[int]) -> list[Voice]:
    """Return the voices that count: those of seats that did not step out for the item."""
    return [voice for voice in voices if voice.seat_id not in out]


def set_aside(voices: Iterable[Voice], out: Collection[int]) -> Iterator[str]:
    """Say what was said by seats that stepped out for the item: it stays readable, and counts not."""
    for voice in voices:
        if voice.seat_id in out and voice.answer is not None and not voice.is_silence:
            yield _(
                "%(name)s had said “%(answer)s” and stepped out for the item because of an interest.",
                name=voice.name,
                answer=word_of(voice),
            )


def word_of(voice: Voice) -> str:
    """Return what a seat said, in the words of a vote or of a reply in writing."""
    words = VOTES if voice.poll.way is PollWay.VOTE else VOICES
    return str(words[voice.answer or V.ABSTAINS])


def shortfalls(poll: Poll, voices: Collection[Voice], procedure: Procedure) -> Iterator[str]:
    """Yield every reason why it does not carry, with its rule; none: it carries."""
    said = [voice for voice in voices if voice.answer is not None]
    yield from _too_few(poll, voices, said, procedure)
    against = [voice for voice in said if voice.answer is V.AGAINST]
    in_favour = [voice for voice in said if voice.answer in IN_FAVOUR]
    if procedure.outcome is Outcome.VOTE:
        yield from _outvoted(len(in_favour), len(against), procedure)
        return
    for voice in against:
        yield _("%(name)s does not agree: %(why)s", name=voice.name, why=voice.text or "–")
    if said and not in_favour:
        yield _("Nobody agreed.")


def _too_few(
    poll: Poll, voices: Collection[Voice], said: Collection[Voice], procedure: Procedure
) -> Iterator[str]:
    """Say when too few spoke: the quorum, where there is one; else all in writing, one at the table."""
    present = Counter(voice.camp for voice in said)
    enough = quorum_met(procedure, dict(present), poll.seats)  # type: ignore[arg-type]
    if enough is False:
        yield _("Too few answered. %(rule)s", rule=cite(procedure, "quorum_fraction"))
    if enough is not None:
        return
    if not said:
        yield _("Nobody answered.")
    elif poll.way is PollWay.WRITTEN and len(said) < len(voices):
        missing = listed(voice.name for voice in voices if voice.answer is None)
        yield _(
            "Not every seat replied, and %(rule)s Missing: %(names)s.",
            rule=cite(procedure, "silence_days"),
            names=missing,
        )


def _outvoted(in_favour: int, against: int, procedure: Procedure) -> Iterator[str]:
    votes, share = in_favour + against, fraction(procedure.vote_fraction)
    carries = in_favour >= share * votes if share is not None else in_favour > against
    if not votes or not carries:
        yield _(
            "For: %(num)s, against: %(against)s. %(rule)s",
            num=in_favour,
            against=against,
            rule=cite(procedure, "outcome"),
        )


@dataclass(frozen=True)
class Tally:
    """How many said what, on one side or on all."""

    camp: Camp | None
    counts: Counter[VoiceKind | None]

    @property
    def in_favour(self) -> int:
        return self.counts[V.FOR] + self.counts[V.RESERVED]

    @property
    def against(self) -> int:
        return self.counts[V.AGAINST]

    @property
    def abstains(self) -> int:
        return self.counts[V.ABSTAINS]

    @property
    def silent(self) -> int:
        return self.counts[None]


def tallies(voices: Collection[Voice]) -> list[Tally]:
    """Return how many said what, for each side that is there; all of them come last."""
    camps = [camp for camp in (*Camp, None) if any(voice.camp is camp for voice in voices)]
    sides = [Tally(c, Counter(v.answer for v in voices if v.camp is c)) for c in camps]
    whole = Tally(None, Counter(voice.answer for voice in voices))
    return [*(side for side in sides if side.camp is not None), whole]
