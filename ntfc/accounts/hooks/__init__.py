"""How signing in joins in with the rest of the site."""

from collections.abc import Iterator
from datetime import datetime

from ntfc.accounts import models, queries, rules
from ntfc.accounts.hooks import acts, later
from ntfc.accounts.hooks.commands import users
from ntfc.accounts.service import credentials
from ntfc.accounts.views import bp
from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import SYSTEM, Actor
from ntfc.plugins import PersonalData, Plugin, hookimpl

TRAIL = {
    "account.code_accepted": _("A code of the second factor was accepted"),
    "account.device_signed_out": _("A device was signed out"),
    "account.device_locked": _("A device was locked after failed tries to sign in"),
    "account.forgotten": _("What an account held was deleted"),
    "account.locked": _("An account was locked after failed tries to sign in"),
    "account.password_accepted": _("A password was accepted"),
    "account.password_changed": _("A password was changed"),
    "account.password_chosen": _("A password was chosen by a link"),
    "account.recovery_codes_renewed": _("New recovery codes were made"),
    "account.second_factor_off": _("A second factor was turned off"),
    "account.second_factor_on": _("A second factor was turned on"),
    "account.second_factor_started": _("A second factor was begun"),
    "account.second_factor_taken": _("A second factor was taken away"),
    "account.signed_out": _("Somebody signed out"),
    "account.signed_out_everywhere": _("Somebody was signed out everywhere"),
    "account.unlocked": _("An account was unlocked"),
    "site.address_locked": _("An address was locked after failed tries to sign in"),
    "site.set_up": _("The site was set up"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="accounts",
        title=_("Signing in"),
        models=(models.Credential, models.Device, models.RecoveryCode, models.Attempt),
        blueprints=(bp,),
        permissions=(rules.OWN, rules.CHOOSE_PASSWORD),
        jobs=(later.FORGOTTEN, later.TIDY),
        acts=(acts.RESET, acts.ACCEPT),
        commands=(users,),
        trail=TRAIL,
    )


@hookimpl
def ntfc_person_erased(person: Person, actor: Actor, now: datetime) -> None:  # noqa: ARG001
    credentials.forget(person, actor=SYSTEM)


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    safety = queries.safety_of(person.id)
    account = {
        "password_set_at": _written(safety.password_set_at),
        "second_factor_since": _written(safety.factor_since),
        "recovery_codes_left": safety.codes_left,
    }
    yield PersonalData(
        name="account",
        title=_("How the person signs in"),
        tables=("credentials", "recovery_codes"),
        columns={
            "password_set_at": _("Password set"),
            "second_factor_since": _("Second factor since"),
            "recovery_codes_left": _("Recovery codes left"),
        },
        rows=[account] if safety.has_password else [],
    )
    yield PersonalData(
        name="devices",
        tables=("devices",),
        title=_("Devices in which the person signed in"),
        columns={
            "label": _("Device"),
            "address": _("Address"),
            "created_at": _("Signed in"),
            "last_seen_at": _("Last seen"),
            "ended_at": _("Signed out"),
        },
        rows=[
            {
                "label": device.label,
                "address": device.address,
                "created_at": _written(device.created_at),
                "last_seen_at": _written(device.last_seen_at),
                "ended_at": _written(device.ended_at),
            }
            for device in queries.kept_devices(person.id)
        ],
    )


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
