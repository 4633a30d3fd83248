"""Who may know what of whom, and when a person may be changed or erased."""

from collections.abc import Collection, Iterator, Sequence

from ntfc.i18n import _
from ntfc.people.models import Person
from ntfc.permissions import Actor, Permission, Role
from ntfc.plugins import PersonalData

OFFICE = frozenset({Role.SECRETARY, Role.ADMINISTRATOR})
KEEPERS = frozenset({Role.SECRETARY, Role.ADMINISTRATOR})
ADDRESS = r"^[^@\s,;<>]+@[^@\s,;<>.]+(\.[^@\s,;<>.]+)+$"  # what can be an e-mail address


def is_self(actor: Actor, person: Person) -> bool:
    """Tell whether the person, signed in, looks at what is kept of the same person."""
    return Role.PERSON in actor.roles_in(None) and actor.person_id == person.id


def _may_know(actor: Actor, person: Person) -> bool:
    return Role.PERSON in actor.roles_in(None) and (is_self(actor, person) or person.is_listed)


LIST = Permission("person.list", _("Open the directory of people"), frozenset({Role.PERSON}))
VIEW = Permission("person.view", _("See a person"), OFFICE, _may_know, hides=True)
CONTACT = Permission(
    "person.contact", _("See e-mail and telephone of a person"), OFFICE, is_self, behind=VIEW
)
ADD = Permission("person.add", _("Add people"), KEEPERS)
EDIT = Permission("person.edit", _("Change what is kept of a person"), KEEPERS, behind=VIEW)
PROFILE = Permission("person.profile", _("Change one's own profile"), holds=is_self, behind=VIEW)
GRANT = Permission(
    "person.grant",
    _("Make somebody an administrator"),
    frozenset({Role.ADMINISTRATOR}),
    behind=VIEW,
)
EXPORT = Permission(
    "person.export",
    _("Get a copy of all that is kept of a person"),
    frozenset({Role.ADMINISTRATOR}),
    is_self,
    hides=True,
)
ERASE = Permission(
    "person.erase", _("Erase a person's data"), frozenset({Role.ADMINISTRATOR}), behind=VIEW
)
PERMISSIONS = (LIST, VIEW, CONTACT, ADD, EDIT, PROFILE, GRANT, EXPORT, ERASE)


def obstacles_to_changing(person: Person) -> Iterator[str]:
    """Yield why nothing about this person can be changed."""
    if person.erased_at is not None:
        yield _("This person's data were erased; nothing can be added to them.")


def may_readdress(person: Person, *, by_administrator: bool, serves: bool) -> bool:
    """Tell whether somebody else may give the person another e-mail address.

    With the address goes the way to a new password, so a secretary must not be able to take over
    the account of somebody who has been here, of an administrator, or of somebody with a seat in
    a body that the secretary does not serve.
    """
    is_new = person.last_seen_at is None and not person.is_administrator
    return by_administrator or (serves and is_new)


def obstacles_to_withdrawing(administrators: int) -> Iterator[str]:
    """Yield why the administrator right cannot be withdrawn from one of so many."""
    if administrators <= 1:
        yield _("The last administrator must stay: make somebody else an administrator first.")


def obstacles_to_erasing(person: Person, administrators: int, *, by_self: bool) -> Iterator[str]:
    """Yield why this person's data cannot be erased."""
    if person.erased_at is not None:
        yield _("This person's data were erased already.")
    if by_self:
        yield _("Another administrator must do this, so that somebody has looked twice.")
    if person.is_administrator:
        yield from obstacles_to_withdrawing(administrators)


def left_over(person: Person, kept: Sequence[PersonalData]) -> list[PersonalData]:
    """Return what is still kept of an erased person although nobody says why it must stay."""
    if person.erased_at is None:
        return []
    return [section for section in kept if not section.stays and section.name != "person"]


def obstacles_to_asking(set_aside: Collection[str]) -> Iterator[str]:
    """Yield which modules cannot say what they keep of a person: they are on, but do not run."""
    for name in set_aside:
        yield _(
            "The module “%(name)s” is on but was set aside, so it cannot say what it keeps of this "
            "person. An administrator can repair the module, or turn it off on purpose.",
            name=name,
        )


def obstacles_from_rest(rest: Sequence[PersonalData]) -> Iterator[str]:
    """Yield what an erasure would leave behind without a reason, so that it is not half done."""
    for section in rest:
        yield _(
            "“%(title)s” would still be kept: the module that keeps it did not remove it, "
            "and says no reason why it must stay. Nothing was erased.",
            title=section.title,
        )
