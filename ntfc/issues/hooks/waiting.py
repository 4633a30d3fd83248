"""What waits for a person about issues."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for

from ntfc.i18n import _, ngettext
from ntfc.issues import queries, rules
from ntfc.issues.queries.becoming import owing_answers
from ntfc.permissions import OFFICE, Actor
from ntfc.plugins import Waiting
from ntfc.procedure import queries as procedure

AHEAD = timedelta(days=14)  # how long before its day a note is asked for


def waiting_for(actor: Actor, today: date) -> Iterator[Waiting]:
    """Name the wordings to answer, the notes to write, the calls and the proposals to decide on."""
    if actor.person_id is None:
        return
    yield from _of_the_author(actor.person_id, today)
    yield from _calls(actor, today)
    led = procedure.bodies_of(actor, rules.SCREEN.roles)
    for row in queries.proposed_in(led) if led else ():
        yield Waiting(
            title=ngettext("%(num)d issue proposed", "%(num)d issues proposed", row.number),
            reason=_("Accept or decline each; the author is told."),
            url=url_for("issues.of_body", body_id=row.id, show="proposed"),
            button=_("Look at them"),
            body_name=row.name,
        )

    kept = procedure.bodies_of(actor, OFFICE)
    for row in owing_answers(kept) if kept else ():
        yield Waiting(
            title=ngettext(
                "%(num)d proposal without an answer",
                "%(num)d proposals without an answer",
                row.number,
            ),
            reason=_("Say what became of it; whoever made it is told."),
            url=url_for("issues.proposals", body_id=row.id),
            button=_("Look at them"),
            body_name=row.name,
        )


def _of_the_author(person_id: int, today: date) -> Iterator[Waiting]:
    for row in queries.wordings_for(person_id):
        yield Waiting(
            title=_("Other words for “%(title)s”", title=row.title),
            reason=_("The secretariat suggests a wording of your issue."),
            url=url_for("issues.answer_wording", wording_id=row.id),
            button=_("Compare"),
            body_name=row.name,
        )
    for row in queries.notes_owed_by(person_id, today + AHEAD):
        yield Waiting(
            title=_("Note on “%(title)s”", title=row.title),
            reason=_("The others should read it before the meeting."),
            url=url_for("issues.note", issue_id=row.id),
            button=_("Write the note"),
            due=row.note_due_on,
            body_name=row.name,
        )


def _calls(actor: Actor, today: date) -> Iterator[Waiting]:
    for row in queries.calls_to_answer(actor, today):
        yield Waiting(
            title=_("What should be on the table?"),
            reason=_("You are asked for issues. If you have none, there is nothing to do."),
            url=url_for("issues.new", body_id=row.body_id),
            button=_("Bring an issue"),
            due=row.closes_on,
            body_name=row.name,
        )
