"""Letting in whom nobody knows yet: of who has not proven the own address nothing is kept."""

import hashlib
from dataclasses import astuple
from datetime import datetime

from flask import current_app
from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

from ntfc.accounts.queries import failures as asked
from ntfc.accounts.service import failures
from ntfc.addresses import absolute
from ntfc.errors import Refused
from ntfc.i18n import _, speaking
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mail import send
from ntfc.people import queries as people
from ntfc.people import service as people_service
from ntfc.permissions import COME_IN, SITE, SYSTEM, Actor, requires
from ntfc_golden_list.models import Programme
from ntfc_golden_list.rules import coming as rules
from ntfc_golden_list.rules.coming import Comer


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(str(current_app.secret_key), salt="golden_list: who would come")


def comer_by(token: str, made: Programme) -> Comer:
    """Return who asked for the mail in which this token stood, or refuse with why it does not count."""
    try:
        number, *told = _signer().loads(token, max_age=int(rules.LASTS.total_seconds()))
    except SignatureExpired as error:
        raise Refused(rules.TOO_OLD) from error
    except BadData as error:
        raise Refused(rules.NOT_OURS) from error
    if number != made.id:
        raise Refused(rules.ELSEWHERE)
    return Comer(*told)


@requires(COME_IN)
def write_to(made: Programme, *, who: Comer, place: str, now: datetime, actor: Actor) -> None:
    """Mail the address by which who asked proves to read it; too many for one hour are left out."""
    limits = ((rules.TO, who.email, rules.PER_MAILBOX), (rules.FROM, place, rules.PER_PLACE))
    if any(asked.wait_to_ask(one, now, what, limit) for what, one, limit in limits):
        return
    for what, one, _limit in limits:
        failures.count_asking(SITE, one, what=what, actor=actor, now=now)
    token = _signer().dumps([made.id, *astuple(who)])
    with speaking(who.language):
        parts = (
            _(
                "Somebody asked for a link by which a firm shows interest in the programme "
                "%(programme)s, and gave this e-mail address.",
                programme=made.title,
            ),
            _("If it was you, open this address within three days and press the button there:"),
            absolute(f"/x/golden_list/programmes/{made.id}/l/{token}"),
            _("If it was not you, leave this mail: nothing happens."),
        )
        send(
            to=who.email,
            name="",  # it is not proven yet: nobody writes to others through this site
            subject=str(_("Interest in the programme %(programme)s", programme=made.title)),
            body="\n\n".join(map(str, parts)) + "\n",
            key=f"golden_list:come:{hashlib.sha256(token.encode()).hexdigest()}",
        )


@requires(COME_IN)
def let_in(made: Programme, *, who: Comer, now: datetime, actor: Actor) -> Issued:  # noqa: ARG001  -- guarded
    """Issue the link to show interest to somebody who reads the mail of the own address."""
    person = people.by_email(who.email)
    if person is None:
        person = people_service.add(
            SITE, name=who.name, email=who.email, language=who.language, actor=SYSTEM, now=now
        )
    return links.issue(person, "golden_list.interest", made, actor=SYSTEM, now=now)
