"""What the fields themselves say about what was typed, in words that tell what to do."""

from typing import Any

from ntfc.days import NOT_A_DAY
from ntfc.i18n import _

CHOOSE = _("Choose from what is offered here.")
OURS = {
    "Not a valid date value.": NOT_A_DAY,
    "Not a valid time value.": _("Write the hour as 14:30."),
    "Not a valid integer value.": _("Write a whole number, such as 12."),
    "Not a valid choice.": CHOOSE,
    "Invalid Choice: could not coerce.": CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": CHOOSE,
    "'%(value)s' is not a valid choice for this field.": CHOOSE,
    "Field cannot be longer than %(max)d character.": _(
        "This text has %(length)d letters; at most %(max)d fit. Shorten it."
    ),
}


class Said:
    """The sentences of the forms library, ours where it names no way out."""

    def __init__(self, theirs: Any) -> None:
        self.theirs = theirs

    def gettext(self, text: str) -> str:
        ours = OURS.get(text)
        return str(self.theirs.gettext(text)) if ours is None else str(ours)

    def ngettext(self, singular: str, plural: str, num: int) -> str:
        ours = OURS.get(singular)
        return str(self.theirs.ngettext(singular, plural, num)) if ours is None else str(ours)
