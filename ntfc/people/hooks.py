"""How people join in with the rest of the site."""

from collections.abc import Collection, Iterator
from datetime import datetime

from ntfc.i18n import _
from ntfc.people import queries, rules
from ntfc.people.models import Person
from ntfc.people.views import bp
from ntfc.plugins import Duty, NavItem, PersonalData, Plugin, hookimpl

TRAIL = {
    "person.added": _("A person was added"),
    "person.administrator_granted": _("A person was made an administrator"),
    "person.administrator_withdrawn": _("The administrator right was withdrawn"),
    "person.changed": _("A person was changed"),
    "person.erased": _("The data of a person were erased"),
    "person.exported": _("The data of a person were exported"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="people",
        title=_("People"),
        models=(Person,),
        blueprints=(bp,),
        permissions=rules.PERMISSIONS,
        nav=(
            NavItem(
                title=_("People"),
                endpoint="people.index",
                icon="users",
                order=40,
                permission=rules.LIST,
            ),
        ),
        trail=TRAIL,
    )


COLUMNS = {
    "name": _("Name"),
    "email": _("E-mail address"),
    "phone": _("Telephone"),
    "language": _("Language"),
    "time_zone": _("Time zone"),
    "gender": _("Gender"),
    "is_champion": _("Champion"),
    "is_administrator": _("Administrator"),
    "created_at": _("Added"),
    "last_seen_at": _("Last here"),
    "erased_at": _("Erased"),
}


@hookimpl
def ntfc_duties(person_ids: Collection[int]) -> Iterator[Duty]:
    """Name who runs the site."""
    for number in queries.administrators_among(person_ids):
        yield Duty(person_id=number, text=_("Administrator of this site"), order=10)


@hookimpl
def ntfc_personal_data(person: Person) -> Iterator[PersonalData]:
    yield PersonalData(
        name="person",
        tables=("people",),
        title=_("The person"),
        columns=COLUMNS,
        rows=[{name: getattr(person, name) for name in COLUMNS}],
    )
    yield PersonalData(
        name="stored_files",
        tables=("stored_files",),
        title=_("Files the person sent"),
        columns={"stored_at": _("When"), "media": _("What kind"), "size": _("How large")},
        rows=queries.files_of(person),
        stays=_(
            "A file belongs to what names it, such as an appointment; a number stands for who sent it."
        ),
    )
    yield PersonalData(
        name="mails",
        title=_("Mails written to the person"),
        columns={"at": _("When"), "subject": _("Subject")},
        rows=queries.mails_to(person),
    )
    yield PersonalData(
        name="acts",
        title=_("What the person did on this site"),
        columns={"at": _("When"), "action": _("What"), "subject": _("On what")},
        rows=[
            {
                "at": datetime.fromisoformat(entry.at),
                "action": entry.action,
                "subject": entry.subject,
            }
            for entry in queries.acts_of(person)
        ],
        stays=_(
            "The trail of acts must stay whole. It names nobody: a number stands for a person."
        ),
    )
