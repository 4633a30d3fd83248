"""Issuing, sending, using and revoking one-time links."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update

from ntfc import acts, addresses, audit, mail, tokens
from ntfc.acts import Act
from ntfc.db import db, one_at_a_time
from ntfc.errors import Gone, Refused
from ntfc.links import queries, rules
from ntfc.links.models import Channel, Link
from ntfc.links.service import mailing
from ntfc.people import queries as people
from ntfc.people.models import Person
from ntfc.permissions import (
    ADMINISTER,
    COME_IN,
    SYSTEM,
    Actor,
    Governed,
    LinkHolder,
    Role,
    requires,
)


@dataclass(frozen=True)
class Issued:
    """A new link and its address. The address is known only now: what is stored is its hash."""

    link: Link
    url: str
    is_sent: bool = False  # False: no mail left, so the address must be handed over

    @property
    def title(self) -> str:
        """Return what the link is for, as its page is called."""
        return str(_known(self.link.act).title)

    @property
    def beside(self) -> str:
        """Return whom it is for, what for, and its address, each on a line, for a notice of a page."""
        return f"{self.link.person.name}\n{self.title}\n{self.url}"

    def how(self, language: str) -> str:
        """Return how it is opened and until when, for a mail of the feature's own."""
        return str(mailing.how(self.link, _known(self.link.act), language))


@requires(rules.ISSUE)
def issue(
    person: Person,
    act_name: str,
    subject: Any,
    *,
    actor: Actor,
    now: datetime,
    lifetime: timedelta | None = None,
    replaces: bool = True,
) -> Issued:
    """Give a person a way to do one act on one subject, once; an older one ends unless told."""
    act = _known(act_name)
    reasons = [*rules.obstacles_to_issuing(person)]
    if reasons:
        raise Refused(*reasons)
    token = tokens.new()
    link = Link(
        token_hash=tokens.hash_of(token),
        person=person,
        act=act.name,
        about=act.describe(subject),
        subject_table=subject.__tablename__,
        subject_id=subject.id,
        body_id=subject.body_id,
        created_by_id=actor.person_id,
        created_at=now,
        expires_at=now + (lifetime or act.lifetime),
        is_sole=replaces,
    )
    if replaces:
        one_at_a_time(f"links to person {person.id} for {act.name}")
        _replace(person, act, subject, actor=actor, now=now)
    db.session.add(link)
    db.session.flush()
    about = audit.subject_key(subject)
    audit.record(actor, "link.issued", link, act=act.name, person=person.id, about=about)
    return Issued(link=link, url=addresses.absolute(f"/l/{token}"))


@requires(rules.ISSUE)
def issue_and_send(
    person: Person,
    act_name: str,
    subject: Any,
    *,
    actor: Actor,
    now: datetime,
    lifetime: timedelta | None = None,
    why: str = "",
) -> Issued:
    """Issue a link and mail it; look at ``is_sent``: else its address must be handed over.

    *why* is a sentence that stands at the head of the mail, such as who asks and for which meeting.
    """
    issued = issue(person, act_name, subject, actor=actor, now=now, lifetime=lifetime)
    return _mailed(issued, _known(act_name), why, now)


