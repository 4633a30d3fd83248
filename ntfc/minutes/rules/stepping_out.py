"""The words in which a declared interest, and stepping out for it, stand in minutes."""

from datetime import datetime

from ntfc.directions import apart
from ntfc.i18n import _
from ntfc.meetings.rules.words import hour


def declared_in_words(name: str, organisation: str, text: str) -> str:
    """Say who declared which interest."""
    who = apart(name)
    if organisation and name != organisation:
        who = f"{who} ({apart(organisation)})"
    said = apart(" ".join(text.split()))
    return str(_("%(who)s declared an interest: %(what)s", who=who, what=said))


def stepped_out_in_words(left_at: str, back_at: str, *, stepped_out: bool) -> str:
    """Say whether somebody stepped out, and when, by the clock on the wall such as 10:20."""
    if not stepped_out:
        return str(_("Stayed at the table."))
    if left_at and back_at:
        return str(
            _("Stepped out from %(left)s to %(back)s.", left=_at(left_at), back=_at(back_at))
        )
    if left_at:
        return str(_("Stepped out at %(left)s.", left=_at(left_at)))
    return str(_("Stepped out for this item."))


def _at(clock: str) -> str:
    return hour(datetime.fromisoformat(f"2000-01-01T{clock}"))
