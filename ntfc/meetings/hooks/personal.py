"""What meetings keep of a person, for the person's own copy."""

import enum
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ntfc.i18n import _
from ntfc.meetings.queries import personal
from ntfc.people.models import Person
from ntfc.plugins import PersonalData

STAYS = _("Who was called to a meeting and who was there belongs to its record; the name goes.")
PROOF = _("That notice was given must stay provable; the name is taken off.")


def kept_of(person: Person) -> Iterator[PersonalData]:
    """Yield what is kept, kind by kind."""
    body, starts_at, when = _("Body"), _("Meeting"), _("When")
    yield _section(
        "invitations",
        _("Meetings the person was invited to"),
        {
            "body": body,
            "starts_at": starts_at,
            "kind": _("As"),
            "about": _("For"),
            "reply": _("Answer given"),
            "short_way": _("If time is short"),
            "note": _("Note"),
            "replied_at": when,
        },
        personal.invited(person.id),
        STAYS,
    )
    yield _section(
        "notice_recipients",
        _("What the person was told of meetings"),
        {"body": body, "starts_at": starts_at, "kind": _("What"), "way": _("How"), "at": when},
        personal.told(person.id),
        PROOF,
    )
    yield _section(
        "attendances",
        _("Meetings at which the person was noted"),
        {
            "body": body,
            "starts_at": starts_at,
            "presence": _("How"),
            "note": _("Note"),
            "signed_at": _("Signed"),
        },
        personal.attended(person.id),
        STAYS,
    )
    yield from _of_office(person)


def _of_office(person: Person) -> Iterator[PersonalData]:
    body, when = _("Body"), _("When")
    yield _section(
        "meetings",
        _("Meetings the person called"),
        {"body": body, "starts_at": _("Meeting"), "convened_at": when},
        personal.called(person.id),
        STAYS,
    )
    yield _section(
        "notices",
        _("Notices the person sent"),
        {"body": body, "kind": _("What"), "at": when},
        personal.sent(person.id),
        PROOF,
    )
    yield _section(
        "absence_letters",
        _("Letters about the person's empty seat, or sent by the person"),
        {"body": body, "subject": _("Subject"), "state": _("State"), "drafted_at": when},
        personal.letters_about(person.id),
        STAYS,
    )
    yield _section(
        "calendar_feeds",
        _("Calendars the person asked for"),
        {"created_at": _("Asked for"), "last_read_at": _("Last read"), "revoked_at": _("Ended")},
        personal.feeds_of(person.id),
    )


def _section(
    table: str, title: str, columns: Mapping[str, str], rows: Sequence[Any], stays: str = ""
) -> PersonalData:
    plain = [{name: _plain(getattr(row, name)) for name in columns} for row in rows]
    return PersonalData(
        name=table, tables=(table,), title=title, columns=columns, rows=plain, stays=stays
    )


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, enum.Enum) else value
