"""Changing what is kept of people."""

from datetime import datetime
from typing import Any

from ntfc import audit, mail, plugins
from ntfc.db import db
from ntfc.errors import FieldRefused, Overtaken, Refused
from ntfc.i18n import _, speaking
from ntfc.people import queries, rules
from ntfc.people.models import Gender, Person
from ntfc.permissions import Actor, Role, Site, requires
from ntfc.plugins import PersonalData


@requires(rules.ADD)
def add(
    _site: Site,
    /,
    *,
    name: str,
    email: str | None = None,
    phone: str = "",
    language: str = "",
    time_zone: str = "",
    is_champion: bool = False,
    actor: Actor,
    now: datetime,
) -> Person:
    """Add a person to the directory; signing in or acting by link comes later, if ever."""
    person = Person(
        name=name,
        email=_free_address(email),
        phone=phone,
        language=language,
        time_zone=time_zone,
        is_champion=is_champion,
        created_at=now,
    )
    db.session.add(person)
    db.session.flush()
    audit.record(actor, "person.added", person)
    return person


def _free_address(email: str | None, person: Person | None = None) -> str | None:
    if not email:
        return None
    holder = queries.by_email(email)
    if holder is not None and holder is not person:
        raise FieldRefused(
            "email",
            _(
                "%(name)s already has this e-mail address. Each address belongs to one person.",
                name=holder.name,
            ),
        )
    return email.strip().lower()


@requires(rules.EDIT)
def change(
    person: Person, *, values: dict[str, Any], version: int, actor: Actor, now: datetime
) -> None:
    """Change name, email, phone, language, time_zone or is_champion; gender is not ours to say."""
    _refuse(rules.obstacles_to_changing(person))
    allowed = ("name", "email", "phone", "language", "time_zone", "is_champion")
    values = {field: values[field] for field in allowed if field in values}
    if "email" in values:
        values["email"] = _new_address(person, values["email"], actor)
    before = person.email
    fields = _put(person, values, version)
    if fields:
        audit.record(actor, "person.changed", person, fields=fields)
    if "email" in fields:
        if before:
            mail.readdress(before, person.email)
        plugins.insist("ntfc_address_changed", person=person, actor=actor, now=now)


def _new_address(person: Person, email: str | None, actor: Actor) -> str | None:
    email = _free_address(email, person)
    by_administrator = Role.ADMINISTRATOR in actor.roles_in(None)
    serves = by_administrator or queries.serves(actor, person.id)
    may = rules.may_readdress(person, by_administrator=by_administrator, serves=serves)
    if email != person.email and not may:
        raise FieldRefused(
            "email",
            _(
                "Only an administrator may change the address of somebody who signs in with it, "
                "or who sits in a body that you do not serve."
            ),
        )
    return email


@requires(rules.PROFILE)
def change_profile(
    person: Person,
    *,
    name: str,
    phone: str,
    language: str,
    time_zone: str,
    gender: Gender | None,
    version: int,
    actor: Actor,
) -> None:
    """Change one's own profile; gender is said here, by the person alone."""
    values = {
        "name": name,
        "phone": phone,
        "language": language,
        "time_zone": time_zone,
        "gender": gender,
    }
    fields = _put(person, values, version)
    if fields:
        audit.record(actor, "person.changed", person, fields=fields)


def _put(person: Person, values: dict[str, Any], version: int) -> list[str]:
    """Take over what differs and return its names, unless somebody was here in between."""
    if version != person.version:
        raise Overtaken(
            _("Somebody changed this person since you opened it. Look again, then save once more."),
            stands=person,
        )
    fields = sorted(name for name, value in values.items() if getattr(person, name) != value)
    for name in fields:
        setattr(person, name, values[name])
    db.session.flush()
    return fields


@requires(rules.GRANT)
def make_administrator(person: Person, *, actor: Actor) -> None:
    """Let a person run the site; no restricted paper opens by it."""
    _refuse(rules.obstacles_to_changing(person))
    if not person.is_administrator:
        person.is_administrator = True
        db.session.flush()
        audit.record(actor, "person.administrator_granted", person)


@requires(rules.GRANT)
def withdraw_administrator(person: Person, *, actor: Actor) -> None:
    """Take the right to run the site back; the last administrator stays."""
    if person.is_administrator:
        _refuse(rules.obstacles_to_withdrawing(queries.administrators(hold=True)))
        person.is_administrator = False
        db.session.flush()
        audit.record(actor, "person.administrator_withdrawn", person)


@requires(rules.EXPORT)
def export(person: Person, *, actor: Actor) -> list[PersonalData]:
    """Return all that is kept of a person, and record that it was taken out."""
    kept = queries.kept_of(person)
    audit.record(actor, "person.exported", person, sections=len(kept))
    return kept


@requires(rules.ERASE)
def erase(person: Person, *, actor: Actor, now: datetime) -> None:
    """Remove what is kept of a person; the row stays, neutral, for the papers that point at it.

    By all or not at all: where one module fails, or keeps what it gives no reason to keep, nothing
    is erased and the module is named.
    """
    _refuse(queries.reasons_against_erasing(person, actor, hold=True))
    if person.email:
        mail.forget(person.email)
    with speaking("", is_letter=False):
        person.name = str(_("Former member"))
    person.email = person.gender = person.last_seen_at = None
    person.phone = person.language = person.time_zone = ""
    person.is_champion = person.is_administrator = False
    person.erased_at = now
    db.session.flush()
    audit.record(actor, "person.erased", person)
    plugins.insist("ntfc_person_erased", person=person, actor=actor, now=now)
    _refuse(rules.obstacles_from_rest(rules.left_over(person, queries.kept_of(person))))


def _refuse(reasons: Any) -> None:
    found = [*reasons]
    if found:
        raise Refused(*found)
