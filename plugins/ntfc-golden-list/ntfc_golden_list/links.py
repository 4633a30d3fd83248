"""Sending somebody a link; where no mail leaves the site, its address is shown to be handed over."""

from datetime import date, timedelta

from flask import flash

from ntfc import clock
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.people import queries as people
from ntfc.people import service as people_service
from ntfc.people.models import Person
from ntfc.permissions import SITE, Actor
from ntfc_golden_list.models import Asked, File, Programme
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.rules.lifecycle import APPEALABLE
from ntfc_golden_list.service.files import ANSWERABLE


def person_with(email: str, name: str, *, actor: Actor) -> Person:
    """Return the person with this address, who is added when nobody has it."""
    known = people.by_email(email)
    if known is not None:
        return known
    return people_service.add(SITE, name=name, email=email, actor=actor, now=clock.now())


def issued_to(
    person: Person,
    act: str,
    subject: File | Asked | Programme,
    *,
    actor: Actor,
    until: date | None = None,
) -> Issued:
    """Issue a link and mail it. It ends with the day *until*, unless that is over or not fixed."""
    now = clock.now()
    lifetime = clock.start_of(until + timedelta(days=1), "") - now if until else timedelta()
    of_act = None if lifetime <= timedelta() else lifetime
    return links.issue_and_send(person, act, subject, actor=actor, now=now, lifetime=of_act)


def send_to(
    person: Person,
    act: str,
    subject: File | Asked | Programme,
    *,
    actor: Actor,
    until: date | None = None,
) -> None:
    """Send somebody a link, or show its address beside what goes on."""
    issued = issued_to(person, act, subject, actor=actor, until=until)
    if not issued.is_sent:
        flash(issued.beside, "link")


def send_what_is_due(person: Person, file: File, *, actor: Actor) -> None:
    """Send whoever signs for a firm the link for what only they do now: answer and apply, or appeal."""
    if file.state in APPEALABLE:
        send_to(person, "golden_list.appeal", file, actor=actor, until=file.appeal_until)
    elif file.state in ANSWERABLE and queries.questions(file):
        send_to(person, "golden_list.apply", file, actor=actor)
