"""What may be done about issues by a one-time link."""

from typing import Any

from ntfc import clock
from ntfc.acts import Act
from ntfc.committees import queries as committees
from ntfc.committees.models import Body
from ntfc.errors import FieldRefused, Refused
from ntfc.i18n import _
from ntfc.issues import queries, rules
from ntfc.issues.forms import ConsentForm, ProposalForm, VoiceForm
from ntfc.issues.models import Issue, Wording
from ntfc.issues.service import letters, moving, proposing
from ntfc.links.rules import NOT_ENTITLED
from ntfc.names import called
from ntfc.people.models import Person
from ntfc.permissions import LinkHolder
from ntfc.procedure import queries as procedure


def _proposal_form(typed: Any, body: Body) -> ProposalForm:
    form = ProposalForm(typed)
    form.offer(committees.sector_choices(), committees.open_body_choices(but=body))
    form.steer(body.purpose)
    return form


def _speak_for_own(form: ProposalForm, holder: LinkHolder, body: Body) -> None:
    form.speak_for(queries.institutions_of(holder.person_id, body))


def _propose(holder: LinkHolder, body: Body, values: dict[str, Any]) -> None:
    form = ProposalForm(data=values)
    form.offer(committees.sector_choices(), committees.open_body_choices(but=body))
    try:
        proposing.propose(
            body,
            facts=form.facts,
            organisation_id=values["organisation_id"] or None,
            sector_ids=form.chosen_sectors,
            ideas=values["ideas"] or (),
            actor=holder,
            now=clock.now(),
            today=clock.today(body.time_zone),
        )
    except Refused as refusal:
        raise FieldRefused("organisation_id", " ".join(map(str, refusal.reasons))) from refusal


def _voice(holder: LinkHolder, issue: Issue, values: dict[str, Any]) -> None:
    try:
        if values["strength"] is not None:
            allowed = queries.institutions_of(holder.person_id, issue.body)
            proposing.support(
                issue,
                strength=values["strength"],
                organisation_id=allowed[0][0] if allowed else None,
                actor=holder,
                now=clock.now(),
            )
        if values["text"]:
            proposing.add_idea(issue, text=values["text"], actor=holder, now=clock.now())
    except Refused as refusal:
        raise FieldRefused("text", " ".join(map(str, refusal.reasons))) from refusal


def _answer(holder: LinkHolder, wording: Wording, values: dict[str, Any]) -> None:
    moving.answer_wording(
        wording,
        answer=values["answer"],
        remark=values["remark"] or "",
        actor=holder,
        now=clock.now(),
    )


def _still_there(person: Person, body: Body) -> str | None:
    """Whoever sits in a body brings issues to it, as long as the seat lasts."""
    there = {seat.person_id for seat in procedure.people_now(body)}
    return None if person.id in there else str(NOT_ENTITLED)


def _still_in_circle(person: Person, issue: Issue) -> str | None:
    return None if procedure.is_in_circle(person.id, issue.body) else str(NOT_ENTITLED)


ACTS = (
    Act(
        name=letters.PROPOSE_ACT,
        title=_("Bring an issue"),
        permission=rules.PROPOSE,
        load=queries.find_body,
        describe=called,
        form=_proposal_form,
        fit=_speak_for_own,
        do=_propose,
        button=_("Send the issue"),
        after=_("Your issue is stored. You will be told what becomes of it."),
        template="issues/_by_link.html",
        still=_still_there,
        is_repeatable=True,
    ),
    Act(
        name=letters.SUPPORT_ACT,
        title=_("Does this matter to you too?"),
        permission=rules.SUPPORT,
        load=queries.find_issue,
        # Without its words: should it turn out to be one case, none of them stays anywhere.
        describe=lambda issue: _(
            "Issue %(number)s, %(body)s", number=issue.number, body=called(issue.body)
        ),
        form=lambda typed, _issue: VoiceForm(typed),
        do=_voice,
        button=_("Send"),
        after=_("Thank you. Your voice counts with the issue."),
        template="issues/_issue_by_link.html",
        still=_still_in_circle,
    ),
    Act(
        name=letters.CONSENT_ACT,
        title=_("Another wording for your issue"),
        permission=rules.CONSENT,
        load=queries.find_wording,
        describe=lambda wording: called(wording.issue.body),
        form=lambda typed, _wording: ConsentForm(typed),
        do=_answer,
        button=_("Send the answer"),
        after=_("Your answer is stored."),
        template="issues/_wording.html",
    ),
)
