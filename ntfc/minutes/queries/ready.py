"""Reading what is still open before those who approve minutes are asked."""

from datetime import date, datetime

from sqlalchemy import select

from ntfc.db import db
from ntfc.decisions import queries as decisions
from ntfc.decisions.models import DecisionState
from ntfc.minutes import rules
from ntfc.minutes.models import Minutes, MinutesSection, MinutesState
from ntfc.minutes.queries.approval import places_of
from ntfc.minutes.queries.consultation import waiting_in
from ntfc.minutes.queries.document import came_out_of, unfinished_of
from ntfc.minutes.rules import Document
from ntfc.minutes.rules import ready as lack
from ntfc.minutes.rules.ready import Lacking, Stand, Where
from ntfc.procedure import queries as procedure


def lacking(minutes: Minutes, document: Document, *, today: date, now: datetime) -> list[Lacking]:
    """Return all that is open, what stops the text first."""
    is_live = minutes.state is MinutesState.LIVE
    beside, unanswered = waiting_in(minutes)
    found = [
        *lack.lacking_in_text(
            has_words=any(part.html for part in document.parts),
            texts_beside=beside,
            undisposed=unanswered,
        ),
        *(() if is_live else lack.lacking_on_the_way(minutes, _stand(minutes, today, now))),
        *(_unfinished(minutes) if document.tasks else ()),
        *_without_outcome(minutes),
        *lack.lacking_in_parts(document.parts, _with_outcome(minutes, document), is_live=is_live),
    ]
    return sorted(found, key=lambda one: not one.stops)


def _stand(minutes: Minutes, today: date, now: datetime) -> Stand:
    return Stand(
        is_over=rules.is_over(minutes.meeting, now),
        needed=places_of(minutes, today),
        procedure=procedure.rules_on(minutes.body, today),
    )


def _unfinished(minutes: Minutes) -> list[Lacking]:
    return [Lacking(words, Where.ACTION, number) for number, words in unfinished_of(minutes)]


def _without_outcome(minutes: Minutes) -> list[Lacking]:
    rows = decisions.of_meeting(minutes.meeting_id)
    drafts = (row for row in rows if row.state is DecisionState.DRAFT)
    return [lack.draft_without_outcome(row.id, row.title) for row in drafts]


def _with_outcome(minutes: Minutes, document: Document) -> set[int]:
    """Return the sections at whose item something came out."""
    if not (document.tasks or document.outcomes or document.parked):
        return set()
    items = {item for item, _outcome in came_out_of(minutes, minutes.meeting) if item is not None}
    query = select(MinutesSection.id).where(
        MinutesSection.minutes_id == minutes.id, MinutesSection.item_id.in_(items)
    )
    return set(db.session.scalars(query)) if items else set()
