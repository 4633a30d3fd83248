"""Answering an invitation by a one-time link, for people who never sign in."""

from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _
from ntfc.links.rules import NOT_ENTITLED
from ntfc.meetings import queries, rules, service
from ntfc.meetings.models import Invitation, Reply, ShortWay
from ntfc.meetings.views.people import conduct, reply_form
from ntfc.people.models import Person
from ntfc.permissions import LinkHolder


def _form(data: Any, invitation: Invitation) -> Any:
    form = reply_form(data, invitation)
    for name, value in conduct(invitation.meeting, invitation).items():
        setattr(form, name, value)
    return form


def _still(person: Person, invitation: Invitation) -> str | None:
    """Who was asked answers, as long as the meeting is ahead and the seat is still the person's."""
    today = clock.today(invitation.meeting.body.time_zone)
    if invitation.person_id != person.id or not queries.sits_there(invitation, today):
        return str(NOT_ENTITLED)
    return rules.still_invited(invitation.meeting, invitation)


def _reply(holder: LinkHolder, invitation: Invitation, values: dict[str, Any]) -> None:
    try:
        service.reply(
            invitation,
            answer=Reply(values["answer"]),
            note=values["note"] or "",
            short_way=ShortWay(values["short_way"]) if values["short_way"] else None,
            stand_in_id=values.get("stand_in_id"),
            today=clock.today(invitation.meeting.body.time_zone),
            now=clock.now(),
            actor=holder,
        )
    except Refused as refusal:
        raise FieldRefused("answer", " ".join(map(str, refusal.reasons))) from refusal


REPLY = Act(
    name="meeting.reply",
    title=_("Answer an invitation"),
    permission=rules.REPLY,
    load=queries.find_invitation,
    describe=lambda invitation: rules.in_one_sentence(invitation.meeting),
    form=_form,
    template="meetings/_by_link.html",
    still=_still,
    do=_reply,
    button=_("Send the answer"),
    after=_("Thank you. The secretary knows. To change your answer, ask for a new link here."),
    is_repeatable=True,
)
