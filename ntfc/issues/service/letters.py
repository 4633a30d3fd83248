"""What people are told about issues by mail, each in their own language."""

from collections.abc import Sequence
from datetime import datetime

from ntfc import addresses, mail
from ntfc.committees.models import Body
from ntfc.i18n import _, speaking
from ntfc.issues import rules
from ntfc.issues.models import EventKind, Idea, Issue, IssueCall, Wording
from ntfc.issues.rules.becoming import became_of_idea
from ntfc.links import service as links
from ntfc.links.service import Issued
from ntfc.mandates.queries import signs_in
from ntfc.mandates.rules.wording import DISPOSITIONS
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires
from ntfc.procedure.rules.words import day

CONSENT_ACT, PROPOSE_ACT, SUPPORT_ACT = "issues.consent", "issues.propose", "issues.support"
TOLD = {
    EventKind.ACCEPTED: _("Your issue was accepted. It waits for an agenda now."),
    EventKind.DECLINED: _("Your issue was declined. The reason:"),
    EventKind.CLOSED: _("Your issue was closed. The reason:"),
    EventKind.DISPOSED: _("It was noted what became of your issue:"),
    EventKind.REOPENED: _("Your issue was opened again:"),
    EventKind.PARKED: _("Your issue was parked: it is set aside for now. Why, and until when:"),
    EventKind.RETURNED: _("Your issue was taken up again. It waits for an agenda now."),
    EventKind.MERGED: _("Your issue goes on together with another one:"),
    EventKind.HANDED_OVER: _("Your issue was handed to another body, which deals with it now:"),
    EventKind.ONE_CASE: _(
        "Your issue concerns one case. Single cases are heard elsewhere, so its text was removed "
        "here. Where to turn:"
    ),
}


def _send(person: Person, subject: str, parts: Sequence[str], key: str) -> bool:
    if person.email is None:
        return False
    texts = [str(part) for part in (_("%(name)s,", name=person.name), *parts) if part]
    body = "\n\n".join(texts) + "\n"
    return mail.send(to=person.email, name=person.name, subject=subject, body=body, key=key)


def _page(issue: Issue) -> str:
    return addresses.absolute(f"/issues/{issue.id}")


@requires(rules.VIEW)
def tell_author(
    issue: Issue,
    *,
    kind: EventKind,
    reason: str,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> None:
    """Tell whoever raised the issue what became of it; who signs in gets its page, too."""
    person = issue.raised_by
    page = _page(issue) if signs_in([person.id]) else ""
    with speaking(person.language):
        subject = _("%(body)s: your issue “%(title)s”", body=issue.body.name, title=issue.title)
        key = f"issue-told:{issue.id}:{kind.value}:{now.isoformat()}"
        became = DISPOSITIONS[issue.disposition] if issue.disposition else ""
        said = _("What became of your proposal: %(what)s.", what=became) if became else ""
        _send(person, subject, [TOLD[kind], said, reason, page], key)


@requires(rules.VIEW)
def tell_of_idea(
    idea: Idea,
    *,
    issue: Issue,
    actor: Actor,  # noqa: ARG001  -- guarded
    now: datetime,
) -> None:
    """Tell whoever added an idea to an issue what became of it."""
    became, person = became_of_idea(idea, issue), idea.person
    if became is None:
        return
    page = _page(issue) if signs_in([person.id]) else ""
    with speaking(person.language):
        subject = _("%(body)s: your idea on “%(title)s”", body=issue.body.name, title=issue.title)
        told = _("What became of your idea: %(what)s.", what=DISPOSITIONS[became.disposition])
        key = f"idea-told:{idea.id}:{now.isoformat()}"
        _send(person, subject, [told, idea.text, became.reason, page], key)


@requires(rules.WORD)
def ask_consent(
    issue: Issue,
    *,
    wording: Wording,
    actor: Actor,
    now: datetime,
) -> Issued | None:
    """Ask the author to agree; return the link when it has to be handed over."""
    person = issue.raised_by
    with speaking(person.language):
        why = str(
            _(
                "The secretariat of %(body)s suggests these words for your issue: “%(title)s”.",
                body=issue.body.name,
                title=wording.title,
            )
        )
        if signs_in([person.id]):
            key = f"issue-wording:{wording.id}"
            _send(person, _("Another wording for your issue"), [why, _page(issue)], key)
            return None
    issued = links.issue_and_send(person, CONSENT_ACT, wording, actor=actor, now=now, why=why)
    return None if issued.is_sent else issued


@requires(rules.CALL)
def ask_for_issues(
    body: Body,
    *,
    call: IssueCall,
    people: Sequence[Person],
    actor: Actor,
    now: datetime,
) -> list[Issued]:
    """Ask people to bring issues to a body; return the links that no mail carried."""
    insiders = signs_in([person.id for person in people])
    to_hand_over: list[Issued] = []
    for person in people:
        with speaking(person.language):
            why = _why(call)
            if person.id in insiders:
                page = addresses.absolute(f"/bodies/{call.body_id}/issues/new")
                key = f"issue-call:{call.id}:{person.id}"
                _send(person, _("What should be on the table?"), [why, page], key)
                continue
        issued = links.issue_and_send(person, PROPOSE_ACT, body, actor=actor, now=now, why=why)
        if not issued.is_sent:
            to_hand_over.append(issued)
    return to_hand_over


def _why(call: IssueCall) -> str:
    asked = _(
        "%(body)s asks which issues should be on its next agendas, until %(day)s.",
        body=call.body.name,
        day=day(call.closes_on),
    )
    return f"{asked}\n{call.message}".strip()


@requires(rules.CALL)
def sound_out(
    issue: Issue, *, people: Sequence[Person], actor: Actor, now: datetime
) -> list[Issued]:
    """Ask people whether the issue matters to them too; return the links to hand over."""
    insiders = signs_in([person.id for person in people])
    to_hand_over: list[Issued] = []
    for person in people:
        with speaking(person.language):
            why = str(
                _(
                    "Somebody brought this to %(body)s: “%(title)s”. Does it matter to you too?",
                    body=issue.body.name,
                    title=issue.title,
                )
            )
            if person.id in insiders:
                key = f"issue-sound:{issue.id}:{now.date().isoformat()}:{person.id}"
                _send(person, _("Does this matter to you too?"), [why, _page(issue)], key)
                continue
        issued = links.issue_and_send(person, SUPPORT_ACT, issue, actor=actor, now=now, why=why)
        if not issued.is_sent:
            to_hand_over.append(issued)
    return to_hand_over
