"""Who may do what. A post in a programme or a place in a firm gives it, never a seat alone."""

from collections.abc import Callable
from typing import Any

from ntfc.i18n import _
from ntfc.permissions import SEATED, Actor, Permission, Role
from ntfc_golden_list.rules.lifecycle import Post, State, movers

BY_FIRM = "by_firm"  # in the details of a step
OFFICERS = frozenset(Post) - {Post.FIRM}


def posts_of(actor: Actor, programme: Any) -> frozenset[Post]:
    """Return the posts that *actor*, having signed in, holds in a programme."""
    if actor.person_id is None or Role.PERSON not in actor.roles_in(None):
        return frozenset()
    return frozenset(
        one.post for one in programme.posts if one.person_id == actor.person_id and one.is_held
    )


def belongs_to(actor: Actor, firm: Any) -> bool:
    """Tell whether *actor*, having signed in, speaks for a firm."""
    return (
        actor.person_id is not None
        and Role.PERSON in actor.roles_in(None)
        and any(one.person_id == actor.person_id and one.is_active for one in firm.people)
    )


def posts_on(actor: Actor, file: Any) -> frozenset[Post]:
    """Return the posts by which *actor* works on a file.

    None before the code of conduct is accepted, and none on the file of the own firm.
    """
    held = posts_of(actor, file.programme)
    has_accepted = any(
        one.person_id == actor.person_id and one.is_held and one.conduct_on
        for one in file.programme.posts
    )
    return held if has_accepted and not belongs_to(actor, file.firm) else frozenset()


def is_of(person_id: int | None, firm: Any) -> bool:
    """Tell whether somebody speaks, or ever spoke, for a firm."""
    return any(one.person_id == person_id for one in firm.people)


def is_by_firm(one: Any, firm: Any) -> bool:
    """Tell whether a step was taken for the firm; what one did for customs stays with customs.

    Where it was not noted yet, it is told by who took the step and whether a firm may take it.
    """
    noted = one.details.get(BY_FIRM)
    if noted is not None:
        return bool(noted)
    return Post.FIRM in movers(one.start, one.to) and is_of(one.by_id, firm)


def leads(actor: Actor, firm: Any) -> bool:
    """Tell whether *actor* signs for a firm."""
    return belongs_to(actor, firm) and any(
        one.person_id == actor.person_id and one.is_lead for one in firm.people
    )


def _by_post(*posts: Post) -> Callable[[Actor, Any], bool]:
    wanted = frozenset(posts) or OFFICERS

    def holds(actor: Actor, subject: Any) -> bool:
        return not wanted.isdisjoint(posts_of(actor, getattr(subject, "programme", subject)))

    return holds


def _on_file(post: Post) -> Callable[[Actor, Any], bool]:
    def holds(actor: Actor, file: Any) -> bool:
        return post in posts_on(actor, file)

    return holds


def _reads(actor: Actor, file: Any) -> bool:
    return belongs_to(actor, file.firm) or bool(posts_on(actor, file))


def _speaks(actor: Actor, file: Any) -> bool:
    """Tell whether *actor* acts for the firm: one of its people, or the desk with its paper."""
    return belongs_to(actor, file.firm) or Post.DESK in posts_on(actor, file)


def _signs(actor: Actor, file: Any) -> bool:
    return leads(actor, file.firm) or Post.DESK in posts_on(actor, file)


def _signs_alone(actor: Actor, file: Any) -> bool:
    """Tell whether *actor* signs for the firm itself: nobody consents in its place."""
    return leads(actor, file.firm)


def _moves(actor: Actor, file: Any) -> bool:
    return leads(actor, file.firm) or bool(posts_on(actor, file))


def may_move(actor: Actor, file: Any, to: State) -> bool:
    """Tell whether a step is this actor's to take."""
    by = movers(file.state, to)
    own = posts_of(actor, file.programme)
    return not by.isdisjoint(own) or (Post.FIRM in by and leads(actor, file.firm))


def _counts(actor: Actor, programme: Any) -> bool:
    in_body = programme.of_body_id is not None and not SEATED.isdisjoint(
        actor.roles_in(programme.of_body_id)
    )
    return in_body or bool(posts_of(actor, programme))


# Of the site.
BEGIN = Permission(
    "golden_list.begin", _("Begin a trusted-trader programme"), frozenset({Role.ADMINISTRATOR})
)
# Of a programme.
MANAGE = Permission(
    "golden_list.manage",
    _("Set up a trusted-trader programme"),
    frozenset({Role.ADMINISTRATOR}),
    _by_post(Post.HEAD),
)
WORK = Permission(
    "golden_list.work", _("Work at the desk of trusted traders"), holds=_by_post(), hides=True
)
COUNT = Permission(
    "golden_list.count", _("Read the figures of trusted traders"), holds=_counts, hides=True
)
# Whoever has signed in may speak up for a firm; customs hears who it was.
INTEREST = Permission("golden_list.interest", _("Show a firm's interest"), frozenset({Role.PERSON}))
# Of a file. Nobody else is told that there is one.
READ = Permission("golden_list.read", _("Read a trusted-trader file"), holds=_reads, hides=True)
SPEAK = Permission("golden_list.speak", _("Answer for a firm"), holds=_speaks, behind=READ)
SIGN = Permission("golden_list.sign", _("Sign for a firm"), holds=_signs, behind=READ)
# Which step is whose stands in lifecycle.movers(); this is asked first.
MOVE = Permission(
    "golden_list.move", _("Take a step in a trusted-trader file"), holds=_moves, behind=READ
)
# By a link only: what a firm does whose people have no account, and a colleague who was asked.
COME = Permission("golden_list.come", _("Show a firm's interest by link"))
APPLY = Permission("golden_list.apply", _("Answer all questions and apply by link"))
ANSWER = Permission("golden_list.answer", _("Answer a part of the questions by link"))
FOLLOW = Permission("golden_list.follow", _("Follow the file of a firm by link"))
APPEAL = Permission("golden_list.appeal", _("Appeal for a firm by link"))
CONSENT = Permission(
    "golden_list.consent", _("Consent for a firm"), holds=_signs_alone, behind=READ
)
# What was found of a firm's past stays inside customs: for the firm it does not exist.
VET = Permission("golden_list.vet", _("Vet a firm"), holds=_on_file(Post.VETTING), hides=True)
VISIT = Permission(
    "golden_list.visit", _("Visit a firm"), holds=_on_file(Post.VALIDATOR), behind=READ
)
DECIDE = Permission(
    "golden_list.decide", _("Decide on a firm"), holds=_on_file(Post.DECIDER), behind=READ
)
PERMISSIONS = (
    BEGIN,
    MANAGE,
    WORK,
    COUNT,
    INTEREST,
    READ,
    SPEAK,
    SIGN,
    MOVE,
    COME,
    APPLY,
    ANSWER,
    FOLLOW,
    APPEAL,
    CONSENT,
    VET,
    VISIT,
    DECIDE,
)
