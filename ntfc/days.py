"""The days that somebody can mean: beyond them there is no calendar to count in."""

from datetime import date

from ntfc.i18n import _

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
NOT_A_DAY = _("Write the day as 2026-12-31: year, month, day.")
OUT_OF_RANGE = _("Choose a day from 1900-01-01 to 2199-12-31.")


def is_meant(day: date) -> bool:
    """Tell whether *day* can be counted with: a slip of the finger lies centuries away."""
    return FIRST <= day <= LAST
