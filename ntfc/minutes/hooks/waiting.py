"""What waits for a person in minutes: comments to make and to answer, drafts to circulate."""

from collections.abc import Iterator
from datetime import date

from flask import url_for

from ntfc.i18n import _, ngettext
from ntfc.meetings.rules import local_day
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Erratum, Minutes
from ntfc.permissions import OFFICE, Actor
from ntfc.plugins import Waiting
from ntfc.procedure import queries as procedure


def named(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name what waits for *actor*, if anything does."""
    if actor.person_id is None:
        return
    for minutes in queries.asked_to_comment(actor.person_id, today):
        yield Waiting(
            title=rules.title_of(minutes.meeting),
            reason=_("You were asked to comment on the draft."),
            url=url_for("minutes.comments", minutes_id=minutes.id),
            button=_("Comment"),
            due=minutes.comments_close_on,
            body_name=minutes.body.name,
        )
    for minutes, erratum in queries.waiting_for(actor.person_id):
        address = (
            url_for("minutes.approve", minutes_id=minutes.id)
            if erratum is None
            else url_for("errata.show", erratum_id=erratum.id)
        )
        yield Waiting(
            title=rules.title_of(minutes.meeting),
            reason=_("You are asked to approve this text.")
            if erratum is None
            else _("You are asked to approve a correction."),
            url=address,
            button=_("Read and approve"),
            due=minutes.silence_until if erratum is None else None,
            body_name=minutes.body.name,
            holds_up=True,
            since=_asked_on(minutes, erratum),
        )
    served = procedure.bodies_of(actor, OFFICE)
    if served:
        yield from _office_work(served, today)


def _asked_on(minutes: Minutes, erratum: Erratum | None) -> date | None:
    """Return the day from which a text lies with those who approve it."""
    at = minutes.submitted_at if erratum is None else erratum.proposed_at
    return local_day(at, minutes.meeting.time_zone) if at else None


def _office_work(served: list[int], today: date) -> Iterator[Waiting]:
    for minutes, count in queries.to_answer(served, today):
        yield Waiting(
            title=rules.title_of(minutes.meeting),
            reason=ngettext(
                "%(num)d comment has no answer yet.", "%(num)d comments have no answer yet.", count
            ),
            url=url_for("minutes.comments", minutes_id=minutes.id),
            button=_("Answer"),
            body_name=minutes.body.name,
        )
    for minutes in queries.to_circulate(served, today):
        clock = queries.clock_of(minutes, today)
        yield Waiting(
            title=rules.title_of(minutes.meeting),
            reason=_("The draft has not been circulated yet."),
            url=url_for("minutes.show", minutes_id=minutes.id),
            button=_("Look at it"),
            due=clock.due_on if clock else None,
            body_name=minutes.body.name,
        )
