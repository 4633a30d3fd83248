"""What was found on the visits to a firm, for all who work on its file: also for who decides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response
from flask_login import current_user

from ntfc.htmx import render
from ntfc.permissions import can
from ntfc_golden_list import words
from ntfc_golden_list.models import Criterion, File, Paper, Visited
from ntfc_golden_list.queries import files, findings
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules.judging import Result
from ntfc_golden_list.texts import said
from ntfc_golden_list.views.common import bp, crumbs, for_customs, seen


@dataclass(frozen=True, kw_only=True)
class Told:
    """A visit as its page shows it."""

    id: int
    day: date | None
    is_made: bool
    by: str
    places: Sequence[str]
    reason: str
    scope: str
    met: str
    photos: Sequence[Paper]
    rows: Sequence[dict[str, Any]]


@bp.get("/files/<int:file_id>/found")
def findings_of(file_id: int) -> Response:
    found = seen(file_id)
    for_customs(found)
    return render(
        "golden_list/found.html",
        file=found,
        visits=_told(found),
        may_note=can(current_user, access.VISIT, found),
        crumbs=crumbs(found.programme, found),
    )


def _told(found: File) -> list[Told]:
    places, names = findings.places(found.id), findings.visitors(found.id)
    photos = findings.photos(files.papers(found.id, of_visits=True))
    asked = files.questions(found)
    return [
        Told(
            id=visit.id,
            day=visit.made_on or visit.planned_on,
            is_made=visit.made_on is not None,
            by=names.get(visit.id, ""),
            places=places.get(visit.id, ()),
            reason=visit.sample_reason,
            scope=visit.scope,
            met=visit.people_met,
            photos=photos.get((visit.id, None), ()),
            rows=[_row(one, visit, photos) for one in asked] if visit.made_on else (),
        )
        for visit in files.visits(found.id)
    ]


def _row(
    one: Criterion, visit: Visited, photos: dict[tuple[int, int | None], list[Paper]]
) -> dict[str, Any]:
    stands = visit.standing.get(one.id)
    kept = photos.get((visit.id, one.id), ())
    says_more = kept or stands is None or stands.note or stands.result is not Result.MET
    return {
        "is_plain": not says_more,
        "id": one.id,
        "code": one.code,
        "text": said(one.text),
        "weight": words.WEIGHTS[one.weight],
        "result": stands.result if stands else None,
        "note": stands.note if stands else "",
        "due_on": stands.due_on if stands else None,
        "photos": kept,
    }
