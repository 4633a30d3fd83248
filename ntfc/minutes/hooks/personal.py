"""What minutes keep of a person, for the person's own copy."""

from collections.abc import Iterator

from ntfc.i18n import _
from ntfc.minutes.queries import personal
from ntfc.people.models import Person
from ntfc.plugins import PersonalData


def kept_of(person: Person) -> Iterator[PersonalData]:
    """Yield what is kept, kind by kind."""
    body, section, when = _("Body"), _("Section"), _("When")
    yield PersonalData(
        name="section_revisions",
        tables=("section_revisions",),
        title=_("Texts of minutes the person saved"),
        columns={"body": body, "section": section, "at": when, "text": _("Text")},
        rows=personal.saved_by(person.id),
        stays=_("They belong to the record of how the minutes came about; the name is taken off."),
    )
    yield PersonalData(
        name="section_writers",
        tables=("section_writers",),
        title=_("Where the person was writing minutes"),
        columns={"body": body, "section": section, "at": when},
        rows=personal.writing_of(person.id),
    )
    yield PersonalData(
        name="minutes_at_table",
        tables=("section_answers", "section_read_backs", "section_positions", "section_interests"),
        title=_(
            "Answers, readings back, positions and declarations in minutes, of or by the person"
        ),
        columns={"body": body, "section": section, "at": when},
        rows=personal.noted_by(person.id),
        stays=_("They belong to the minutes; the name is taken off."),
    )
    yield PersonalData(
        name="minutes_letters",
        tables=("minutes_letters",),
        title=_("Letters with extracts of minutes the person sent"),
        columns={"body": body, "at": when},
        rows=personal.letters_by(person.id),
        stays=_("That the institutions were told must stay known; the name is taken off."),
    )
    yield from _of_consultations(person)
    yield from _of_approvals(person)


def _of_consultations(person: Person) -> Iterator[PersonalData]:
    body, when = _("Body"), _("When")
    yield PersonalData(
        name="minutes_comments",
        tables=("minutes_comments",),
        title=_("Comments on draft minutes, made or answered"),
        columns={
            "body": body,
            "at": when,
            "text": _("Comment"),
            "disposition": _("What became of it"),
            "reason": _("Why"),
        },
        rows=personal.said_by(person.id),
        stays=_("They belong to the record of the consultation; the name is taken off."),
    )
    yield PersonalData(
        name="minutes_requests",
        tables=("minutes_requests",),
        title=_("Draft minutes the person was asked about"),
        columns={"body": body, "at": when},
        rows=personal.asked_of(person.id),
        stays=_("That everybody was asked must stay known; the name is taken off."),
    )


FINAL_STAYS = _(
    "Who approved which text must stay known; once the text is approved, the name stays on it."
)


def _of_approvals(person: Person) -> Iterator[PersonalData]:
    body, when = _("Body"), _("When")
    yield PersonalData(
        name="minutes_approvals",
        tables=("minutes_approvals",),
        title=_("Minutes the person approved or returned"),
        columns={
            "body": body,
            "at": when,
            "verdict": _("Answer given"),
            "way": _("How"),
            "reason": _("Why"),
        },
        rows=personal.approved_by(person.id),
        stays=FINAL_STAYS,
    )
    yield PersonalData(
        name="approval_requests",
        tables=("approval_requests",),
        title=_("Minutes the person was asked to approve"),
        columns={"body": body, "at": when},
        rows=personal.asked_to_approve(person.id),
        stays=_("That everybody was asked must stay known; the name is taken off."),
    )
    yield PersonalData(
        name="minutes_stand_ins",
        tables=("minutes_stand_ins",),
        title=_("Minutes for which the person stood in for a chair, or named somebody"),
        columns={"body": body, "at": when},
        rows=personal.standing_in(person.id),
        stays=_("Who could approve a text must stay known; the name is taken off."),
    )
    yield PersonalData(
        name="errata",
        tables=("errata",),
        title=_("Corrections to minutes the person wrote"),
        columns={"body": body, "at": when, "text": _("It should read"), "reason": _("Why")},
        rows=personal.corrected_by(person.id),
        stays=_("They belong to the minutes; the name is taken off."),
    )
