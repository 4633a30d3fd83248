"""At the table: answering what was asked, one by one, and reading back what came out of an item."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from ntfc.i18n import _
from ntfc.issues.models import Verb
from ntfc.issues.rules import word as issue_word
from ntfc.meetings.models import MeetingState
from ntfc.meetings.rules.words import hour_of
from ntfc.minutes.models import MinutesState
from ntfc.minutes.rules.contents import Answer, Part
from ntfc.minutes.rules.writing import follows

NO_ANSWER = _("No answer is recorded.")


@dataclass(frozen=True)
class Asked:
    """A thing that an item asks of the body, and what was answered; *seen* counts its changes."""

    key: str
    kind: str
    question: str
    text: str = ""
    seen: int = 0

    @property
    def words(self) -> str:
        return in_words(self.kind, self.question)

    @property
    def answer(self) -> Answer:
        return Answer(kind=self.kind, question=self.question, text=self.text)


def key_of(kind: str, question: str) -> str:
    """Return by what an answer is found again."""
    return hashlib.sha256(f"{kind}:{question}".encode()).hexdigest()


def asked_of(verbs: Iterable[str], questions: Iterable[str]) -> list[Asked]:
    """Return everything that an item asks: the actions, then the questions."""
    asked = [("verb", one) for one in verbs] + [("question", one) for one in questions]
    return [Asked(key_of(kind, question), kind, question) for kind, question in asked]


def in_words(kind: str, question: str) -> str:
    """Return what was asked as people read it."""
    return str(issue_word(Verb(question))) if kind == "verb" else question


def read_mark(part: Part, outcomes: Sequence[Any]) -> str:
    """Return the mark of what is read back: the section, all that is noted in it, what came out."""
    answers = [asdict(one) for one in part.answers]
    said: list[Any] = [part.title, part.html, answers, [asdict(one) for one in outcomes]]
    if part.positions:
        said.append([asdict(one) for one in part.positions])
    if part.interests:
        said.append({"interests": [one.facts for one in part.interests]})
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def marks_of(part: Part, outcomes: Sequence[Any]) -> frozenset[str]:
    """Return the marks under which it may have been agreed to as it stands now.

    One is that of before the days of declarations of interest were known.
    """
    undated = replace(part, interests=tuple(one.undated for one in part.interests))
    return frozenset(read_mark(one, outcomes) for one in (part, undated))


def agreed(read_back_at: str, zone: str) -> str:
    """Say when a section was read back and agreed to."""
    at = hour_of(datetime.fromisoformat(read_back_at), zone)
    return str(_("Read back and agreed at %(hour)s", hour=at))


def obstacles_to_reading_back(
    meeting: MeetingState, minutes: MinutesState, *, has_words: bool
) -> Iterator[str]:
    """Say why nothing can be read back: it is done at the table, while the record is live."""
    if follows(meeting) or meeting is MeetingState.CANCELLED:
        yield _("The meeting has not begun.")
    if minutes is not MinutesState.LIVE:
        yield _("The record is finished, so nobody sits at the table any more.")
    if not has_words:
        yield _("There is nothing to read back yet.")
