"""A national decree asks for equal numbers of public and private seats: a guard on appointments."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import click

from ntfc.clock import today
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.i18n import _
from ntfc.permissions import Governed, Permission
from ntfc.plugins import Health, Plugin, Setting, hookimpl, settings_of
from ntfc.seats.queries import places_of
from ntfc.seats.rules import APPOINT, AppointmentDraft, tally
from ntfc_parity_decree.rules import MOST, WIDEST, imbalance, obstacles

DIFFERENCE = Setting(
    name="difference",
    title=_("Largest difference between the sides"),
    about=_("How many members more one side may have than the other, as the decree says."),
    kind=int,
    default=WIDEST,
    least=WIDEST,
    most=MOST,
)


@click.group("parity_decree", help=_("Parity by decree"))
def parity_decree() -> None:
    """Hold what is asked on the command line."""


@parity_decree.command(
    help=_("Say how each committee sits today; end with a failure where one is unequal.")
)
def show() -> None:
    """Tell what the plugin tells of its health, for a script that watches the site."""
    lines = [*ntfc_health(today(""))]
    for line in lines:
        click.echo(line.text, err=not line.is_well)
    if not all(line.is_well for line in lines):
        raise click.exceptions.Exit(1)


@hookimpl
def ntfc_plugin() -> Plugin:
    return Plugin(
        name="parity_decree",
        title=_("Parity by decree"),
        settings=(DIFFERENCE,),
        commands=(parity_decree,),
        translations=str(Path(__file__).parent / "translations"),
    )


@hookimpl
def ntfc_objections(action: Permission, subject: Governed) -> Iterable[str]:
    if action is not APPOINT or not isinstance(subject, AppointmentDraft):
        return ()
    if subject.body.designation is None:  # the decree is about the committee of article 23.2
        return ()
    return obstacles(subject.before, subject.after, _widest())


def _widest() -> int:
    found: int = settings_of("parity_decree")[DIFFERENCE.name]
    return found


@hookimpl
def ntfc_health(today: date) -> Iterator[Health]:
    """Look at the committees of article 23.2 as they sit today: the guard sees only what is new."""
    query = db.select(Body).where(Body.designation.is_not(None), Body.ended_on.is_(None))
    widest = _widest()
    for body in db.session.scalars(query.order_by(Body.id)):
        yield imbalance(body.name, tally(places_of(body.id, today)), widest)
