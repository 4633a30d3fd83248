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
    yield from _of_consultations(person)


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
