"""How imports join in with the rest of the site."""

from collections.abc import Iterable
from datetime import datetime

from ntfc.i18n import _
from ntfc.imports import queries, rules, service
from ntfc.imports.models import ImportFile
from ntfc.imports.views import bp
from ntfc.people.models import Person
from ntfc.permissions import Actor
from ntfc.plugins import PersonalData, Plugin, hookimpl

TRAIL = {
    "import.uploaded": _("A table was uploaded"),
    "import.taken_over": _("A table was taken over"),
    "import.thrown_away": _("A table was thrown away"),
}


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="imports",
        title=_("Import and export"),
        models=(ImportFile,),
        blueprints=(bp,),
        permissions=(rules.IMPORT,),
        trail=TRAIL,
    )


@hookimpl
def ntfc_personal_data(person: Person) -> Iterable[PersonalData]:
    yield PersonalData(
        name="imports",
        tables=("import_files",),
        title=_("Files of institutions and people that the person uploaded"),
        columns={"at": _("When"), "file": _("File")},
        rows=[
            {"at": row.uploaded_at.isoformat(), "file": row.file_name}
            for row in queries.uploaded_by(person)
        ],
        stays=_("Where institutions came from must stay known. The files themselves are not kept."),
    )


@hookimpl
def ntfc_person_erased(person: Person, actor: Actor, now: datetime) -> None:
    service.forget(person, now=now, actor=actor)