@requires(rules.ISSUE)
def note_sent(link: Link, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001  -- guarded
    """Remember that the address of a link went out in a mail of the feature's own."""
    link.sent_at, link.channel = now, Channel.MAIL
    db.session.flush()


def _mailed(issued: Issued, act: Act, why: str, now: datetime) -> Issued:
    is_sent = mailing.send(issued.link, act, issued.url, why)
    if is_sent:
        issued.link.sent_at, issued.link.channel = now, Channel.MAIL
        db.session.flush()
    return Issued(link=issued.link, url=issued.url, is_sent=is_sent)


def _known(act_name: str) -> Act:
    act = acts.named(act_name)
    if act is None:
        raise LookupError(f"no module declares the act {act_name}")
    return act


def _replace(person: Person, act: Act, subject: Any, *, actor: Actor, now: datetime) -> None:
    open_ones = (
        select(Link)
        .where(Link.person_id == person.id, Link.act == act.name)
        .where(Link.subject_table == subject.__tablename__, Link.subject_id == subject.id)
    )
    for link in db.session.scalars(_unspent(open_ones)):
        _end(link, actor=actor, now=now, is_replaced=True)


def _unspent(query: Any) -> Any:
    return query.where(Link.spent_at.is_(None), Link.revoked_at.is_(None))


def _end(link: Link, *, actor: Actor, now: datetime, is_replaced: bool = False) -> None:
    link.revoked_at = now
    link.is_replaced = is_replaced
    db.session.flush()
    audit.record(actor, "link.revoked", link, person=link.person_id, replaced=is_replaced)


@requires(rules.MANAGE)
def revoke(link: Link, *, actor: Actor, now: datetime) -> None:
    """Take back a link that was not used yet."""
    if rules.state_of(link, now) is rules.LinkState.USED:
        raise Refused(rules.WHY_OVER[rules.LinkState.USED])
    if link.revoked_at is None:
        _end(link, actor=actor, now=now)


@requires(rules.ISSUE)
def revoke_all_of(subject: Governed, *, to: int | None = None, actor: Actor, now: datetime) -> None:
    """Take back every unused link about a subject that is over, such as a closed consultation.

    With *to*, only those of one person, who has no part in it any more.
    """
    about: Any = subject
    query = select(Link).where(
        Link.subject_table == about.__tablename__, Link.subject_id == about.id
    )
    if to is not None:
        query = query.where(Link.person_id == to)
    for link in db.session.scalars(_unspent(query)):
        _end(link, actor=actor, now=now)


@requires(rules.MANAGE)
def renew(link: Link, *, actor: Actor, now: datetime) -> Issued:
    """Send the person a new link for the same act; the address is shown when no mail leaves."""
    reasons = [*rules.obstacles_to_renewing(link)]
    if reasons:
        raise Refused(*reasons)
    act = acts.named(link.act)
    subject = act.load(link.subject_id) if act else None
    if act is None or subject is None:
        raise Refused(rules.SUBJECT_GONE)
    if act.still(link.person, subject) is not None:
        raise Refused(rules.NOT_ENTITLED)
    if link.act == rules.ACCEPT_INVITATION:
        return invite(link.person, actor=actor, now=now)
    return issue_and_send(link.person, act.name, subject, actor=actor, now=now)


@requires(rules.INVITE)
def invite(person: Person, *, actor: Actor, now: datetime) -> Issued:
    """Invite a person to sign in, or again when the first invitation was lost."""
    by_administrator = Role.ADMINISTRATOR in actor.roles_in(None)
    serves = by_administrator or people.serves(actor, person.id)
    reasons = [
        *rules.obstacles_to_inviting(person, by_administrator=by_administrator, serves=serves)
    ]
    if reasons:
        raise Refused(*reasons)
    return issue_and_send(
        person, rules.ACCEPT_INVITATION, person, actor=actor, now=now, why=rules.INVITED
    )


@requires(rules.USE)
def note_opening(link: Link, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001  -- guarded
    """Remember when the link was first opened, perhaps only by a scanner of mails."""
    link.first_opened_at = link.first_opened_at or now
    db.session.flush()


@requires(rules.USE)
def note_taken(link: Link, *, document_id: int, actor: Actor) -> None:
    """Note that a paper was taken by a link that is there to read."""
    audit.record(actor, "link.paper_taken", link, act=link.act, paper=document_id)


@requires(rules.USE)
def use(
    link: Link, act: Act, subject: Any, values: dict[str, Any], *, actor: LinkHolder, now: datetime
) -> None:
    """Do the act and spend the link, both or neither; of two at the same moment one wins.

    A link that lasts is not spent: it ends by its day, or when it is taken back.
    """
    over = act.still(link.person, subject)
    if over is not None:
        raise Gone(over)
    spent = cast(
        "CursorResult[Any]",
        db.session.execute(
            update(Link)
            .where(Link.id == link.id, Link.spent_at.is_(None), Link.revoked_at.is_(None))
            .where(Link.expires_at > now)
            .values(spent_at=None if act.lasts else now)
            .execution_options(synchronize_session=False)
        ),
    )
    if spent.rowcount != 1:
        db.session.refresh(link)
        raise Gone(rules.WHY_OVER[rules.state_of(link, now)])
    act.do(actor, subject, values)
    if act.name == rules.ACCEPT_INVITATION:
        link.person.last_seen_at = now  # from now on nobody else has a say in this account
    db.session.flush()
    about = f"{link.subject_table}:{link.subject_id}"
    audit.record(actor, "link.used", link, act=act.name, about=about)


@requires(COME_IN)
def ask_again(link: Link, *, actor: Actor, now: datetime) -> None:  # noqa: ARG001  -- anybody may
    """Mail a new link to where the old one went, if there may be one; nobody learns whether."""
    act, newest = acts.named(link.act), queries.newest_like(link)
    if act is None or not rules.is_renewable(newest, is_repeatable=act.is_repeatable, now=now):
        return
    if link.person.email is None or not mail.is_written():
        return  # a link that reaches nobody would only end the one that the person has
    subject = act.load(link.subject_id)
    if subject is None or act.still(link.person, subject) is not None:
        return
    if not [*rules.obstacles_to_issuing(link.person)]:
        issue_and_send(link.person, act.name, subject, actor=SYSTEM, now=now)


@requires(rules.MANAGE)
def revoke_all_to(person: Person, *, actor: Actor, now: datetime) -> None:
    """Take back every unused link that went to the person, as to an address given up."""
    for link in db.session.scalars(_unspent(select(Link).where(Link.person_id == person.id))):
        _end(link, actor=actor, now=now)


@requires(ADMINISTER)
def forget(person: Person, *, actor: Actor, now: datetime) -> None:
    """Remove every link that went to a person whose data are erased; the trail keeps numbers."""
    revoke_all_to(person, actor=actor, now=now)
    db.session.execute(delete(Link).where(Link.person_id == person.id))
