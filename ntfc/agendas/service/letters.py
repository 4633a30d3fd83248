"""What people are told about agendas by mail, each in their own language."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask_babel import get_locale

from ntfc import addresses, mail
from ntfc.agendas import rules
from ntfc.agendas.models import Agenda, AgendaState
from ntfc.agendas.queries.invited import papers_by_hand
from ntfc.dates import as_read
from ntfc.errors import Refused
from ntfc.i18n import _, speaking
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mandates.queries import people_named, signs_in
from ntfc.meetings.queries import find_invitation, own_invitation, sits_there
from ntfc.meetings.service.telling import link_to_papers
from ntfc.people.models import Person
from ntfc.permissions import Actor, Entrusted, requires
from ntfc.procedure.rules.words import day

REMARK_ACT, AGREE_ACT = "agendas.remark", "agendas.agree"


def _send(person: Person, subject: str, parts: Sequence[str], key: str) -> bool:
    if person.email is None:
        return False
    texts = [str(part) for part in (_("%(name)s,", name=person.name), *parts) if part]
    body = "\n\n".join(texts) + "\n"
    return mail.send(to=person.email, name=person.name, subject=subject, body=body, key=key)


def _page(agenda: Agenda) -> str:
    return addresses.absolute(f"/meetings/{agenda.meeting_id}/agenda")


def _meeting(agenda: Agenda) -> str:
    """Return the meeting in words: the body and the day it begins, where the body sits."""
    meeting = agenda.meeting
    when = format_datetime(
        meeting.starts_at,
        "d MMMM yyyy",
        tzinfo=ZoneInfo(meeting.time_zone),
        locale=get_locale() or "en",
    )
    return str(_("%(body)s, %(day)s", body=agenda.body.name, day=as_read(when)))


def _ask(
    people: Collection[int],
    agenda: Agenda,
    act: str,
    *,
    subject: str,
    why: str,
    actor: Actor,
    now: datetime,
) -> list[Issued]:
    """Mail who signs in, send a link to everybody else; return the links to hand over."""
    insiders = signs_in(list(people))
    to_hand_over = []
    for person in people_named(people):
        with speaking(person.language):
            told = str(_("%(why)s Meeting: %(meeting)s.", why=why, meeting=_meeting(agenda)))
            if person.id in insiders:
                key = f"{act}:{agenda.id}:{now.isoformat()}:{person.id}"
                _send(person, subject, [told, _page(agenda)], key)
                continue
        issued = links.issue_and_send(person, act, agenda, actor=actor, now=now, why=told)
        if not issued.is_sent:
            to_hand_over.append(issued)
    return to_hand_over


@requires(rules.SEND)
def ask_for_remarks(
    agenda: Agenda, *, people: Collection[int], actor: Actor, now: datetime
) -> list[Issued]:
    """Ask the coordinators to look at the draft; return the links that no mail carried."""
    why = _(
        "The draft agenda is open for your remarks until %(day)s.",
        day=day(agenda.remarks_close_on or now.date()),
    )
    subject = _("Draft agenda: your remarks")
    return _ask(people, agenda, REMARK_ACT, subject=subject, why=why, actor=actor, now=now)


@requires(rules.SEND)
def ask_to_agree(
    agenda: Agenda, *, people: Collection[int], actor: Actor, now: datetime
) -> list[Issued]:
    """Ask those who release the agenda to agree; return the links that no mail carried."""
    why = _("The agenda waits for your agreement.")
    subject = _("Agenda to agree to")
    return _ask(people, agenda, AGREE_ACT, subject=subject, why=why, actor=actor, now=now)


@requires(rules.RELEASE)
def tell_released(
    agenda: Agenda,
    *,
    lines: Sequence[tuple[str, str]],
    people: Collection[int],
    actor: Actor,
    now: datetime,
) -> None:
    """Send the agenda to those who take part; what is in confidence has no title here."""
    insiders = signs_in(list(people))
    for person in people_named(people):
        with speaking(person.language):
            shown = [f"{label}  {title}" for label, title in lines]
            what = (
                _("Supplementary agenda %(number)s", number=agenda.supplements)
                if agenda.supplements
                else _("Agenda")
            )
            subject = _("%(what)s: %(meeting)s", what=what, meeting=_meeting(agenda))
            key = f"agenda-released:{agenda.id}:{agenda.supplements}:{person.id}"
            page = _page(agenda)
            if person.id not in insiders:
                page = _papers_by_link(agenda, person, actor=actor, now=now)
            _send(person, subject, ["\n".join(shown), page], key)


@requires(rules.SEND)
def hand_over_papers(agenda: Agenda, *, actor: Actor, now: datetime, today: date) -> list[Issued]:
    """Return a link to read for each whom no mail reaches; links given before go on working."""
    released, trusted = agenda.state is AgendaState.RELEASED, Entrusted(actor)
    asked = papers_by_hand(agenda.meeting_id) if released else ()
    there = [one for one in asked if sits_there(one, today)]
    if not there:
        raise Refused(_("Nobody needs a link by hand: all sign in, or get it by mail."))
    return [link_to_papers(agenda.meeting, one, actor=trusted, now=now) for one in there]


def _papers_by_link(agenda: Agenda, person: Person, *, actor: Actor, now: datetime) -> str:
    """Return where somebody who never signs in reads the papers; empty when no mail goes out."""
    own = own_invitation(agenda.meeting_id, person.id)
    invitation = find_invitation(own.id) if own else None
    if invitation is None or person.email is None or not mail.is_written():
        return ""
    trusted = Entrusted(actor)
    issued = link_to_papers(agenda.meeting, invitation, actor=trusted, now=now)
    links.note_sent(issued.link, actor=trusted, now=now)
    how = _("Read the agenda and its papers here:")
    return f"{how}\n{issued.url}"
