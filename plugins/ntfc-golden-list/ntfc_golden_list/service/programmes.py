"""Beginning a programme from a profile, and setting it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ntfc.audit import record
from ntfc.clock import day_of
from ntfc.db import db, one_at_a_time
from ntfc.errors import FieldRefused, Refused, refuse_if
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import Actor, Site, requires
from ntfc_golden_list import profiles
from ntfc_golden_list.models import (
    Benefit,
    Criterion,
    Edition,
    Kind,
    Officer,
    Part,
    Programme,
)
from ntfc_golden_list.queries import programmes as queries
from ntfc_golden_list.rules import access, judging, programme
from ntfc_golden_list.rules.benefits import Group, Measure
from ntfc_golden_list.rules.judging import Weight
from ntfc_golden_list.rules.lifecycle import Post

TERMS = (
    "validity_months",
    "review_months",
    "review_opens_days",
    "waiting_months",
    "answer_days",
    "appeal_days",
    "remind_days",
)


PUBLISHED = _("Published rules stay as they are; write new ones beside them.")


@requires(access.BEGIN)
def begin(_site: Site, /, *, profile: str, country: str, now: datetime, actor: Actor) -> Programme:
    """Begin a programme as a copy of a profile; whoever begins it is its head."""
    start = profiles.profile(profile)
    where = (country or start.country).upper()
    if queries.has_programme(where, start.key):
        raise FieldRefused("profile", _("This programme was begun already."))
    made = Programme(
        country=where,
        key=start.key,
        name=dict(start.name),
        about=dict(start.about),
        legal_basis={},
        documents={"items": [dict(one) for one in start.documents]},
        steps={"items": [dict(one) for one in start.steps]},
        source=start.source,
        as_of=start.as_of,
        nominates=start.nominates,
        began_at=now,
        **{name: getattr(start.terms, name) for name in TERMS},
    )
    db.session.add(made)
    db.session.flush()
    _copy(start, made)
    if actor.person_id is not None:
        db.session.add(
            Officer(
                programme_id=made.id,
                person_id=actor.person_id,
                post=Post.HEAD,
                since=day_of(now, ""),
            )
        )
    db.session.flush()
    record(actor, "golden_list.begun", made, profile=profile)
    return made


def _copy(start: profiles.Profile, made: Programme) -> None:
    """Lay down the parts of a programme; its rules are a draft until they are published."""
    edition = Edition(
        programme_id=made.id, number=1, requirements={}, suspension={}, removal={}, appeal={}
    )
    db.session.add(edition)
    db.session.flush()
    db.session.add_all(
        Kind(programme_id=made.id, code=one["code"], needs=one.get("needs", ""), name=one["name"])
        for one in start.classes
    )
    db.session.add_all(
        Part(programme_id=made.id, code=one["code"], name=one["name"]) for one in start.roles
    )
    db.session.add_all(
        Benefit(
            programme_id=made.id,
            code=one["code"],
            group=Group(one["group"]),
            measure=Measure(one["measure"]) if "measure" in one else None,
            name=one["name"],
        )
        for one in start.benefits
    )
    db.session.add_all(
        Criterion(
            edition_id=edition.id,
            position=position,
            code=one["code"],
            area=one["area"],
            weight=Weight(one["weight"]),
            text=one["text"],
            text_small=one.get("text_small", {}),
            proof=one["proof"],
            roles=[],
            classes=one["classes"],
        )
        for position, one in enumerate(start.criteria)
    )


@requires(access.MANAGE)
def set_up(made: Programme, *, values: Mapping[str, Any], actor: Actor) -> None:
    """Fix the terms of a programme, its committee, and what is public of its holders."""
    for name, value in values.items():
        setattr(made, name, value)
    record(actor, "golden_list.set_up", made)


@requires(access.MANAGE)
def open_part(made: Programme, *, part: Part, opens_on: date | None, actor: Actor) -> None:
    """Let firms of one role in from a day, or no longer."""
    part.opens_on = opens_on
    record(actor, "golden_list.opened", made, part=part.code)


def as_it_is_now(edition: Edition) -> None:
    """Wait for whoever else writes or publishes these rules, and look at them again."""
    one_at_a_time(f"rules of trusted traders {edition.id}")
    db.session.flush()  # what was written in this very change is not forgotten by looking again
    db.session.refresh(edition, ["published_on", *programme.IN_PUBLIC])


def drafted(edition: Edition) -> None:
    """Refuse to change what was published, also at this very moment by somebody else."""
    as_it_is_now(edition)
    if edition.published_on is not None:
        raise Refused(PUBLISHED)


@requires(access.MANAGE)
def write_rules(
    made: Programme, *, edition: Edition, texts: Mapping[str, str], language: str, actor: Actor
) -> None:
    """Write the public texts of rules that are not published yet, in one language."""
    drafted(edition)
    for name in programme.IN_PUBLIC:
        setattr(edition, name, {**getattr(edition, name), language: texts[name]})
    record(actor, "golden_list.rules_written", made, edition=edition.number)


@requires(access.MANAGE)
def publish(made: Programme, *, edition: Edition, on: date, actor: Actor) -> None:
    """Publish rules: from then on firms are judged by them."""
    as_it_is_now(edition)
    if edition.published_on is not None:
        raise Refused(_("These rules are published already."))
    texts = {
        name: any(str(text).strip() for text in getattr(edition, name).values())
        for name in programme.IN_PUBLIC
    }
    refuse_if(programme.publication_faults(texts))
    edition.published_on = on
    record(actor, "golden_list.published", made, edition=edition.number)


@requires(access.MANAGE)
def revise(made: Programme, *, edition: Edition, actor: Actor) -> Edition:
    """Begin the next version of published rules, as a copy; firms stay with the one of their day."""
    if edition.published_on is None:
        raise Refused(_("The newest version is a draft already."))
    texts = {name: dict(getattr(edition, name)) for name in programme.IN_PUBLIC}
    copy = Edition(programme_id=made.id, number=edition.number + 1, **texts)
    db.session.add(copy)
    db.session.flush()
    names = ("position", "code", "area", "weight", "text", "text_small", "proof")
    for one in edition.criteria:
        same = {name: getattr(one, name) for name in names}
        lists = {"roles": [*one.roles], "classes": [*one.classes]}
        db.session.add(Criterion(edition_id=copy.id, **same, **lists))
    record(actor, "golden_list.revised", made, edition=copy.number)
    return copy


@dataclass(frozen=True)
class Outside:
    """How somebody from outside customs validates, and who answers for it."""

    method: str
    overseer_id: int | None


@requires(access.MANAGE)
def appoint(
    made: Programme,
    *,
    person: Person,
    post: Post,
    on: date,
    actor: Actor,
    outside: Outside | None = None,
) -> Officer:
    """Give somebody a post. Files are closed to them until they accept the code of conduct."""
    held = [one for one in made.posts if one.person_id == person.id and one.is_held]
    if any(one.post is post for one in held):
        raise FieldRefused("person_id", _("This person holds the post already."))
    method, overseer = (outside.method, outside.overseer_id) if outside else ("", None)
    officers = {one.person_id for one in made.posts if one.is_held and not one.is_third_party}
    refuse_if(
        judging.third_party_faults(
            is_third_party=outside is not None,
            method=method,
            overseer=overseer if overseer in officers - {person.id} else None,
        )
    )
    accepted = next((one.conduct_on for one in held if one.conduct_on), None)
    officer = Officer(
        programme_id=made.id,
        person_id=person.id,
        post=post,
        since=on,
        conduct_on=accepted,
        is_third_party=outside is not None,
        method=method,
        overseer_id=overseer,
    )
    made.posts.append(officer)
    db.session.flush()
    record(actor, "golden_list.appointed", made, post=post.value)
    return officer


@requires(access.MANAGE)
def relieve(made: Programme, *, officer: Officer, actor: Actor) -> None:
    """Take a post away; who held it stands in the trail."""
    officer.is_held = False
    record(actor, "golden_list.relieved", made, post=officer.post.value)


@requires(access.WORK)
def accept_conduct(made: Programme, *, on: date, actor: Actor) -> None:
    """Accept the code of conduct for oneself."""
    for officer in made.posts:
        if officer.person_id == actor.person_id and officer.conduct_on is None:
            officer.conduct_on = on
    record(actor, "golden_list.conduct_accepted", made)
