"""What a programme is made of, as a table: each country changes its own copy of a profile."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from ntfc.i18n import _
from ntfc_golden_list.rules.benefits import Group, Measure
from ntfc_golden_list.rules.judging import Weight
from ntfc_golden_list.rules.lines import Fault, Line, empty_cells, too_long

LANGUAGES = ("en", "fr", "ar")
PARTS = ("what", "code", "more", *LANGUAGES)
TEXTS, LISTS, CODED = (
    ("name", "about", "legal_basis"),
    ("document", "step"),
    ("class", "role", "benefit"),
)
CRITERIA = (
    *("code", "area", "weight", "roles", "classes"),
    *(f"{part}_{code}" for part in ("text", "small", "proof") for code in LANGUAGES),
)
MOST_OF_A_CODE = {"code": 20}


def texts_of(line: Line, part: str = "") -> dict[str, str]:
    """Return a text in each language in which it was written."""
    told = {code: line[f"{part}_{code}" if part else code] for code in LANGUAGES}
    return {code: text for code, text in told.items() if text}


def cells_of(texts: Mapping[str, Any]) -> list[str]:
    return [str(texts.get(code, "")) for code in LANGUAGES]


def benefit_of(more: str) -> tuple[Group, Measure | None] | None:
    """Return the group, and perhaps the measure of the agreement, of a benefit; None: unknown."""
    group, _sign, measure = more.partition("/")
    try:
        return Group(group), Measure(measure) if measure else None
    except ValueError:
        return None


def part_faults(line: Line, classes: Collection[str], seen: Collection[Any]) -> Iterator[Fault]:
    """Yield what is wrong with a line that tells a part of a programme."""
    what, more = line["what"], line["more"]
    known = (*TEXTS, *LISTS, *CODED)
    if what not in known:
        yield "what", _("one of these codes is wanted: %(codes)s", codes=", ".join(known))
    if not texts_of(line) and what not in ("about", "legal_basis"):
        yield LANGUAGES[0], _("nothing stands here")
    yield from too_long(line, MOST_OF_A_CODE)
    if what in CODED:
        yield from empty_cells(line, ("code",))
    if what in CODED and (what, line["code"]) in seen:
        yield "code", _("%(what)s stands there already.", what=line["code"])
    if what == "class" and more and (more not in classes or more == line["code"]):
        yield "more", _("there is no such class")
    if what == "benefit" and benefit_of(more) is None:
        groups = ", ".join(one.value for one in Group)
        yield "more", _("one of these codes is wanted: %(codes)s", codes=groups)


def criterion_faults(
    line: Line,
    *,
    areas: Sequence[str],
    roles: Collection[str],
    classes: Collection[str],
    seen: Collection[str],
) -> Iterator[Fault]:
    """Yield what is wrong with a line that tells a requirement."""
    yield from empty_cells(line, ("code",))
    yield from too_long(line, MOST_OF_A_CODE)
    if line["code"] and line["code"] in seen:
        yield "code", _("%(what)s stands there already.", what=line["code"])
    weights = [one.value for one in Weight]
    for name, known in (("area", areas), ("weight", weights)):
        if line[name] not in known:
            yield name, _("one of these codes is wanted: %(codes)s", codes=", ".join(known))
    for name, codes in (("roles", roles), ("classes", classes)):
        if set(line[name].split()) - set(codes):
            yield name, _("one of these codes is wanted: %(codes)s", codes=", ".join(sorted(codes)))
    if not texts_of(line, "text"):
        yield f"text_{LANGUAGES[0]}", _("nothing stands here")
