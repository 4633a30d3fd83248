"""The rules on who holds the seats, each as a sentence."""

from ntfc.i18n import _, ngettext
from ntfc.procedure.models import Procedure
from ntfc.procedure.rules import words
from ntfc.procedure.rules.articles import Names


def parity(p: Procedure, _names: Names) -> str:
    if p.parity:
        return _("The public and the private side hold equally many seats.")
    return _("The sides need not hold equally many seats.")


def equal_seats(p: Procedure, _names: Names) -> str:
    if p.equal_seats is None:
        return _("The number of seats is not fixed.")
    return _("The body has %(n)s public and %(n)s private seats (%(n)s+%(n)s).", n=p.equal_seats)


def min_private(p: Procedure, _names: Names) -> str:
    if p.min_private is None:
        return _("No number of private seats is asked for.")
    return ngettext(
        "At least %(num)d seat is private.", "At least %(num)d seats are private.", p.min_private
    )


def min_sme(p: Procedure, _names: Names) -> str:
    if p.min_sme is None:
        return _("No number of seats for small and medium enterprises is asked for.")
    return ngettext(
        "At least %(num)d seat is held by a small or medium enterprise.",
        "At least %(num)d seats are held by small or medium enterprises.",
        p.min_sme,
    )


def women(p: Procedure, _names: Names) -> str:
    said = []
    if p.min_women is not None:
        said.append(ngettext("at least %(num)d woman", "at least %(num)d women", p.min_women))
    if p.min_women_percent is not None:
        said.append(_("at least %(n)s %% women", n=p.min_women_percent))
    if not said:
        return _("No share of women is asked for.")
    return _("Among those in the seats are %(shares)s.", shares=words.listed(said))


def per_organisation(p: Procedure, _names: Names) -> str:
    if p.seats_per_organisation is None:
        return _("The seats of one institution are not limited.")
    return ngettext(
        "An institution holds at most %(num)d seat.",
        "An institution holds at most %(num)d seats.",
        p.seats_per_organisation,
    )


def share(p: Procedure, _names: Names) -> str:
    if p.share_percent is None:
        return _("The share of one institution in seats and agenda items is not limited.")
    return _(
        "No institution has more than %(n)s %% of the seats or of the agenda items.",
        n=p.share_percent,
    )


def kinds(p: Procedure, names: Names) -> str:
    if not p.organisation_kinds:
        return _("Institutions of every kind may hold seats.")
    kinds = words.named(p.organisation_kinds, names)
    return _("Only these kinds of institution hold seats: %(kinds)s.", kinds=kinds)
