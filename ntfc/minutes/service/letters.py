"""What people are told about minutes by mail, each in their own language."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

from ntfc import addresses, mail
from ntfc.i18n import _, labelled, speaking
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mandates.queries import signs_in
from ntfc.mandates.rules.wording import DISPOSITIONS
from ntfc.minutes import rules
from ntfc.minutes.models import Minutes, MinutesComment
from ntfc.minutes.rules import CIRCULATE
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires

COMMENT_ACT = "minutes.comment"


def _send(person: Person, subject: str, parts: Sequence[str], key: str) -> bool:
    if person.email is None:
        return False
    texts = [str(part) for part in (_("%(name)s,", name=person.name), *parts) if part]
    body = "\n\n".join(texts) + "\n"
    return mail.send(to=person.email, name=person.name, subject=str(subject), body=body, key=key)


def _page(minutes: Minutes, rest: str = "") -> str:
    return addresses.absolute(f"/minutes/{minutes.id}/{rest}")


@requires(CIRCULATE)
def ask_for_comments(
    minutes: Minutes,
    *,
    people: Sequence[Person],
    actor: Actor,
    now: datetime,
    is_reminder: bool = False,
) -> list[Issued]:
    """Mail who signs in, send a link to everybody else; return the links to hand over."""
    insiders = signs_in([person.id for person in people])
    to_hand_over = []
    for person in people:
        with speaking(person.language):
            why = str(rules.asked_to_comment(minutes))
            if person.id in insiders:
                subject = (
                    _("Comments close soon") if is_reminder else _("Draft minutes to comment on")
                )
                key = f"minutes-ask:{minutes.id}:{minutes.comments_close_on}:{is_reminder}:{person.id}"
                _send(person, subject, [why, _page(minutes, "comments")], key)
                continue
        issued = _send_link(person, minutes, why, actor=actor, now=now)
        if not issued.is_sent:
            to_hand_over.append(issued)
    return to_hand_over


def _send_link(
    person: Person, minutes: Minutes, why: str, *, actor: Actor, now: datetime
) -> Issued:
    """Send a link that works until the end of the closing day, wherever on earth that ends."""
    closes = minutes.comments_close_on or now.date()
    until = datetime.combine(closes + timedelta(days=2), time(), UTC)
    return links.issue_and_send(
        person, COMMENT_ACT, minutes, actor=actor, now=now, lifetime=until - now, why=why
    )


@requires(CIRCULATE)
def tell_taken_back(
    minutes: Minutes,
    *,
    people: Sequence[Person],
    reason: str,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> None:
    """Tell those who have the text before them that it was taken back, and why."""
    for person in people:
        with speaking(person.language):
            told = _(
                "The secretariat has taken the draft minutes back (%(what)s). You will get the "
                "text again.",
                what=rules.title_of(minutes.meeting),
            )
            key = f"minutes-back:{minutes.id}:{now.isoformat()}:{person.id}"
            _send(person, _("Draft minutes were taken back"), [told, reason], key)


@requires(CIRCULATE)
def tell_outcome(
    minutes: Minutes,
    *,
    comments: Sequence[MinutesComment],
    actor: Actor,  # noqa: ARG001  -- guarded
) -> None:
    """Tell each who commented what became of every comment, in one mail."""
    by_person: dict[int, list[MinutesComment]] = {}
    for comment in comments:
        by_person.setdefault(comment.person_id, []).append(comment)
    for said in by_person.values():
        person = said[0].person
        with speaking(person.language):
            head = _(
                "The minutes were revised (%(what)s). This became of your comments:",
                what=rules.title_of(minutes.meeting),
            )
            parts = [head, *(_outcome(comment) for comment in said), _page(minutes, "comments")]
            key = f"minutes-outcome:{minutes.id}:{len(comments)}:{person.id}"
            _send(person, _("What became of your comments"), parts, key)


def _outcome(comment: MinutesComment) -> str:
    became = DISPOSITIONS[comment.disposition] if comment.disposition else ""
    told = f"{became}. {comment.reason}".strip()
    return "\n".join((comment.text, labelled(_("What became of it"), told)))
