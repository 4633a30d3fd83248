"""What the pages of minutes share."""

from datetime import date
from typing import Any

from flask import Blueprint, url_for

from ntfc import clock
from ntfc.blocks import Blocks
from ntfc.meetings import rules as meetings
from ntfc.meetings.models import Presence
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Erratum, Minutes, MinutesState
from ntfc.minutes.rules import ready
from ntfc.minutes.rules.ready import Where

minutes = Blueprint("minutes", __name__)
sections = Blueprint("minutes_sections", __name__)
errata = Blueprint("errata", __name__)


@minutes.app_template_filter()
def minutes_stage(found: Any) -> str:
    """Return where minutes are, in a word or two."""
    return str(rules.stage_in_words(found.state, is_submitted=found.submitted_at is not None))


@minutes.app_template_filter()
def minutes_tone(found: Any) -> str:
    """Return the colour in which a page says where minutes are."""
    if found.state is MinutesState.APPROVED:
        return "success"
    return "neutral" if found.submitted_at is None else "warning"


@minutes.app_template_filter()
def presence_in_words(presence: str) -> str:
    """Return how somebody was there, as a document keeps it."""
    return str(meetings.word(Presence(presence)))


@minutes.app_template_filter()
def outcome_in_words(outcome: rules.Outcome) -> rules.Told:
    """Return how something that came out of a meeting reads."""
    return rules.told(outcome)


@minutes.app_template_filter()
def asked_in_words(answer: rules.Answer) -> str:
    """Return what was asked, as people read it."""
    return rules.in_words(answer.kind, answer.question)


@minutes.app_template_filter()
def agreed_in_words(part: rules.Part, zone: str) -> str:
    """Return when a section was read back and agreed to."""
    return rules.agreed(part.read_back_at, zone)


@minutes.app_template_filter()
def class_in_words(html: str) -> str:
    """Return a text with the class of its paragraphs in words."""
    return rules.html_spelled_out(html)


@minutes.app_template_filter()
def classes_in_words(blocks: Blocks) -> Blocks:
    """Return paragraphs with the class of each in words."""
    return rules.spelled_out(blocks)


@minutes.app_template_filter()
def why_set_aside(parked: rules.SetAside) -> str:
    """Return why an issue was parked, in one line."""
    return rules.why_aside(parked)


@minutes.app_template_filter()
def erratum_place(erratum: Erratum) -> str:
    """Return what a correction is about."""
    return rules.place_in_words(erratum)


def today_in(found: Minutes) -> date:
    """Return the day it is where the body sits."""
    return clock.today(found.body.time_zone)


def crumbs(found: Minutes, *, below: bool = False) -> list[tuple[str, str]]:
    """Return the way back to the body and, from a page *below*, to the minutes themselves."""
    way = [
        (found.body.name, url_for("committees.show", body_id=found.body_id)),
        (str(rules.ALL_MINUTES), url_for("minutes.index")),
    ]
    if below:
        way.append((rules.title_of(found.meeting), url_for("minutes.show", minutes_id=found.id)))
    return way


def open_points(found: Minutes, document: rules.Document) -> list[tuple[ready.Lacking, str]]:
    """Return what is open before those who approve are asked, each with where it is mended."""
    lacking = queries.lacking(found, document, today=today_in(found), now=clock.now())
    return [(one, _where(found, one)) for one in lacking]


def _where(found: Minutes, one: ready.Lacking) -> str:
    endpoint, name, number = {
        Where.RECORD: ("minutes.record", "minutes_id", found.id),
        Where.COMMENTS: ("minutes.comments", "minutes_id", found.id),
        Where.CIRCULATE: ("minutes.circulate", "minutes_id", found.id),
        Where.MEETING: ("meetings.show", "meeting_id", found.meeting_id),
        Where.SEATS: ("seats.index", "body_id", found.body_id),
        Where.ACTION: ("actions.edit", "action_id", one.number),
        Where.DECISION: ("decisions.show", "decision_id", one.number),
        Where.ANSWERS: ("minutes_sections.answers", "section_id", one.number),
        Where.READ_BACK: ("minutes_sections.read_back", "section_id", one.number),
    }[one.where]
    values: dict[str, Any] = {name: number}
    return url_for(endpoint, **values)


def record_url(minutes_id: int, section_id: int | None = None) -> str:
    """Return the address of the record, at one of its sections."""
    anchor = f"section-{section_id}" if section_id else None
    return url_for("minutes.record", minutes_id=minutes_id, _anchor=anchor)
