"""The rules of one-time links: what became of one, when there may be another, who sees to them."""

import enum
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from ntfc.i18n import _
from ntfc.links.models import Link
from ntfc.people.models import Person
from ntfc.people.rules import VIEW as VIEW_PERSON
from ntfc.permissions import Actor, Permission, Role

# The name under which the accounts feature declares what an invitation leads to.
ACCEPT_INVITATION = "accounts.accept_invitation"
PAUSE = timedelta(minutes=10)  # nobody fills somebody's mailbox by asking again and again


def _is_theirs(actor: Actor, link: Link) -> bool:
    came_by_link = getattr(actor, "audit_kind", "") == "link"
    return came_by_link and actor.person_id == link.person_id


ISSUE = Permission(
    "link.issue", _("Have a link sent as part of what one does"), frozenset({Role.PERSON})
)
USE = Permission("link.use", _("Act by a one-time link"), holds=_is_theirs)
MANAGE = Permission(
    "link.manage",
    _("See and revoke one-time links"),
    frozenset({Role.SECRETARY}),
    # Administrators see to links about accounts; what a body sent to its members is not theirs.
    lambda actor, link: link.body_id is None and Role.ADMINISTRATOR in actor.roles_in(None),
    hides=True,
)
INVITE = Permission(
    "person.invite",
    _("Invite people to sign in"),
    frozenset({Role.SECRETARY, Role.ADMINISTRATOR}),
    behind=VIEW_PERSON,
)


class LinkState(str, enum.Enum):
    """What became of a link."""

    ISSUED = "issued"
    SENT = "sent"
    OPENED = "opened"
    USED = "used"
    EXPIRED = "expired"
    REVOKED = "revoked"
    REPLACED = "replaced"


BESIDE = 10  # so many addresses fit into the cookie that brings them to the next page
USABLE = frozenset({LinkState.ISSUED, LinkState.SENT, LinkState.OPENED})

INVITED = _("You are invited to sign in to this site.")
SUBJECT_GONE = _("What this link was about is no longer there.")
NOT_ENTITLED = _(
    "This link no longer applies: the person is not among those who are asked for this any more."
)
NOT_BY_THIS_LINK = _("This paper is not open by this link, or no longer.")
NO_SUCH_LINK = _(
    "This address is not one that this site sent. Perhaps the end was cut off in the mail: "
    "copy the whole address, or ask for a new link."
)
WHY_OVER = {
    LinkState.USED: _("This link has been used. Each works once, so nothing more happens with it."),
    LinkState.EXPIRED: _("This link has expired: it was not used in time."),
    LinkState.REVOKED: _("This link has been revoked by the secretariat."),
    LinkState.REPLACED: _("A newer link was sent for this. Use that one."),
}
ASKED = _(
    "If there is still something to do by this link, a new one is on its way to the address "
    "to which the first one went. Look there in some minutes, also among unwanted mail."
)
NO_MAIL = _(
    "This site sends no mail. Ask the office that gave you the link: it can give you a new one."
)


def state_of(link: Link, now: datetime) -> LinkState:
    """Return what became of the link; what ended it first counts."""
    if link.spent_at is not None:
        return LinkState.USED
    if link.revoked_at is not None:
        return LinkState.REPLACED if link.is_replaced else LinkState.REVOKED
    if link.expires_at <= now:
        return LinkState.EXPIRED
    if link.first_opened_at is not None:
        return LinkState.OPENED
    return LinkState.SENT if link.sent_at is not None else LinkState.ISSUED


def is_renewable(newest: Link, *, is_repeatable: bool, now: datetime) -> bool:
    """Tell whether who asks for another link gets one, judged by the newest of its kind.

    A link that somebody revoked is not to come back by asking, and what was done once is done.
    """
    state = state_of(newest, now)
    if state is LinkState.REVOKED or (state is LinkState.USED and not is_repeatable):
        return False
    return newest.created_at <= now - PAUSE


def is_own_matter(link: Link) -> bool:
    """Tell whether the link concerns the person's own account, such as a new password.

    Whoever hands over such a link could use it and so sign in as the person. Invitations have
    rules of their own.
    """
    about_self = link.subject_table == "people" and link.subject_id == link.person_id
    return about_self and link.act != ACCEPT_INVITATION


def fit_beside(issued: Sequence[Any]) -> bool:
    """Tell whether links that no mail carried can stand beside the work that goes on."""
    return len(issued) <= BESIDE


def obstacles_to_renewing(link: Link) -> Iterator[str]:
    """Yield why the office cannot send this link anew."""
    if is_own_matter(link):
        yield _("This concerns the person's own account: only the person can ask for another link.")


def obstacles_to_issuing(person: Person) -> Iterator[str]:
    """Yield why no link can go to this person."""
    if person.erased_at is not None:
        yield _("This person's data were erased, so no link can be sent.")


def obstacles_to_inviting(person: Person, *, by_administrator: bool, serves: bool) -> Iterator[str]:
    """Yield why this person cannot be invited to sign in.

    Whoever sends an invitation may see its address, and with it come all seats of the person: so
    a secretary invites only people whose every body this secretary *serves*.
    """
    yield from obstacles_to_issuing(person)
    if person.email is None and person.erased_at is None:
        yield _("To sign in one needs an e-mail address: add it to the person first.")
    if person.last_seen_at is not None:
        yield _("This person has signed in already and needs no invitation.")
    if person.is_administrator and not by_administrator:
        yield _("Only an administrator may invite somebody who will be an administrator.")
    if not serves and not by_administrator:
        yield _(
            "This person sits in a body that you do not serve. Its secretariat or an administrator "
            "sends the invitation."
        )
