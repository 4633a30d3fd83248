"""Changing what a programme is made of: its name, classes, roles, benefits and requirements."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import delete

from ntfc.audit import record
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.permissions import Actor, requires
from ntfc_golden_list import words
from ntfc_golden_list.models import Benefit, Criterion, Edition, Kind, Part, Programme
from ntfc_golden_list.queries import programmes
from ntfc_golden_list.rules import access, lines
from ntfc_golden_list.rules import describing as rules
from ntfc_golden_list.rules.judging import Weight
from ntfc_golden_list.service.programmes import PUBLISHED, drafted


def parts_told(made: Programme) -> list[list[str]]:
    """Return what a programme is made of, as the rows of a table."""
    found = [[name, "", "", *rules.cells_of(getattr(made, name))] for name in rules.TEXTS]
    for name in rules.LISTS:
        items = getattr(made, f"{name}s").get("items", ())
        found += [[name, "", "", *rules.cells_of(one)] for one in items]
    found += [["class", one.code, one.needs, *rules.cells_of(one.name)] for one in made.kinds]
    found += [["role", one.code, "", *rules.cells_of(one.name)] for one in made.roles]
    for row in programmes.benefits_of(made.id):
        more = row.group.value + (f"/{row.measure.value}" if row.measure else "")
        found.append(["benefit", row.code, more, *rules.cells_of(row.name)])
    return found


def criteria_told(edition: Edition) -> list[list[str]]:
    """Return the requirements of an edition as the rows of a table."""
    return [
        [
            *(one.code, one.area, one.weight.value, " ".join(one.roles), " ".join(one.classes)),
            *rules.cells_of(one.text),
            *rules.cells_of(one.text_small),
            *rules.cells_of(one.proof),
        ]
        for one in edition.criteria
    ]


def look_at_parts(made: Programme, text: str) -> lines.Read:
    """Read a table of parts, and keep nothing of it."""
    table = lines.table_of(text)
    told = [line["code"] for line in table.lines if line["what"] == "class"]
    classes = {*told, *(one.code for one in made.kinds)}
    seen: set[tuple[str, str]] = set()

    def faults(line: lines.Line) -> Iterator[lines.Fault]:
        yield from rules.part_faults(line, classes, seen)
        seen.add((line["what"], line["code"]))

    return _read(table, rules.PARTS, faults)


def look_at_criteria(made: Programme, edition: Edition, text: str) -> lines.Read:
    """Read a table of requirements, and keep nothing of it."""
    if edition.published_on is not None:
        raise Refused(PUBLISHED)
    seen: set[str] = set()

    def faults(line: lines.Line) -> Iterator[lines.Fault]:
        yield from rules.criterion_faults(
            line,
            areas=[*words.AREAS],
            roles={one.code for one in made.roles},
            classes={one.code for one in made.kinds},
            seen=seen,
        )
        seen.add(line["code"])

    return _read(lines.table_of(text), rules.CRITERIA, faults)


def _read(
    table: lines.Table,
    wanted: Sequence[str],
    faults: Callable[[lines.Line], Iterator[lines.Fault]],
) -> lines.Read:
    wrong = [*lines.heading_faults(table, wanted)]
    if not wrong:
        wrong = [lines.said(line, fault) for line in table.lines for fault in faults(line)]
    return lines.Read(() if wrong else table.lines, wrong)


@requires(access.MANAGE)
def describe(made: Programme, *, text: str, actor: Actor) -> None:
    """Change what a programme is made of; what is left out stays as it is."""
    found = look_at_parts(made, text)
    refuse_if(found.wrong)
    by_what: dict[str, list[lines.Line]] = {}
    for line in found.lines:
        by_what.setdefault(line["what"], []).append(line)
    for name in rules.TEXTS:
        for line in by_what.get(name, ()):
            setattr(made, name, rules.texts_of(line))
    for name in rules.LISTS:
        if name in by_what:
            items = [rules.texts_of(line) for line in by_what[name]]
            setattr(made, f"{name}s", {"items": items})
    _keep_coded(made, by_what)
    db.session.flush()
    record(actor, "golden_list.described", made, lines=len(found.lines))


def _keep_coded(made: Programme, by_what: dict[str, list[lines.Line]]) -> None:
    """Change classes, roles and benefits, or add them; files that name them keep them."""
    for line in by_what.get("class", ()):
        kind = _of_code(made.kinds, line) or Kind(code=line["code"])
        kind.name, kind.needs = rules.texts_of(line), line["more"]
        if kind not in made.kinds:
            made.kinds.append(kind)
    for line in by_what.get("role", ()):
        part = _of_code(made.roles, line) or Part(code=line["code"])
        part.name = rules.texts_of(line)
        if part not in made.roles:
            made.roles.append(part)
    known = programmes.benefits_of(made.id)
    for line in by_what.get("benefit", ()):
        row = _of_code(known, line) or Benefit(programme_id=made.id, code=line["code"])
        told = rules.benefit_of(line["more"])
        if told is not None:
            row.group, row.measure = told
        row.name = rules.texts_of(line)
        db.session.add(row)


def _of_code(rows: Sequence[Any], line: lines.Line) -> Any:
    return next((one for one in rows if one.code == line["code"]), None)


@requires(access.MANAGE)
def write_criteria(made: Programme, *, edition: Edition, text: str, actor: Actor) -> None:
    """Write the requirements of rules that are not published yet: the table is all of them."""
    drafted(edition)
    found = look_at_criteria(made, edition, text)
    refuse_if(found.wrong)
    db.session.execute(delete(Criterion).where(Criterion.edition_id == edition.id))
    db.session.expire(edition, ["criteria"])
    for position, line in enumerate(found.lines):
        db.session.add(
            Criterion(
                edition_id=edition.id,
                position=position,
                code=line["code"],
                area=line["area"],
                weight=Weight(line["weight"]),
                text=rules.texts_of(line, "text"),
                text_small=rules.texts_of(line, "small"),
                proof=rules.texts_of(line, "proof"),
                roles=line["roles"].split(),
                classes=line["classes"].split(),
            )
        )
    db.session.flush()
    record(actor, "golden_list.criteria_written", made, edition=edition.number)
