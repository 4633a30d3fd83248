"""What each rule of procedure says, as one plain sentence. Also what is not regulated is said."""

from collections.abc import Mapping

from ntfc.i18n import _, ngettext
from ntfc.procedure.models import (
    AgendaRelease,
    CadenceKind,
    ChairModel,
    LateItems,
    Outcome,
    Procedure,
    Substitution,
)
from ntfc.procedure.rules import words

Names = Mapping[str, str]  # codes of sides and kinds in the reader's words


def _days(n: int, procedure: Procedure) -> str:
    if procedure.count_working_days:
        return ngettext("%(num)d working day", "%(num)d working days", n)
    return ngettext("%(num)d day", "%(num)d days", n)


def cadence(p: Procedure, _names: Names) -> str:
    n = p.cadence_n or 0
    if p.cadence is None:
        return _("How often the body meets is not regulated.")
    if p.cadence is CadenceKind.FIXED_MONTHS:
        return _fixed_months(p)
    if p.cadence is CadenceKind.AS_NEEDED or not n:
        return _("The body meets as needed.")
    return {
        CadenceKind.PER_YEAR: ngettext(
            "The body meets once a year.", "The body meets %(num)d times a year.", n
        ),
        CadenceKind.MIN_PER_YEAR: ngettext(
            "The body meets at least once a year.",
            "The body meets at least %(num)d times a year.",
            n,
        ),
        CadenceKind.MAX_GAP_MONTHS: ngettext(
            "The body meets at least once every month.",
            "The body meets at least once every %(num)d months.",
            n,
        ),
        CadenceKind.MAX_GAP_DAYS: ngettext(
            "The body meets every day.", "The body meets at least once every %(num)d days.", n
        ),
        CadenceKind.PER_TERM: ngettext(
            "The body meets once in each term.", "The body meets %(num)d times in each term.", n
        ),
    }[p.cadence]


def _fixed_months(p: Procedure) -> str:
    months = words.listed(words.month(number) for number in p.cadence_months)
    if p.at_month_end:
        return _("The body meets each year at the end of %(months)s.", months=months)
    return _("The body meets each year in %(months)s.", months=months)


def conveners(p: Procedure, _names: Names) -> str:
    if not p.conveners:
        return _("Who calls a meeting is not regulated.")
    return _("A meeting is called by: %(roles)s.", roles=words.roles(p.conveners))


def requesters(p: Procedure, _names: Names) -> str:
    if not p.requesters:
        return _("Asking for a meeting needs no form.")
    return _(
        "A further meeting may be asked for in writing, with reasons, by: %(roles)s.",
        roles=words.roles(p.requesters),
    )


def notice(p: Procedure, _names: Names) -> str:
    if p.notice_days is None:
        return _("No time is set for sending notice of a meeting.")
    days = _days(p.notice_days, p)
    if p.notice_form:
        return _(
            "Notice is sent %(days)s before the meeting: %(form)s.", days=days, form=p.notice_form
        )
    return _("Notice is sent %(days)s before the meeting.", days=days)


def agenda(p: Procedure, _names: Names) -> str:
    if p.agenda_days is None:
        return _("The agenda goes out with the notice.")
    return _("The agenda goes out %(days)s before the meeting.", days=_days(p.agenda_days, p))


def urgent(p: Procedure, _names: Names) -> str:
    if p.urgent_notice_days is None:
        return _("There is no shorter notice for urgent meetings.")
    days = _days(p.urgent_notice_days, p)
    if p.urgent_form:
        return _(
            "An urgent meeting needs notice of %(days)s: %(form)s.", days=days, form=p.urgent_form
        )
    return _("An urgent meeting needs notice of %(days)s.", days=days)


def release(p: Procedure, _names: Names) -> str:
    return {
        AgendaRelease.CHAIR: _("The agenda goes out when a chair has agreed."),
        AgendaRelease.ALL_CHAIRS: _("The agenda goes out when all chairs have agreed."),
        AgendaRelease.COORDINATORS: _("The agenda goes out when all coordinators have agreed."),
    }[p.agenda_release]


def late(p: Procedure, _names: Names) -> str:
    return {
        LateItems.ALLOW: _("Items proposed after the agenda went out are taken."),
        LateItems.REFUSE: _("Items proposed after the agenda went out wait for the next meeting."),
        LateItems.CHAIRS_DECIDE: _(
            "The chairs decide on items proposed after the agenda went out."
        ),
    }[p.late_items]


