"""The service itself, and the posts in it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from ntfc.audit import record
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import FieldRefused, Refused, refuse_if
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import Actor, Site, requires
from ntfc_client_coordinators.models import Assignment, Case, Desk, Officer
from ntfc_client_coordinators.queries.people import counting_on
from ntfc_client_coordinators.rules import access
from ntfc_client_coordinators.rules.assigning import State
from ntfc_client_coordinators.rules.cases import OF_SECTION
from ntfc_client_coordinators.rules.portfolio import rotation_due
from ntfc_client_coordinators.rules.posts import Post


@requires(access.BEGIN)
def begin(_site: Site, *, actor: Actor) -> Desk:
    """Begin the service. There is one in a site."""
    if db.session.scalar(select(Desk.id).limit(1)) is not None:
        raise Refused(_("The service is there already."))
    desk = Desk()
    db.session.add(desk)
    db.session.flush()
    record(actor, "client_coordinators.begun", desk)
    return desk


@requires(access.SET_UP)
def set_up(desk: Desk, *, values: Mapping[str, Any], actor: Actor) -> None:
    """Keep what the country fixed; what is empty is not fixed."""
    if values["of_body_id"] is not None and db.session.get(Body, values["of_body_id"]) is None:
        raise FieldRefused("of_body_id", _("This committee is not there."))
    for name, value in values.items():
        setattr(desk, name, value)
    for one in db.session.scalars(select(Assignment).where(Assignment.state == State.ACTIVE)):
        one.rotation_on = rotation_due(one.began_on or one.planned_on, desk.limits)
    db.session.flush()
    record(actor, "client_coordinators.set_up", desk)


@requires(access.SET_UP)
def appoint(
    desk: Desk,
    *,
    person: Person,
    post: Post,
    office: str,
    branch: str,
    on: date,
    actor: Actor,
) -> Officer:
    """Give somebody a post. Firms are closed to them until they accept the code of conduct."""
    own = [one for one in desk.posts if one.person_id == person.id]
    known = next((one for one in own if one.post is post), None)
    if known is not None and known.is_held:
        raise FieldRefused("email", _("This person holds the post already."))
    officer = known or Officer(person_id=person.id, post=post)
    officer.since, officer.office, officer.branch, officer.is_held = on, office, branch, True
    officer.conduct_on = next(
        (one.conduct_on for one in own if one.is_held and one.conduct_on), None
    )
    if known is None:
        desk.posts.append(officer)
    db.session.flush()
    record(actor, "client_coordinators.appointed", desk, post=post.value, person=person.id)
    return officer


@requires(access.SET_UP)
def keep(
    desk: Desk, *, officer: Officer, office: str, branch: str, training: str, actor: Actor
) -> None:
    """Keep what is known of somebody's post; a section that has cases keeps somebody."""
    if office != officer.office:
        _refuse_last_of_section(officer)
    officer.office, officer.branch, officer.training = office, branch, training
    db.session.flush()
    record(actor, "client_coordinators.post_kept", desk, person=officer.person_id)


@requires(access.SET_UP)
def relieve(desk: Desk, *, officer: Officer, actor: Actor) -> None:
    """Take a post away; not while firms count on this person."""
    others = [
        one
        for one in desk.posts
        if one.person_id == officer.person_id and one.is_held and one is not officer
    ]
    if officer.post is Post.COORDINATOR or not others:
        refuse_if(words_for_leaving(officer.person_id))
    _refuse_last_of_section(officer)
    officer.is_held = False
    db.session.flush()
    record(actor, "client_coordinators.relieved", desk, person=officer.person_id)


def words_for_leaving(person_id: int) -> list[str]:
    """Say which firms would have nobody, or nobody to stand in, without this person."""
    firms = [*counting_on(person_id)]
    if not firms:
        return []
    return [
        _(
            "Firms count on this person: %(firms)s. Hand them over, or name somebody else to stand in, first.",
            firms="; ".join(firms),
        )
    ]


def _refuse_last_of_section(officer: Officer) -> None:
    """Keep somebody in a section as long as it has cases: else they stand still."""
    if officer.post is not Post.SECTION:
        return
    stays = any(
        one.is_held and one.post is Post.SECTION and one.office == officer.office
        for one in officer.desk.posts
        if one is not officer
    )
    theirs = (Case.section == officer.office) & Case.state.in_(OF_SECTION)
    if not stays and db.session.scalar(select(Case.id).where(theirs).limit(1)) is not None:
        raise Refused(_("Cases are with this section, and nobody else works in it."))


@requires(access.WORK)
def accept_conduct(desk: Desk, *, on: date, actor: Actor) -> None:
    """Accept the code of conduct, for all posts one holds (C12)."""
    for one in desk.posts:
        if one.person_id == actor.person_id and one.is_held:
            one.conduct_on = on
    db.session.flush()
    record(actor, "client_coordinators.conduct_accepted", desk)
