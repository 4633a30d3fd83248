"""What may be done about agendas by a one-time link."""

from datetime import date
from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.agendas import queries, rules
from ntfc.agendas.forms import AgreeForm, RemarkForm
from ntfc.agendas.models import Agenda, ItemState
from ntfc.agendas.service import letters, papers, releasing
from ntfc.agendas.views.common import fonts
from ntfc.agendas.views.show import verbs_of
from ntfc.documents import queries as documents
from ntfc.documents.models import Document
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _, in_one
from ntfc.links.rules import NOT_ENTITLED
from ntfc.meetings import queries as meetings
from ntfc.meetings.models import Invitation
from ntfc.meetings.rules import in_one_sentence, kept_when, still_reads
from ntfc.meetings.service.telling import READING_ACT
from ntfc.names import called
from ntfc.people.models import Person
from ntfc.permissions import LinkHolder


def _remark_form(typed: Any, agenda: Agenda) -> RemarkForm:
    form = RemarkForm(typed)
    lines = rules.lined_up(agenda.items)
    form.offer((line.item.id, f"{line.label} {line.item.title}") for line in lines)
    return form


def _remark(holder: LinkHolder, agenda: Agenda, values: dict[str, Any]) -> None:
    try:
        releasing.remark(
            agenda,
            text=values["text"],
            item_id=values["item_id"] or None,
            actor=holder,
            now=clock.now(),
        )
    except Refused as refusal:
        raise FieldRefused("text", " ".join(map(str, refusal.reasons))) from refusal


def _agree_form(typed: Any, agenda: Agenda) -> AgreeForm:
    mark = queries.mark_of(agenda)
    form = AgreeForm(typed, seen=mark)
    form.reads(mark)
    return form


def _agree(holder: LinkHolder, agenda: Agenda, values: dict[str, Any]) -> None:
    releasing.agree(
        agenda,
        seen=values["seen"] or "",
        actor=holder,
        now=clock.now(),
        today=clock.today(agenda.body.time_zone),
    )


def _lines(_holder: LinkHolder, agenda: Agenda) -> list[tuple[rules.Line, list[str]]]:
    """Return the lines with every word that is agreed to, and what is asked of the body in words."""
    lines = rules.lined_up(agenda.items)
    return [(line, verbs_of(line.item)) for line in lines if line.item.state is ItemState.PLANNED]


def _describe(agenda: Agenda) -> str:
    return in_one([called(agenda.body), kept_when(agenda.meeting)])


def _still_asked(person: Person, agenda: Agenda) -> str | None:
    """A draft is for those who speak for the institutions of the body, as long as they do."""
    asked_now = queries.asked_on(agenda, clock.today(agenda.body.time_zone))
    return None if person.id in asked_now else str(NOT_ENTITLED)


def _still_releases(person: Person, agenda: Agenda) -> str | None:
    releasing_now = queries.releasing_on(agenda, clock.today(agenda.body.time_zone))
    return None if person.id in releasing_now else str(NOT_ENTITLED)


def _today(invitation: Invitation) -> date:
    return clock.today(invitation.meeting.body.time_zone)


def _shown(_holder: LinkHolder, invitation: Invitation) -> Any:
    return queries.open_items(invitation, _today(invitation))


def _document(invitation: Invitation, number: int) -> Document | None:
    """Return a paper of the page; None when this link does not open it, or no longer."""
    items = _shown_numbers(invitation)
    return documents.find_document(number) if number in items else None


def _shown_numbers(invitation: Invitation) -> set[int]:
    items = queries.open_items(invitation, _today(invitation))
    return {paper.document_id for item in items for paper in item.papers}


def _file(_holder: LinkHolder, invitation: Invitation, number: int) -> Any:
    document = _document(invitation, number)
    version = documents.latest_of(document) if document else None
    return documents.file_of(version, fonts()) if version else None


def _note_taken(holder: LinkHolder, invitation: Invitation, number: int) -> None:
    document = _document(invitation, number)
    if document is not None:
        papers.note_taken(invitation, document=document, actor=holder, now=clock.now())


def _still_reads(person: Person, invitation: Invitation) -> str | None:
    """Who was asked reads as long as the seat is theirs, guests until the meeting is over."""
    is_theirs = invitation.person_id == person.id
    if not is_theirs or not meetings.sits_there(invitation, _today(invitation)):
        return str(NOT_ENTITLED)
    return still_reads(invitation.meeting, invitation, clock.now())


ACTS = (
    Act(
        name=READING_ACT,
        title=_("Agenda and papers"),
        permission=rules.READ_BY_LINK,
        load=meetings.find_invitation,
        describe=lambda invitation: in_one_sentence(invitation.meeting),
        template="agendas/_papers_by_link.html",
        reads=True,
        show=_shown,
        file=_file,
        note_taken=_note_taken,
        still=_still_reads,
        is_repeatable=True,
    ),
    Act(
        name=letters.REMARK_ACT,
        title=_("Remark on a draft agenda"),
        permission=rules.REMARK,
        load=queries.find_agenda,
        describe=_describe,
        form=_remark_form,
        do=_remark,
        button=_("Send the remark"),
        after=_("Your remark is stored."),
        template="agendas/_by_link.html",
        show=_lines,
        still=_still_asked,
        is_repeatable=True,
    ),
    Act(
        name=letters.AGREE_ACT,
        title=_("Agree to an agenda"),
        permission=rules.AGREE,
        load=queries.find_agenda,
        describe=_describe,
        form=_agree_form,
        do=_agree,
        button=_("I agree to this agenda"),
        after=_("You have agreed to the agenda as it stood there."),
        template="agendas/_by_link.html",
        show=_lines,
        still=_still_releases,
        is_repeatable=True,
    ),
)
