"""What must be known of a body, and what it lacks."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ntfc.committees.models.vocabulary import OVER, WORKING, State
from ntfc.i18n import _
from ntfc.organisations.models import Camp
from ntfc.texts import fold

MOST_PLACES = 200
LONGEST_NAME = 200


def obstacles_to_starting(
    name: str,
    names_taken: Collection[str],
    *,
    may_be_here: bool,
    is_parent_over: bool,
    lacks_days: bool,
) -> Iterator[str]:
    """Yield every reason not to start a body of this name and kind at this place of the tree."""
    yield from obstacles_to_naming(name, names_taken)
    if not may_be_here:
        yield _("A body of this kind stands below another one: start it from its parent.")
    if is_parent_over:
        yield _("The body above is over: nothing new starts below it.")
    if lacks_days:
        yield _("A body of this kind works for a defined period: enter its first and last day.")


def obstacles_to_restricting(*, may_restrict: bool) -> Iterator[str]:
    """Yield why a body cannot be restricted, or opened, by this person."""
    if not may_restrict:
        yield _("Only the chairs and the secretary of a body say whether it is restricted.")


def obstacles_to_naming_oneself(
    named: Collection[int | None], oneself: int | None, *, only_as_administrator: bool
) -> Iterator[str]:
    """Yield why a person cannot be named to an office that opens the papers of a body.

    Running the site would else be a way to every restricted paper.
    """
    if only_as_administrator and oneself is not None and oneself in named:
        yield _(
            "Running the site does not let you name yourself. Name somebody else, "
            "or leave it to another administrator."
        )


def obstacles_to_naming(name: str, names_taken: Collection[str]) -> Iterator[str]:
    """Yield why a body cannot be called so among those beside it."""
    if not name.strip():
        yield _("Give the body a name.")
    if fold(name) in {fold(taken) for taken in names_taken}:
        yield _("There is a body named “%(name)s” here already.", name=name)


def name_beside(name: str, origin: str, names_taken: Collection[str]) -> str:
    """Return how a body is called that comes from *origin* to where its own name is taken."""
    taken, origin = {fold(known) for known in names_taken}, origin[:80]
    signs = ["", f" ({origin})", *(f" ({origin}, {n})" for n in range(2, len(taken) + 2))]
    names = (f"{name[: LONGEST_NAME - len(sign)]}{sign}" for sign in signs)
    return next(beside for beside in names if fold(beside) not in taken)


def obstacles_to_moving(
    name: str, names_there: Collection[str], *, is_inside: bool, may_be_there: bool, is_over: bool
) -> Iterator[str]:
    """Yield every reason not to put a body at another place of the tree."""
    if is_inside:
        yield _("A body cannot stand below itself or below one of its own parts.")
    if not may_be_there:
        yield _("A body of this kind stands below another one: choose which.")
    if is_over:
        yield _("The body above is over: nothing moves below it.")
    if fold(name) in {fold(taken) for taken in names_there}:
        yield _("There is a body named “%(name)s” there already.", name=name)


def obstacles_to_places(places: Sequence[str], pattern: str) -> Iterator[str]:
    """Yield what is wrong with a list of places and the pattern of names made from it."""
    if not places:
        yield _("Give at least one place.")
    if len(places) > MOST_PLACES:
        yield _("Give at most %(most)s places at a time.", most=MOST_PLACES)
    if "{place}" not in pattern:
        yield _("The pattern of the names must hold the word {place}.")
    yield from _faults_of_places(places, pattern)


def _faults_of_places(places: Sequence[str], pattern: str) -> Iterator[str]:
    first: dict[str, int] = {}
    for line, place in enumerate(places, start=1):
        if not place.strip():
            yield _("Line %(line)s is empty.", line=line)
        elif fold(place) in first:
            yield _(
                "Line %(line)s repeats “%(place)s” of line %(first)s.",
                line=line,
                place=place,
                first=first[fold(place)],
            )
        elif len(pattern.replace("{place}", place)) > LONGEST_NAME:
            yield _(
                "The name made of line %(line)s is longer than %(most)s letters.",
                line=line,
                most=LONGEST_NAME,
            )
        first.setdefault(fold(place), line)


def obstacles_to_dates(
    started_on: date | None, sunset_on: date | None, today: date, *, must_not_end: bool
) -> Iterator[str]:
    """Yield what is wrong with the first and the last day of a body."""
    if sunset_on is None:
        return
    if must_not_end:
        yield _("A body of this kind is permanent: leave its last day empty.")
    if started_on is not None and sunset_on < started_on:
        yield _("The last day of a body cannot be before its first.")
    if sunset_on < today:
        yield _("This last day is past: to end the body now, close it.")


@dataclass(frozen=True)
class Warned:
    """A gap in what is known of a body, with the rule it rests on and what would close it."""

    text: str
    rule: str


def warnings(
    state: State,
    *,
    has_sponsor: bool,
    has_coordinator: bool,
    has_secretariat: bool,
    contact_camps: Collection[Camp],
) -> Iterator[Warned]:
    """Yield what a working body lacks. Nothing is forbidden by it."""
    if state in OVER or state is State.IDEA:
        return
    if not has_sponsor:
        yield Warned(_("Nobody is named as sponsor of this body."), "R1")
    if state not in WORKING:
        return
    if not has_coordinator:
        yield Warned(_("This body works without a coordinator."), "R8")
    if not has_secretariat and not {Camp.PUBLIC, Camp.PRIVATE} <= set(contact_camps):
        yield Warned(
            _("This body has neither a secretariat nor a named contact on each of both sides."),
            "R251",
        )
