"""The page for the sponsor: which time it tells of, how it reads on paper, and when it is sent."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ntfc.actions.rules.words import CAMPS
from ntfc.decisions.models import DecisionKind
from ntfc.decisions.rules import standing_word
from ntfc.decisions.rules import word as decision_word
from ntfc.directions import apart
from ntfc.i18n import _, ngettext
from ntfc.organisations.models import Camp
from ntfc.paper import Block, Bullets, Fact, Heading, Paper, Para, Table, text
from ntfc.procedure.rules.words import day
from ntfc.sentences import unpacked

MONTHS = 3
AT_MOST = 8  # lines of one kind, so that it stays one page


def quarter_before(today: date) -> tuple[date, date]:
    """Return the first and the last day of the quarter that ended last."""
    first_month = (today.month - 1) // MONTHS * MONTHS + 1
    until = today.replace(month=first_month, day=1) - timedelta(days=1)
    return until.replace(month=until.month - MONTHS + 1, day=1), until


@dataclass(frozen=True)
class Baseline:
    """How much each side had delivered when it was first told, counted in the same way."""

    on: date
    sides: Mapping[str, Mapping[str, Any]]


def baseline(first: Mapping[str, Any] | None, facts: Mapping[str, Any]) -> Baseline | None:
    """Return the figures of the *first* report, against which those of *facts* are read."""
    if first is None or first["on"] >= facts["on"]:
        return None
    return Baseline(date.fromisoformat(first["on"]), {one["camp"]: one for one in first["sides"]})


def obstacles_to_sending(*, is_sent: bool, has_sponsor: bool) -> Iterator[str]:
    """Say why a report does not go to the sponsor."""
    if is_sent:
        yield _("This report has been sent.")
    if not has_sponsor:
        yield _("Nobody is named as sponsor of this body.")


def lines_of(facts: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str], str]]:
    """Yield each part of the report: its heading, its lines, and what is said where there are none."""
    nothing = str(_("Nothing in this time."))
    yield str(_("Delivered and verified")), [_named(*one) for one in facts["verified"]], nothing
    yield str(_("Adopted")), [_adopted(one) for one in facts["adopted"]], nothing
    late = (
        (title, who, ngettext("%(num)d day late", "%(num)d days late", days))
        for title, who, days in facts["overdue"]
    )
    yield str(_("Overdue")), [_named(*one) for one in late], str(_("Nothing is overdue."))
    missing = (
        (title, ngettext("%(num)d answer is outstanding.", "%(num)d answers are outstanding.", n))
        for title, n in facts["outstanding"]
    )
    every = str(_("Every answer was given in time."))
    yield str(_("Answers outstanding")), [_named(*one) for one in missing], every
    pace = [str(unpacked(one)) for one in facts.get("pace", ())]
    if pace:  # reports of earlier times say nothing of it
        yield str(_("How the work goes")), pace, nothing


def _named(*parts: str) -> str:
    return " · ".join(apart(str(part)) for part in parts if part)


def _adopted(one: Mapping[str, Any]) -> str:
    kind = decision_word(DecisionKind(one["kind"]))
    return _named(f"{one['number']} {one['title']}", kind, standing_word(one["is_binding"]))


def shortened(lines: Sequence[str]) -> list[str]:
    """Return as many lines as fit on the page, and how many more there are."""
    rest = len(lines) - AT_MOST
    more = [str(ngettext("and %(num)d more", "and %(num)d more", rest))] if rest > 0 else []
    return [*lines[:AT_MOST], *more]


def paper_of(
    facts: Mapping[str, Any],
    *,
    body: str,
    span: tuple[date, date],
    before: Baseline | None,
    language: str,
    direction: str,
) -> Paper:
    """Return the report as one page of paper."""
    told = str(_("%(first)s to %(last)s", first=day(span[0]), last=day(span[1])))
    return Paper(
        title=str(_("Report to the sponsor")),
        subtitle=told,
        language=language,
        direction=direction,
        letterhead=(body,),
        facts=(Fact(str(_("As it stood on")), str(day(date.fromisoformat(facts["on"])))),),
        blocks=tuple(_blocks(facts, before)),
    )


def _blocks(facts: Mapping[str, Any], before: Baseline | None) -> Iterator[Block]:
    yield Heading(str(_("What each side delivered")))
    # Beside the first report, once there was one.
    at_first = (_("On %(day)s", day=day(before.on)),) if before else ()
    head = (_("Side"), _("Taken on"), _("Verified as done"), *at_first, _("Overdue"))
    rows = tuple(
        (
            str(CAMPS[Camp(one["camp"])]),
            str(one["total"]),
            _part(one),
            *((_part(before.sides.get(one["camp"])),) if before else ()),
            str(one["overdue"]),
        )
        for one in facts["sides"]
    )
    yield Table(tuple(str(each) for each in head), rows, (3, *(2 for _each in head[1:])))
    for title, lines, nothing in lines_of(facts):
        yield Heading(title, 3)
        yield _bullets(shortened(lines)) if lines else Para(text(nothing))


def _part(side: Mapping[str, Any] | None) -> str:
    return f"{side['verified']} ({side['percent']} %)" if side else "–"


def _bullets(lines: Iterable[str]) -> Bullets:
    return Bullets(tuple((Para(text(line)),) for line in lines))
