"""What may be done about agendas by a one-time link."""

from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.agendas import queries, rules
from ntfc.agendas.forms import AgreeForm, RemarkForm
from ntfc.agendas.models import Agenda
from ntfc.agendas.service import letters, releasing
from ntfc.agendas.views.common import when
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _
from ntfc.links.rules import NOT_ENTITLED
from ntfc.people.models import Person
from ntfc.permissions import LinkHolder


def _remark_form(typed: Any, agenda: Agenda) -> RemarkForm:
    form = RemarkForm(typed)
    lines = rules.lined_up(agenda.items)
    form.offer((line.item.id, f"{line.label} {line.item.title}") for line in lines)
    return form


def _remark(holder: LinkHolder, agenda: Agenda, values: dict[str, Any]) -> None:
    try:
        releasing.remark(
            agenda,
            text=values["text"],
            item_id=values["item_id"] or None,
            actor=holder,
            now=clock.now(),
        )
    except Refused as refusal:
        raise FieldRefused("text", " ".join(map(str, refusal.reasons))) from refusal


def _agree_form(typed: Any, agenda: Agenda) -> AgreeForm:
    return AgreeForm(typed, seen=queries.mark_of(agenda))


def _agree(holder: LinkHolder, agenda: Agenda, values: dict[str, Any]) -> None:
    releasing.agree(
        agenda,
        seen=values["seen"] or "",
        actor=holder,
        now=clock.now(),
        today=clock.today(agenda.body.time_zone),
    )


def _describe(agenda: Agenda) -> str:
    return _("%(body)s, %(day)s", body=agenda.body.name, day=when(agenda.meeting))


def _still_asked(person: Person, agenda: Agenda) -> str | None:
    """A draft is for those who speak for the institutions of the body, as long as they do."""
    return None if person.id in queries.asked_on(agenda) else str(NOT_ENTITLED)


def _still_releases(person: Person, agenda: Agenda) -> str | None:
    releasing_now = queries.releasing_on(agenda, clock.today(agenda.body.time_zone))
    return None if person.id in releasing_now else str(NOT_ENTITLED)


ACTS = (
    Act(
        name=letters.REMARK_ACT,
        title=_("Remark on a draft agenda"),
        permission=rules.REMARK,
        load=queries.find_agenda,
        describe=_describe,
        form=_remark_form,
        do=_remark,
        button=_("Send the remark"),
        after=_("Your remark is stored."),
        template="agendas/_by_link.html",
        still=_still_asked,
        is_repeatable=True,
    ),
    Act(
        name=letters.AGREE_ACT,
        title=_("Agree to an agenda"),
        permission=rules.AGREE,
        load=queries.find_agenda,
        describe=_describe,
        form=_agree_form,
        do=_agree,
        button=_("I agree to this agenda"),
        after=_("You have agreed to the agenda as it stood there."),
        template="agendas/_by_link.html",
        still=_still_releases,
        is_repeatable=True,
    ),
)
