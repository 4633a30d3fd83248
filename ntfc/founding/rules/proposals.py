"""What an entry states and a body has no field for: it waits for whoever forms the body."""

from collections.abc import Iterator
from dataclasses import dataclass

from ntfc.founding.models import Matter
from ntfc.founding.rules.settings import composition_of, is_whole, length_of, own_rhythm
from ntfc.founding.rules.told import joined, period, told
from ntfc.library.entry import Chairing, Entry, Term


@dataclass(frozen=True)
class Proposal:
    """One fact that waits for a decision of the new body."""

    matter: Matter
    text: str
    side: str = ""


def proposals_from(entry: Entry) -> Iterator[Proposal]:
    """Yield what has no field: who sat there and led, which groups and habits there were."""
    yield from _parties(entry)
    if entry.chairing is not None:
        yield chairing_of(entry.chairing)
    if entry.composition is not None and not composition_of(entry.composition):
        yield Proposal(Matter.SEATS, told(entry.composition))
    yield from (Proposal(Matter.GROUP, told(part)) for part in entry.sub_bodies if part.plural)
    own = own_rhythm(entry)
    rules = (rule for rule in entry.cadence if rule is not own or rule.of is not None)
    yield from (Proposal(Matter.RHYTHM, told(rule)) for rule in rules)
    if entry.cadence_text:
        yield Proposal(Matter.RHYTHM, entry.cadence_text)
    yield from _terms(entry.term)
    if entry.founding_act is not None and not is_whole(entry.founding_act):
        yield Proposal(Matter.ACT, told(entry.founding_act))
    yield from _words(entry)


def _words(entry: Entry) -> Iterator[Proposal]:
    texts = (
        (Matter.RULE, entry.rules),
        (Matter.FORMAT, (joined(*entry.formats),)),
        (Matter.SECRETARIAT, (entry.secretariat,)),
        (Matter.APPOINTED, (entry.appointed_by,)),
        (Matter.NOMINATED, (entry.nominated_by,)),
        (Matter.NAME, (entry.native_name, *entry.also_known_as)),
    )
    for matter, said in texts:
        yield from (Proposal(matter, text) for text in said if text)


def _parties(entry: Entry) -> Iterator[Proposal]:
    sides = [("public", entry.public_side), ("private", entry.private_side)]
    sides += [(other.side.value, other.who) for other in entry.other_sides]
    for side, parties in sides:
        for who in parties:
            yield Proposal(Matter.PARTY, who, side)


def chairing_of(chairing: Chairing) -> Proposal:
    """Return who led. The sides of the model are wider than those of a site, so none is set."""
    sides = ", ".join(side.value for side in chairing.sides)
    return Proposal(Matter.CHAIR, told(chairing), sides)


def _terms(term: Term | None) -> Iterator[Proposal]:
    if term is None:
        return
    if length_of(term) is None:
        yield Proposal(Matter.TERM, told(term))
    elif period(term) or term.text:
        yield Proposal(Matter.TERM, joined(period(term), term.text))
