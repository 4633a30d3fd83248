"""The agenda on paper, as far as whoever prints it reads it."""

from collections.abc import Mapping, Sequence

from flask import Response, current_app
from flask_login import current_user

from ntfc import clock, paper
from ntfc.agendas import queries
from ntfc.agendas.models import Agenda, AgendaItem, AgendaState, ItemState
from ntfc.agendas.queries import PaperRow
from ntfc.agendas.rules.order import Line
from ntfc.agendas.rules.words import word
from ntfc.agendas.views.common import bp, seen, when
from ntfc.agendas.views.show import readable, verbs_of
from ntfc.blocks import Run
from ntfc.documents.models import DocumentState
from ntfc.documents.rules import LOGGED
from ntfc.files import download
from ntfc.i18n import _, direction, language, ngettext, tag_of
from ntfc.meetings.rules import bodies_of, local_day, name_of
from ntfc.procedure.rules.words import day as in_words

GONE = (ItemState.DROPPED, ItemState.POSTPONED)


@bp.get("/agendas/<int:agenda_id>/agenda.pdf")
def pdf(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    fonts = current_app.extensions["ntfc.config"].instance / "fonts"
    drawn = paper.pdf(paper_of(agenda), at=clock.now().replace(microsecond=0), more_fonts=fonts)
    return download(drawn, f"agenda-{agenda.meeting_id}.pdf", "application/pdf")


def paper_of(agenda: Agenda) -> paper.Paper:
    """Return the agenda as a paper: each line with what it asks of the body."""
    meeting = agenda.meeting
    lines = [line for line in readable(agenda) if line.item.state not in GONE]
    found = queries.papers_on(agenda, current_user)
    return paper.Paper(
        title=str(_("Agenda")),
        subtitle=str(name_of(meeting)),
        language=tag_of(language()),
        direction=direction(),
        letterhead=tuple(body.name for body in bodies_of(meeting)),
        facts=(
            paper.Fact(str(_("When")), when(meeting)),
            paper.Fact(str(_("Where")), meeting.place or "–"),
            paper.Fact(str(_("State")), _state(agenda)),
        ),
        blocks=tuple(block for line in lines for block in _blocks(line, found)),
    )


def _state(agenda: Agenda) -> str:
    if agenda.state is AgendaState.RELEASED and agenda.released_at is not None:
        on = local_day(agenda.released_at, agenda.meeting.time_zone)
        return str(_("Released on %(day)s", day=in_words(on)))
    return str(_("Draft, not released yet"))


def _blocks(line: Line, papers: Mapping[int, Sequence[PaperRow]]) -> list[paper.Block]:
    item = line.item
    blocks: list[paper.Block] = [
        paper.Heading(f"{line.label} {item.title}", 2 + line.depth),
        paper.Para(paper.text(" · ".join(_about(item)))),
        *paper.paragraphs(item.text),
    ]
    if item.expected_result:
        said = _("What should come out of it: %(result)s", result=item.expected_result)
        blocks.append(paper.Note(paper.text(str(said))))
    blocks += _listed(str(_("The body is asked to")), [str(verb) for verb in verbs_of(item)])
    blocks += _listed(str(_("Questions to discuss")), item.questions)
    note = item.note or (item.issue.note if item.issue else "")
    if note:
        blocks += [paper.Heading(str(_("Note")), 3), *paper.paragraphs(note)]
    blocks += _listed(str(_("Papers")), [one.title for one in papers.get(item.id, ()) if _out(one)])
    return blocks


def _out(one: PaperRow) -> bool:
    """Tell whether a paper is named on what people pass on: never one in confidence."""
    return one.access not in LOGGED and one.state is DocumentState.OUT


def _about(item: AgendaItem) -> list[str]:
    """Return what kind of line it is, how long it takes, and who brings it."""
    said = [str(word(item.kind))]
    if item.minutes:
        said.append(str(ngettext("%(num)d minute", "%(num)d minutes", item.minutes)))
    if item.presenter:
        said.append(item.presenter)
    brought = item.proposed_for or item.proposed_by
    return [*said, str(_("proposed by %(name)s", name=brought.name))] if brought else said


def _listed(title: str, entries: list[str]) -> list[paper.Block]:
    if not entries:
        return []
    items = tuple((paper.Para(paper.text(entry)),) for entry in entries)
    return [paper.Para((Run(title, frozenset({"strong"})),)), paper.Numbers(items)]
