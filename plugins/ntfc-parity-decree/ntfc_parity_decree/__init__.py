"""A national decree asks for equal numbers of public and private seats: a guard on appointments."""

from collections.abc import Iterable
from pathlib import Path

from ntfc.i18n import _
from ntfc.permissions import Governed, Permission
from ntfc.plugins import Plugin, hookimpl
from ntfc.seats.rules import APPOINT, AppointmentDraft
from ntfc_parity_decree.rules import obstacles


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="parity_decree",
        title=_("Parity by decree"),
        translations=str(Path(__file__).parent / "translations"),
    )


@hookimpl
def ntfc_objections(action: Permission, subject: Governed) -> Iterable[str]:
    if action is not APPOINT or not isinstance(subject, AppointmentDraft):
        return ()
    if subject.body.designation is None:  # the decree is about the committee of article 23.2
        return ()
    return obstacles(subject.before, subject.after)
