"""How minutes join in with the rest of the site."""

from collections.abc import Iterator

from ntfc.i18n import _
from ntfc.minutes import models, rules
from ntfc.minutes.hooks.personal import kept_of
from ntfc.minutes.service.personal import forget
from ntfc.minutes.views import minutes, sections
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.plugins import NavItem, PersonalData, Plugin, hookimpl

TRAIL = {
    "minutes.brought_together": _("Two texts of a section were brought together"),
    "minutes.section_added": _("A section was added to minutes"),
    "minutes.section_brought_back": _("A section of minutes was brought back"),
    "minutes.section_moved": _("A section of minutes was moved"),
    "minutes.section_renamed": _("A section of minutes was given another title"),
    "minutes.section_taken_out": _("A section was taken out of minutes"),
    "minutes.section_written": _("Somebody wrote in a section of minutes"),
    "minutes.started": _("Minutes were begun"),
    "person.minutes_forgotten": _("Where a person was writing minutes was erased"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="minutes",
        title=_("Minutes"),
        models=(
            models.Minutes,
            models.MinutesSection,
            models.SectionRevision,
            models.SectionWriter,
        ),
        blueprints=(minutes, sections),
        permissions=rules.PERMISSIONS,
        nav=(
            NavItem(
                title=_("Minutes"),
                endpoint="minutes.index",
                permission=rules.LIST,
                icon="file-text",
                order=60,
            ),
        ),
        trail=TRAIL,
    )


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    """Give what minutes keep of a person."""
    return kept_of(person)


@hookimpl
def ntfc_person_erased(person: Person, actor: Actor) -> None:
    """Forget where the person was writing; the record stays without the name."""
    forget(person, actor=actor)
