"""The words of positions. Each stands in the same form, whoever takes it."""

from ntfc.i18n import _
from ntfc.minutes.models import Stance
from ntfc.organisations.models import Camp

STANCES = {
    Stance.FOR: _("In favour"),
    Stance.AGAINST: _("Against"),
    Stance.WITH_CHANGES: _("In favour, with changes"),
    Stance.OTHER: _("Another view"),
}
SIDES = {Camp.PUBLIC: _("The public side"), Camp.PRIVATE: _("The private side")}
NOT_OF_ONE_VIEW = {
    Camp.PUBLIC: _(
        "The public side is not of one view: its institutions hold different positions."
    ),
    Camp.PRIVATE: _(
        "The private side is not of one view: its institutions hold different positions."
    ),
}


def stance_word(stance: str) -> str:
    """Return where somebody stands, in words."""
    return str(STANCES[Stance(stance)])


def side_word(camp: str) -> str:
    """Return the side of the table in words; empty for those of neither."""
    return str(SIDES.get(Camp(camp), "")) if camp else ""


def in_one_line(name: str, camp: str, stance: str, text: str) -> str:
    """Return a position as one paragraph, as texts are compared."""
    said = ": ".join(part for part in (name or side_word(camp), stance_word(stance)) if part)
    return f"{said}. {text}" if text else said
