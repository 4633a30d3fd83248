"""When an agenda may change and go out: every obstacle at once, each with the rule it rests on."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ntfc.agendas.models import Agenda, AgendaItem, AgendaState, ItemState
from ntfc.agendas.rules.first import not_first
from ntfc.agendas.rules.order import Line, minutes_of
from ntfc.i18n import _, ngettext
from ntfc.issues.models import Measure
from ntfc.meetings.models import CLOSED, MeetingState
from ntfc.meetings.rules import local_day
from ntfc.procedure.models import LateItems, Procedure
from ntfc.procedure.rules import Releasers, WorkingDay, agenda_deadline, cite
from ntfc.procedure.rules.words import day as in_words
from ntfc.procedure.rules.words import listed

YOUNG = timedelta(days=365)  # a body that is no older does well to begin with what unites
FEW = 3  # meetings held; before, trust is still being built


def obstacles_to_preparing(agenda: Agenda) -> Iterator[str]:
    """Say why nothing can be prepared any more: the meeting is over."""
    if agenda.meeting.state in CLOSED:
        yield _("The meeting is over, so its agenda stays as it is.")


def obstacles_to_editing(agenda: Agenda, item: AgendaItem | None = None) -> Iterator[str]:
    """Say why a line cannot change: what was released stays as everybody has it."""
    yield from obstacles_to_preparing(agenda)
    if item is not None and item.released_at is not None:
        yield _(
            "This agenda was released, so its lines stay as people have them. Move the item to "
            "another meeting, or add a new one under the rule for late items."
        )


def obstacles_to_reordering(agenda: Agenda) -> Iterator[str]:
    yield from obstacles_to_preparing(agenda)
    if agenda.state is AgendaState.RELEASED:
        yield _("A released agenda keeps its order. In the meeting, take up any item you like.")


def obstacles_to_late_items(agenda: Agenda, procedure: Procedure) -> Iterator[str]:
    """Say why nothing can be added after the release, by the body's rule for late items."""
    if agenda.state is AgendaState.RELEASED and procedure.late_items is LateItems.REFUSE:
        at = agenda.released_at
        yield _(
            "The agenda was released on %(day)s. %(rule)s Put it on the next meeting.",
            day=in_words(local_day(at, agenda.meeting.time_zone)) if at else "",
            rule=cite(procedure, "late_items"),
        )


def asks_for_agreement(agenda: Agenda, procedure: Procedure) -> bool:
    """Tell whether somebody must agree before what is prepared now goes out."""
    late = agenda.state is AgendaState.RELEASED
    return not (late and procedure.late_items is LateItems.ALLOW)


def obstacles_to_releasing(
    agenda: Agenda,
    lines: Sequence[Line],
    procedure: Procedure,
    releasers: Releasers,
    agreed: Collection[int],
    names: Mapping[int, str],
) -> Iterator[str]:
    """Say everything that keeps the agenda, or its supplement, from going out."""
    yield from obstacles_to_preparing(agenda)
    if not unreleased(lines):
        yield (
            _("Nothing was added since the release.")
            if agenda.state is AgendaState.RELEASED
            else _("The agenda has no items yet.")
        )
    yield from obstacles_to_late_items(agenda, procedure)
    yield from _missing(agenda, procedure, releasers, agreed, names)


def _missing(
    agenda: Agenda,
    procedure: Procedure,
    releasers: Releasers,
    agreed: Collection[int],
    names: Mapping[int, str],
) -> Iterator[str]:
    if asks_for_agreement(agenda, procedure) and releasers.people and not releasers.suffice(agreed):
        missing = [names.get(number, "?") for number in releasers.people - set(agreed)]
        yield _(
            "%(rule)s Not yet agreed to this text: %(names)s.",
            rule=cite(procedure, "agenda_release"),
            names=listed(sorted(missing)),
        )


@dataclass(frozen=True)
class Assent:
    """Whose agreement to an agenda one of the bodies that meet asks for, by which of its rules."""

    body: str
    procedure: Procedure
    releasers: Releasers
    names: Mapping[int, str]


def obstacles_in_joining(
    agenda: Agenda, joining: Sequence[Assent], agreed: Collection[int]
) -> Iterator[str]:
    """Say what keeps the agenda of a joint meeting from going out by the rules of further bodies."""
    for one in joining:
        for reason in (
            *obstacles_to_late_items(agenda, one.procedure),
            *_missing(agenda, one.procedure, one.releasers, agreed, one.names),
        ):
            yield in_body(one.body, reason)


def in_body(body: str, reason: str) -> str:
    """Say of which body a sentence speaks, where several meet."""
    return _("%(body)s: %(reason)s", body=body, reason=reason)


def unreleased(lines: Sequence[Line]) -> list[Line]:
    """Return what would go out now."""
    return [
        line
        for line in lines
        if line.item.released_at is None and line.item.state is ItemState.PLANNED
    ]


