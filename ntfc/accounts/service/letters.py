"""What people are told by mail about their own account: short, without links to click in haste."""

from datetime import datetime

from flask import current_app

from ntfc import mail
from ntfc.config import Config
from ntfc.i18n import _, speaking
from ntfc.people.models import Person
from ntfc.permissions import COME_IN, Actor, requires

PASSWORD_CHANGED = _(
    "The password of your account was changed, and every other device was signed out."
)
FACTOR_OFF = _("The second factor of your account was turned off.")
FACTOR_ON = _("The second factor of your account was turned on: from now on a code is asked for.")
CODE_USED = _("Somebody signed in to your account with a recovery code.")


@requires(COME_IN)
def tell(
    person: Person,
    what: str,
    *,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> None:
    """Mail a person that the account changed, so that who did not do it finds out."""
    if person.email is None:
        return
    config: Config = current_app.extensions["ntfc.config"]
    with speaking(person.language):
        parts = (
            _("%(name)s,", name=person.name),
            what,
            _("If this was not you, tell the administrator of the site at once."),
            config.site_name,
        )
        mail.send(
            to=person.email,
            name=person.name,
            subject=str(_("Your account – %(site)s", site=config.site_name)),
            body="\n\n".join(str(part) for part in parts) + "\n",
            key=f"account:{person.id}:{now.isoformat()}",
        )
