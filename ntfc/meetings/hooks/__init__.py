"""How meetings join in with the rest of the site."""

from collections.abc import Iterator

from ntfc.i18n import _
from ntfc.meetings import models, rules
from ntfc.meetings.hooks.personal import kept_of
from ntfc.meetings.service.personal import forget
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.plugins import PersonalData, Plugin, hookimpl

TRAIL = {
    "person.meetings_forgotten": _("What meetings held of a person was erased"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="meetings",
        title=_("Meetings"),
        models=(
            models.Meeting,
            models.MeetingDay,
            models.MeetingBody,
            models.Invitation,
            models.Notice,
            models.NoticeRecipient,
            models.Attendance,
            models.AttendanceSpan,
            models.AbsenceLetter,
            models.CalendarFeed,
        ),
        permissions=rules.PERMISSIONS,
        trail=TRAIL,
    )


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give all that meetings keep of a person."""
    return kept_of(person)


@hookimpl
def ntfc_person_erased(person: Person, actor: Actor) -> None:
    """Forget what goes beyond the record of who was invited, told and there."""
    forget(person, actor=actor)
