"""What may be done about minutes by a one-time link."""

from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms import CommentForm, comment_form
from ntfc.minutes.hooks.by_code import describe
from ntfc.minutes.models import Minutes
from ntfc.minutes.service import consultation, letters
from ntfc.people.models import Person
from ntfc.permissions import LinkHolder
from ntfc.procedure import queries as procedure

NOT_ASKED = _("These minutes are with those who take part in the body. You are not among them now.")


def _sits(person: Person, minutes: Minutes) -> str | None:
    bodies = rules.bodies_of(minutes)
    sits = any(procedure.is_in_circle(person.id, body) for body in bodies)
    return None if sits else str(NOT_ASKED)


def _comment_form(typed: Any, minutes: Minutes) -> CommentForm:
    document = queries.document_of(minutes)
    form = comment_form(typed, document.parts)
    form.document = document
    form.since, form.changes = queries.revised_since(minutes, document)
    return form


def _speak_for_own(form: CommentForm, holder: LinkHolder, minutes: Minutes) -> None:
    form.speak_for(queries.may_speak_for(minutes, holder.person_id))


def _comment(holder: LinkHolder, minutes: Minutes, values: dict[str, Any]) -> None:
    form = CommentForm(data=values)
    try:
        consultation.comment(
            minutes,
            **form.spoken,
            actor=holder,
            today=clock.today(minutes.body.time_zone),
            now=clock.now(),
        )
    except Refused as refusal:
        reason = " ".join(str(each) for each in refusal.reasons)
        raise FieldRefused("said", reason) from refusal


COMMENT = Act(
    name=letters.COMMENT_ACT,
    title=_("Comment on draft minutes"),
    permission=rules.COMMENT,
    load=queries.find_minutes,
    describe=describe,
    form=_comment_form,
    fit=_speak_for_own,
    do=_comment,
    button=_("Send the comment"),
    after=_("Your comment is stored. You will be told what became of it."),
    template="minutes/_by_link.html",
    still=_sits,
    is_repeatable=True,
)
