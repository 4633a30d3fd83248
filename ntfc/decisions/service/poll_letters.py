"""What the seats are told by mail when they are asked in writing, each person in their language."""

from collections.abc import Sequence
from datetime import date, datetime

from ntfc import addresses, mail
from ntfc.decisions import queries, rules
from ntfc.decisions.models import Poll, PollState, Voice
from ntfc.i18n import _, labelled, speaking
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mandates.queries import people_named, signs_in
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires
from ntfc.procedure.rules.words import day

REPLY_ACT = "decisions.reply"


@requires(rules.ADOPT)
def ask(
    poll: Poll, *, is_reminder: bool = False, actor: Actor, now: datetime, today: date
) -> list[Issued]:
    """Ask those who speak for the seats that said nothing yet; return the links to hand over."""
    speakers = queries.speakers_in(poll, today)
    asked = rules.taking_part(queries.voices_of(poll), queries.stepped_out(poll))
    silent = [voice for voice in asked if voice.answer is None]
    whom = {v.id: speakers[v.seat_id][0] for v in silent if speakers.get(v.seat_id)}
    people = {person.id: person for person in people_named(set(whom.values()))}
    insiders = signs_in(list(people))
    to_hand_over: list[Issued] = []
    for voice in silent:
        person = people.get(whom.get(voice.id, 0))
        if person is None:
            continue
        why = _why(poll, voice, person, is_reminder=is_reminder)
        if person.id in insiders:
            page = addresses.absolute(f"/decision-voices/{voice.id}")
            key = f"poll-ask:{voice.id}:{person.id}:{is_reminder:d}"
            _send(person, [why, page], key)
            continue
        issued = links.issue_and_send(person, REPLY_ACT, voice, actor=actor, now=now, why=why)
        to_hand_over += [] if issued.is_sent else [issued]
    return to_hand_over


def _why(poll: Poll, voice: Voice, person: Person, *, is_reminder: bool) -> str:
    with speaking(person.language):
        parts: Sequence[object] = (
            _("A reply has not come yet.") if is_reminder else "",
            _("%(body)s asks its seats in writing.", body=poll.body.name),
            rules.spoken(poll.decision),
            _("Your seat: %(name)s", name=voice.name),
            _why_now(poll),
            _("Replies are taken until %(day)s.", day=day(poll.closes_on))
            if poll.closes_on
            else "",
            _("By the rules of procedure, who says nothing is taken to agree.")
            if poll.takes_silence
            else "",
        )
        return "\n".join(str(part) for part in parts if part)


def _why_now(poll: Poll) -> str:
    """Say why it does not wait: of a text in confidence the page says so, never a mail."""
    if poll.decision.is_confidential:
        return _("It is urgent.") if poll.is_urgent else ""
    return _("It is urgent: %(why)s", why=poll.why) if poll.is_urgent else poll.why


def _send(person: Person, parts: Sequence[str], key: str) -> None:
    if person.email is None:
        return
    with speaking(person.language):
        subject = str(_("Your reply in writing is asked for"))
        text = "\n\n".join([str(_("%(name)s,", name=person.name)), *parts]) + "\n"
    mail.send(to=person.email, name=person.name, subject=subject, body=text, key=key)


def _came_out(poll: Poll) -> str:
    if poll.state is PollState.CARRIED:
        number = rules.label(poll.decision)
        return _("It is adopted in writing, with the number %(number)s.", number=number)
    if poll.state is PollState.STOPPED:
        why = "" if poll.decision.is_confidential else labelled(_("The reason"), poll.reason)
        return f"{rules.ASKED_NO_MORE}\n{why}".strip()
    return _("It was not agreed in writing. It goes to the table of the next meeting.")


@requires(rules.ADOPT)
def tell_outcome(poll: Poll, *, actor: Actor, today: date) -> None:
    """Tell those who were asked what came out."""
    speakers = queries.speakers_in(poll, today)
    told = {people[0] for people in speakers.values() if people} - {actor.person_id}
    page = addresses.absolute(f"/decisions/{poll.decision_id}")
    insiders = signs_in(list(told))
    for person in people_named(told):
        if person.email is None:
            continue
        with speaking(person.language):
            said = _came_out(poll)
            title = rules.spoken(poll.decision)
            subject = labelled(poll.body.name, title)
            parts = [_("%(name)s,", name=person.name), f"{title}\n{said}"]
            parts += [page] if person.id in insiders else []
        body = "\n\n".join(map(str, parts)) + "\n"
        key = f"poll-told:{poll.id}:{poll.state.value}:{person.id}"
        mail.send(to=person.email, name=person.name, subject=subject, body=body, key=key)
