"""What people are told about parked issues by mail, each in their own language."""

from collections.abc import Sequence
from datetime import datetime

from ntfc import addresses, mail
from ntfc.i18n import _, speaking
from ntfc.i18n import on_day as in_words
from ntfc.issues.models import Issue
from ntfc.issues.queries import ideas_of
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mandates.queries import signs_in
from ntfc.parking_lot import rules
from ntfc.parking_lot.models import Parking
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires

IDEA_ACT, NEXT_ACT = "parking.idea", "parking.next"


def on_day(parking: Parking) -> str:
    """Return in words when the issue comes up again."""
    return _("It comes up again on %(day)s.", day=in_words(parking.review_on))


def _send(person: Person, subject: str, parts: Sequence[str], key: str) -> bool:
    if person.email is None:
        return False
    texts = [str(part) for part in (_("%(name)s,", name=person.name), *parts) if part]
    body = "\n\n".join(texts) + "\n"
    return mail.send(to=person.email, name=person.name, subject=subject, body=body, key=key)


def _page(issue: Issue) -> str:
    return addresses.absolute(f"/issues/{issue.id}")


def _named(parking: Parking) -> str:
    return str(_("%(body)s: “%(title)s”", body=parking.issue.body.name, title=parking.issue.title))


@requires(rules.VIEW)
def tell_owner(parking: Parking, *, actor: Actor) -> None:  # noqa: ARG001  -- guarded
    """Tell somebody that they own a parked issue, and what is expected of them."""
    person = parking.owner
    with speaking(person.language):
        parts = [
            _("You own this issue while it is parked: %(issue)s.", issue=_named(parking)),
            f"{rules.word(parking.cause)}. {parking.reason}".strip(),
            on_day(parking),
            parking.next_step,
            _page(parking.issue) if signs_in([person.id]) else "",
        ]
        key = f"parking-owner:{parking.id}:{parking.version}:{person.id}"
        _send(person, _("You own a parked issue"), parts, key)


@requires(rules.VIEW)
def tell_thinkers(parking: Parking, *, told: str, actor: Actor) -> None:
    """Tell those who added ideas to an issue that it is parked, why, and until when."""
    issue = parking.issue
    known = {actor.person_id, issue.raised_by_id, parking.owner_id}
    people = {idea.person.id: idea.person for idea in ideas_of(issue)}
    insiders = signs_in(list(people))
    for person in people.values():
        if person.id in known:
            continue
        with speaking(person.language):
            parts = [
                _(
                    "An issue to which you added an idea is parked: %(issue)s.",
                    issue=_named(parking),
                ),
                told,
                _("Your idea stays with it."),
                _page(issue) if person.id in insiders else "",
            ]
            subject = _(
                "%(body)s: your idea on “%(title)s”", body=issue.body.name, title=issue.title
            )
            _send(person, subject, parts, f"parking-idea:{parking.id}:{person.id}")


@requires(rules.VIEW)
def remind(parking: Parking, *, is_past: bool, actor: Actor, now: datetime) -> None:
    """Remind the owner that the review date comes near or is past; by link where none signs in."""
    person = parking.owner
    with speaking(person.language):
        told = (
            _("The review date of this parked issue is past: %(issue)s.", issue=_named(parking))
            if is_past
            else _("This parked issue comes up soon: %(issue)s.", issue=_named(parking))
        )
        asks = _("What is the next step? Bring it to the meeting, or say a new date with a reason.")
        why = "\n".join([str(told), str(on_day(parking)), str(asks)])
        if signs_in([person.id]):
            key = f"parking-review:{parking.id}:{parking.review_on.isoformat()}:{int(is_past)}"
            _send(person, _("A parked issue comes up"), [why, _page(parking.issue)], key)
            return
    if person.email is not None:
        links.issue_and_send(person, NEXT_ACT, parking, actor=actor, now=now, why=why)


@requires(rules.VIEW)
def tell_asker(parking: Parking, *, actor: Actor) -> None:  # noqa: ARG001  -- guarded
    """Tell whoever asked to park an issue why it was closed."""
    person = parking.asked_by
    with speaking(person.language):
        parts = [
            _(
                "This issue was parked at your wish and is closed now: %(issue)s.",
                issue=_named(parking),
            ),
            parking.way_out_reason,
            _page(parking.issue) if signs_in([person.id]) else "",
        ]
        _send(person, _("A parked issue is closed"), parts, f"parking-closed:{parking.id}")


@requires(rules.LEAVE)
def ask_for_ideas(
    parking: Parking, *, people: Sequence[Person], actor: Actor, now: datetime
) -> list[Issued]:
    """Ask people for ideas on a parked issue; return the links to hand over."""
    insiders = signs_in([person.id for person in people])
    to_hand_over: list[Issued] = []
    for person in people:
        with speaking(person.language):
            why = str(
                _("This issue is parked: %(issue)s. Do you see a way?", issue=_named(parking))
            )
            if person.id in insiders:
                key = f"parking-ideas:{parking.id}:{now.date().isoformat()}:{person.id}"
                parts = [why, on_day(parking), f"{_page(parking.issue)}#ideas"]
                _send(person, _("Ideas for a parked issue"), parts, key)
                continue
        issued = links.issue_and_send(
            person, IDEA_ACT, parking.issue, actor=actor, now=now, why=why
        )
        if not issued.is_sent:
            to_hand_over.append(issued)
    return to_hand_over