def chairs(p: Procedure, names: Names) -> str:
    said = {
        None: _("How the body is chaired is not regulated."),
        ChairModel.NONE: _("The body has no chair."),
        ChairModel.ONE: _("The body has one chair."),
        ChairModel.TWO: _("The body has two chairs."),
        ChairModel.ROTATING: _("The chair of the body rotates."),
    }[p.chair_model]
    if not p.chair_sides or p.chair_model is ChairModel.NONE:
        return said
    sides = words.named(p.chair_sides, names)
    return _("%(said)s Chairs come from: %(sides)s.", said=said, sides=sides)


def substitution(p: Procedure, _names: Names) -> str:
    return {
        Substitution.NONE: _("Nobody acts for a chair who is away."),
        Substitution.VICE_CHAIR: _("The vice-chair acts for a chair who is away."),
        Substitution.ALTERNATE: _("The chair's alternate acts for a chair who is away."),
        Substitution.NAMED: _("A chair who is away names a substitute each time."),
    }[p.substitution]


def alternates(p: Procedure, _names: Names) -> str:
    if p.alternates:
        return _("An appointed alternate may take a member's place.")
    return _("Only the appointed member takes part; there are no alternates.")


def proxies(p: Procedure, _names: Names) -> str:
    if p.proxies:
        return _("A member who is away may let another member speak for them.")
    return _("Members do not speak for members who are away.")


def guests(p: Procedure, _names: Names) -> str:
    if p.guests_by_leave:
        return _("Others attend only with leave given before the meeting.")
    return _("Guests may be invited.")


def absences(p: Procedure, _names: Names) -> str:
    if p.absences_limit is None:
        return _("Absences have no consequence.")
    return ngettext(
        "After %(num)d absence the institution is asked to name somebody else.",
        "After %(num)d absences in a row the institution is asked to name somebody else.",
        p.absences_limit,
    )


def quorum(p: Procedure, _names: Names) -> str:
    said: list[str] = []
    if p.quorum_fraction:
        said.append(_("%(fraction)s of the seats", fraction=p.quorum_fraction))
    if p.quorum_public is not None:
        said.append(_("%(n)s of the public side", n=p.quorum_public))
    if p.quorum_private is not None:
        said.append(_("%(n)s of the private side", n=p.quorum_private))
    if not said:
        return _("No quorum is asked for.")
    return _("The body can decide when these are present: %(parts)s.", parts=words.listed(said))


def outcome(p: Procedure, _names: Names) -> str:
    if p.outcome is Outcome.CONSENSUS:
        return _("The body decides by consensus; it does not vote.")
    if p.vote_fraction:
        return _(
            "The body seeks consensus and may vote; %(fraction)s of the votes carry.",
            fraction=p.vote_fraction,
        )
    return _("The body seeks consensus and may vote.")


def may_adopt(p: Procedure, _names: Names) -> str:
    if p.may_adopt:
        return _("The body adopts its own decisions.")
    return _("What the body works out is a proposal to the body above it.")


def silence(p: Procedure, _names: Names) -> str:
    if p.silence_days is None:
        return _("Silence is never taken as agreement.")
    return _("Who says nothing for %(days)s is taken to agree.", days=_days(p.silence_days, p))


def comments(p: Procedure, _names: Names) -> str:
    if p.comment_days is None:
        return _("No time is set for comments on draft minutes.")
    return _("Draft minutes are open for comments for %(days)s.", days=_days(p.comment_days, p))


def target(p: Procedure, _names: Names) -> str:
    if p.minutes_target_days is None:
        return _("No time is set for sending the minutes.")
    days = _days(p.minutes_target_days, p)
    return _("Minutes are sent within %(days)s after the meeting.", days=days)


def languages(p: Procedure, _names: Names) -> str:
    if not p.languages:
        return _("The languages of the body are not regulated.")
    return _("The body works in: %(names)s.", names=words.languages(p.languages))


def written(p: Procedure, _names: Names) -> str:
    if p.written_days is None:
        return _("No time is set for replies in writing between meetings.")
    n, urgent = _days(p.written_days, p), p.urgent_written_days
    said = _("Between meetings each seat has %(n)s to reply in writing.", n=n)
    if urgent is None:
        return said
    return _("%(said)s In an urgent matter it has %(n)s.", said=said, n=_days(urgent, p))


def further(p: Procedure, _names: Names) -> str:
    return p.further or _("There are no further rules.")
