"""The words for what becomes of comments, and the sentence with which people are asked."""

from ntfc.i18n import _, ngettext
from ntfc.mandates.models import Disposition, TermsOfReference
from ntfc.mandates.rules.checks import review_days
from ntfc.procedure.rules.words import day

DISPOSITIONS = {
    Disposition.USED: _("Used in full"),
    Disposition.PARTLY: _("Partly used"),
    Disposition.NOT_USED: _("Not used"),
    Disposition.LATER: _("Kept for later"),
}


def invitation(terms: TermsOfReference) -> str:
    """Return the sentence with which people are asked to comment."""
    opened, closes = terms.review_opened_on, terms.review_closes_on
    if opened is None or closes is None:
        raise ValueError("nobody is asked before the review is open")
    return ngettext(
        "%(body)s asks for your comments on its draft terms of reference until %(until)s "
        "(%(num)d day).",
        "%(body)s asks for your comments on its draft terms of reference until %(until)s "
        "(%(num)d days).",
        review_days(opened, closes),
        body=terms.body.name,
        until=day(closes),
    )