def rules_not_kept(
    agenda: Agenda, procedure: Procedure, today: date, meeting_on: date, is_working_day: WorkingDay
) -> Iterator[str]:
    """Say which rule a release today does not keep; it may go out all the same, with a reason."""
    deadline = agenda_deadline(procedure, meeting_on, is_working_day)
    if agenda.state is AgendaState.RELEASED or deadline is None or today <= deadline:
        return
    setting = "agenda_days" if procedure.agenda_days is not None else "notice_days"
    yield _(
        "The agenda had to go out by %(day)s. %(rule)s",
        day=in_words(deadline),
        rule=cite(procedure, setting),
    )


def not_heard(agenda: Agenda, today: date, *, unanswered: int) -> Iterator[str]:
    """Say whom a release today would pass over: whoever releases, the coordinators read it first."""
    if agenda.state is AgendaState.RELEASED:
        return
    if agenda.sent_at is None:
        yield _("The draft has not gone to the coordinators of the member institutions.")
    elif agenda.remarks_close_on is not None and today <= agenda.remarks_close_on:
        yield _("The coordinators may remark until %(day)s.", day=in_words(agenda.remarks_close_on))
    if unanswered:
        yield ngettext(
            "%(num)d remark has no answer yet.",
            "%(num)d remarks have no answer yet.",
            unanswered,
        )


def obstacles_to_agreeing(
    agenda: Agenda, lines: Sequence[Line], *, is_releaser: bool
) -> Iterator[str]:
    yield from obstacles_to_preparing(agenda)
    if not is_releaser:
        yield _("By the rules of this body others release the agenda.")
    if not unreleased(lines):
        yield _("There is nothing to agree to: no item waits for the release.")


def obstacles_to_sending(
    agenda: Agenda, lines: Sequence[Line], closes_on: date, today: date, meeting_on: date
) -> Iterator[str]:
    """Say why the draft cannot go to the coordinators."""
    yield from obstacles_to_preparing(agenda)
    if agenda.state is AgendaState.RELEASED:
        yield _("The agenda is released. The coordinators have it.")
    if not lines:
        yield _("The agenda has no items yet.")
    if meeting_on - today <= timedelta(days=1):
        yield _("The meeting is too near: no day is left for remarks. It is released without them.")
    elif not today < closes_on < meeting_on:
        yield _("Choose a day between tomorrow and the day before the meeting.")


def obstacles_to_remarking(agenda: Agenda) -> Iterator[str]:
    yield from obstacles_to_preparing(agenda)
    if agenda.state is not AgendaState.WITH_COORDINATORS:
        yield _(
            "The agenda is not open for remarks. Yours was not stored; it is still here. "
            "Speak to the secretariat."
        )


def obstacles_to_moving(
    item: AgendaItem, to: Agenda | None, reason: str, *, stays_only: bool = False
) -> Iterator[str]:
    """Say why an item cannot go to another meeting; *stays_only*: kept here, and sent nowhere."""
    if item.state is not ItemState.PLANNED:
        yield _("Only an item that is still planned can go to another meeting.")
    if not reason.strip():
        yield _("Say why. Whoever brought the item reads it.")
    if stays_only:
        yield _("It stays here, and no other meeting would have it: choose one that is planned.")
    if to is not None:
        yield from obstacles_to_preparing(to)
        if to.state is AgendaState.RELEASED:
            yield _("The agenda of that meeting is released. Choose another meeting.")


def obstacles_to_running(agenda: Agenda) -> Iterator[str]:
    """Say why the meeting cannot be led through the agenda now."""
    if agenda.meeting.state is MeetingState.PLANNED:
        yield _("The meeting has not been called yet.")
    yield from obstacles_to_preparing(agenda)


def hints(
    lines: Sequence[Line],
    length: int,
    *,
    contentions: Mapping[int, Measure | None],
    is_young: bool,
    has_met: bool,
    today: date,
) -> Iterator[tuple[str, str]]:
    """Yield what is worth a thought before the release, each with the rule of the handbook."""
    total = minutes_of(lines)
    if total > length:
        over = total - length
        yield (
            ngettext(
                "The items take %(num)d minute longer than the meeting.",
                "The items take %(num)d minutes longer than the meeting.",
                over,
            ),
            "",
        )
    yield from not_first((line.item for line in lines), has_met=has_met)
    for line in lines:
        is_hot = contentions.get(line.item.issue_id or 0) is Measure.LARGE
        yield from _hints_on(line.item, is_hot=is_hot and is_young, today=today)


def _hints_on(item: AgendaItem, *, is_hot: bool, today: date) -> Iterator[tuple[str, str]]:
    if is_hot:
        yield (
            _(
                "“%(title)s” is contentious and this body is young. First issues should be "
                "ones on which all can agree; it may wait.",
                title=item.title,
            ),
            "R93",
        )
    if item.note_due_on is not None and not item.note and item.note_due_on < today:
        yield (
            _(
                "The note on “%(title)s” was due on %(day)s and is not there.",
                title=item.title,
                day=in_words(item.note_due_on),
            ),
            "R100",
        )


def is_young(started_on: date | None, meetings_held: int, today: date) -> bool:
    """Tell whether a body is new: in its first year, or before its third meeting."""
    in_first_year = started_on is None or today - started_on < YOUNG
    return in_first_year or meetings_held < FEW
