"""The rules of procedure read back in plain sentences, each with the number it is cited by.

The order of BOOK is the numbering. It never changes: a new rule is added at the end, so that a
minute of three years ago which cites rule 4 still means the same rule.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields

from ntfc.i18n import _
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import articles, composition
from ntfc.procedure.rules.articles import Names

Say = Callable[[Procedure, Names], str]


@dataclass(frozen=True)
class Sentence:
    """One rule as it reads now. *is_set* tells whether the body regulated it."""

    number: int
    key: str
    text: str
    is_set: bool


@dataclass(frozen=True)
class Article:
    """One rule of the book: the settings it is made of and how it is said."""

    keys: tuple[str, ...]
    say: Say
    needs_names: bool = False  # it speaks of sides or of kinds of institution


BOOK = (
    Article(("cadence", "cadence_n", "cadence_months", "at_month_end"), articles.cadence),
    Article(("conveners",), articles.conveners),
    Article(("requesters",), articles.requesters),
    Article(("notice_days", "notice_form", "count_working_days"), articles.notice),
    Article(("agenda_days",), articles.agenda),
    Article(("urgent_notice_days", "urgent_form"), articles.urgent),
    Article(("agenda_release",), articles.release),
    Article(("late_items",), articles.late),
    Article(("chair_model", "chair_sides"), articles.chairs, needs_names=True),
    Article(("substitution",), articles.substitution),
    Article(("parity",), composition.parity),
    Article(("equal_seats",), composition.equal_seats),
    Article(("min_private",), composition.min_private),
    Article(("min_sme",), composition.min_sme),
    Article(("min_women", "min_women_percent"), composition.women),
    Article(("seats_per_organisation",), composition.per_organisation),
    Article(("organisation_kinds",), composition.kinds, needs_names=True),
    Article(("alternates",), articles.alternates),
    Article(("proxies",), articles.proxies),
    Article(("guests_by_leave",), articles.guests),
    Article(("absences_limit",), articles.absences),
    Article(("quorum_fraction", "quorum_public", "quorum_private"), articles.quorum),
    Article(("outcome", "vote_fraction"), articles.outcome),
    Article(("may_adopt",), articles.may_adopt),
    Article(("silence_days",), articles.silence),
    Article(("comment_days",), articles.comments),
    Article(("minutes_target_days",), articles.target),
    Article(("languages",), articles.languages),
    Article(("further",), articles.further),
    Article(("written_days", "urgent_written_days"), articles.written),
    Article(("share_percent",), composition.share),
)
NUMBERS = {key: number for number, article in enumerate(BOOK, 1) for key in article.keys}
DEFAULTS = {spec.name: spec.default for spec in fields(Procedure)}


def read_back(procedure: Procedure, names: Names) -> list[Sentence]:
    """Return every rule as a sentence, in the order of its number."""
    return [
        Sentence(
            number, article.keys[0], article.say(procedure, names), _is_set(procedure, article)
        )
        for number, article in enumerate(BOOK, 1)
    ]


def _is_set(procedure: Procedure, article: Article) -> bool:
    return any(getattr(procedure, key) != DEFAULTS[key] for key in article.keys)


def differences(
    before: Procedure, after: Procedure, names: Names
) -> list[tuple[Sentence, Sentence]]:
    """Return the rules that read differently in two versions, as they read in each."""
    pairs = zip(read_back(before, names), read_back(after, names), strict=True)
    return [(old, new) for old, new in pairs if str(old.text) != str(new.text)]


def cite(procedure: Procedure, setting: str, names: Names | None = None) -> str:
    """Return the rule that *setting* belongs to, with its number, as an obstacle cites it.

    A rule that speaks of sides or of kinds of institution is cited with their *names*.
    """
    number = NUMBERS[setting]
    article = BOOK[number - 1]
    if names is None and article.needs_names:
        raise LookupError(f"rule {number} cannot be cited without names of sides and kinds")
    text = article.say(procedure, names or {})
    return _("Rule %(number)s: %(rule)s", number=number, rule=text)
