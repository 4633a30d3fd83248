"""The words in which a declared interest, and stepping out for it, stand in minutes."""

from datetime import date, datetime

from ntfc.directions import apart
from ntfc.i18n import _, with_commas
from ntfc.meetings.rules.words import hour, long_day


def declared_in_words(name: str, organisation: str, text: str) -> str:
    """Say who declared which interest."""
    who = apart(name)
    if organisation and name != organisation:
        who = f"{who} ({apart(organisation)})"
    said = apart(" ".join(text.split()))
    return str(_("%(who)s declared an interest: %(what)s", who=who, what=said))


def stepped_out_in_words(
    left_at: str, back_at: str, *, stepped_out: bool, left_on: str = "", back_on: str = ""
) -> str:
    """Say whether somebody stepped out, and when, by the clock on the wall such as 10:20.

    The days, such as 2026-06-03, stand there where the meeting has several.
    """
    if not stepped_out:
        return str(_("Stayed at the table."))
    if left_at and left_on:
        return str(_on_days(left_at, back_at, left_on, back_on))
    if left_at and back_at:
        return str(
            _("Stepped out from %(left)s to %(back)s.", left=_at(left_at), back=_at(back_at))
        )
    if left_at:
        return str(_("Stepped out at %(left)s.", left=_at(left_at)))
    return str(_("Stepped out for this item."))


def _on_days(left_at: str, back_at: str, left_on: str, back_on: str) -> str:
    left = with_commas([long_day(date.fromisoformat(left_on)), _at(left_at)])
    if not back_at:
        return _("Stepped out on %(left)s.", left=left)
    back = _at(back_at)
    if not back_on or back_on == left_on:
        return _("Stepped out on %(left)s, and was back at %(back)s.", left=left, back=back)
    back = with_commas([long_day(date.fromisoformat(back_on)), back])
    return _("Stepped out on %(left)s, and was back on %(back)s.", left=left, back=back)


def _at(clock: str) -> str:
    return hour(datetime.fromisoformat(f"2000-01-01T{clock}"))
