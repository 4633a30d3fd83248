"""Asking the seats in writing: once all agreed, once the replies are still coming in."""

from ntfc.decisions import queries
from ntfc.decisions.models import Decision, DecisionKind, VoiceKind
from ntfc.decisions.rules import Asking
from ntfc.decisions.service import drafting, poll_letters, polling
from ntfc.demo.country import Country
from ntfc.people.models import Person
from ntfc.people.queries import get_person
from ntfc.permissions import LinkHolder

V = VoiceKind
NIGHT = "Only while two officers are on duty at the gate."
HOLIDAY = "The holiday begins before the next meeting."
SAID = {0: (V.FOR, ""), 1: (V.RESERVED, NIGHT), 4: (V.ABSTAINS, "")}
SO_FAR = (V.FOR, V.FOR, V.RESERVED, V.FOR, V.ABSTAINS, V.FOR)


def _asked(country: Country, title: str, text: str, *, ago: int, until: int, why: str) -> Decision:
    """Write a text down and ask the seats about it in writing."""
    rana, day = country.acting("rana.odeh", ago), country.day(ago)
    facts = {"kind": DecisionKind.DECISION, "title": title, "text": text}
    body, now = country.body("national"), country.at(ago)
    made = drafting.draft(body, facts=facts, actor=rana, now=now)
    asking = Asking(closes_on=country.day(until), why=why)
    polling.ask_in_writing(made, asking=asking, actor=rana, now=now, today=day)
    return made


def _reply(country: Country, voice_id: int, who: Person, kind: V, text: str, *, ago: int) -> None:
    def say(holder: LinkHolder, voice: object) -> None:
        now = country.at(ago, 12)
        polling.reply(voice, kind=kind, text=text, actor=holder, now=now, today=country.day(ago))  # type: ignore[arg-type]

    key = next(k for k, n in country.numbers.items() if n == who.id and k.startswith("person:"))
    voice = queries.get_voice(voice_id)
    country.by_link(key.partition(":")[2], poll_letters.REPLY_ACT, voice, say, ago=ago)


def agreed(country: Country) -> None:
    """Adopt a text between meetings: every seat replied, one with a reservation."""
    made = _asked(
        country,
        "The eastern post stays open until midnight in the week of the holiday",
        "Customs, the plant service and the police keep one shift more at the eastern post.",
        ago=48,
        until=38,
        why=HOLIDAY,
    )
    (round_,) = queries.polls_of(made)
    speakers = queries.speakers_in(round_.poll, country.day(44))
    for place, (kind, text) in SAID.items():
        voice = round_.voices[place]
        _reply(country, voice.id, get_person(speakers[voice.seat_id][0]), kind, text, ago=44)
    rana, day = country.acting("rana.odeh", 43), country.day(43)
    by_letter = {v.id: V.FOR for n, v in enumerate(round_.voices) if n not in SAID}
    polling.note_votes(round_.poll, votes=by_letter, actor=rana, now=country.at(43), today=day)
    polling.count(round_.poll, actor=rana, now=country.at(43), today=day)


def open_now(country: Country) -> None:
    """Ask the seats about a text on which the replies still come in."""
    made = _asked(
        country,
        "One form for the arrival of perishable goods",
        "The committee adopts the form of the working group, for use from the first of the month.",
        ago=3,
        until=-6,
        why="The season of the harvest begins before the committee meets.",
    )
    (round_,) = queries.polls_of(made)
    speakers = queries.speakers_in(round_.poll, country.day(2))
    for kind, voice in zip(SO_FAR, round_.voices, strict=False):
        text = "With a line for the temperature." if kind is V.RESERVED else ""
        _reply(country, voice.id, get_person(speakers[voice.seat_id][0]), kind, text, ago=2)
