"""What links about passwords do: accept an invitation, choose a new password."""

from typing import Any

from flask import url_for

from ntfc import clock
from ntfc.accounts import queries, rules
from ntfc.accounts.forms import NewPasswordForm
from ntfc.accounts.queries import passwords
from ntfc.accounts.service import credentials
from ntfc.acts import Act
from ntfc.db import db
from ntfc.i18n import _
from ntfc.links.rules import ACCEPT_INVITATION
from ntfc.people.models import Person
from ntfc.permissions import LinkHolder


def _form(data: Any, person: Person) -> NewPasswordForm:
    return NewPasswordForm(data, known=queries.known_about(person))


def _hashed(values: dict[str, Any]) -> dict[str, Any]:
    return {"new_hash": passwords.hash_of(values["password"])}


def _choose(holder: LinkHolder, person: Person, values: dict[str, Any]) -> None:
    credentials.choose_password(person, **values, actor=holder, now=clock.now())


def _person(number: int) -> Person | None:
    person = db.session.get(Person, number)
    return None if person is None or person.erased_at is not None else person


def _about(person: Person) -> str:
    return _("You sign in as %(email)s.", email=person.email or person.name)


RESET = Act(
    name=rules.RESET_PASSWORD,
    title=_("Choose a new password"),
    permission=rules.CHOOSE_PASSWORD,
    load=_person,
    describe=_about,
    form=_form,
    prepare=_hashed,
    do=_choose,
    button=_("Set the password"),
    after=_("Your new password is set. You were signed out on every device."),
    lifetime=rules.RESET_LASTS,
    is_repeatable=True,
    next_url=lambda _person: url_for("accounts.sign_in"),
    next_title=_("Sign in"),
)

ACCEPT = Act(
    name=ACCEPT_INVITATION,
    title=_("Choose your password"),
    permission=rules.CHOOSE_PASSWORD,
    load=_person,
    describe=_about,
    form=_form,
    prepare=_hashed,
    do=_choose,
    button=_("Set the password"),
    after=_("Your password is set. Now you can sign in."),
    next_url=lambda _person: url_for("accounts.sign_in"),
    next_title=_("Sign in"),
)
