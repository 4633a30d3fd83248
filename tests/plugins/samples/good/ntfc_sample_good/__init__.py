"""A plugin that does one of everything, well: it keeps stamps."""

from datetime import date, timedelta
from pathlib import Path

import click
from flask import Blueprint, render_template
from flask_login import current_user

from ntfc.db import db
from ntfc.i18n import _
from ntfc.jobs import JobKind
from ntfc.permissions import SITE, Actor, Governed, Permission, Role, authorize
from ntfc.plugins import NavItem, Plugin, Setting, Waiting, hookimpl
from ntfc.transaction import unit_of_work
from ntfc_sample_good.models import Stamp

HERE = Path(__file__).parent
VIEW = Permission("good.view", _("See the stamps"), frozenset({Role.PERSON}))

bp = Blueprint("good", __name__, template_folder="templates")


@bp.get("/")
def show():
    authorize(current_user, VIEW, SITE)
    stamps = db.session.scalars(db.select(Stamp.text).order_by(Stamp.id)).all()
    return render_template("good/show.html", stamps=stamps)


@bp.post("/")
def add():
    authorize(current_user, VIEW, SITE)
    db.session.add(Stamp(text="by hand"))
    return "added"


def stamp(payload):
    with unit_of_work():
        db.session.add(Stamp(text=payload.get("text", "by a job")))


@click.group()
def good():
    """The stamps."""


@good.command("count")
def count():
    """Say how many there are."""
    click.echo(db.session.scalar(db.select(db.func.count(Stamp.id))))


@good.command("add", epilog=_("Stamps are kept for good."))
@click.argument("text")
@click.option("--twice", is_flag=True, help=_("Write it a second time."))
def write(text, twice):
    """Write one."""
    with unit_of_work():
        db.session.add(Stamp(text=text))


@hookimpl
def ntfc_plugin():
    return Plugin(
        name="good",
        title=_("Stamps"),
        models=(Stamp,),
        blueprints=(bp,),
        permissions=(VIEW,),
        nav=(NavItem(title=_("Stamps"), endpoint="good.show", icon="home"),),
        jobs=(JobKind(name="good.stamp", run=stamp, every=timedelta(days=1)),),
        commands=(good,),
        settings=(Setting(name="ink", title=_("Ink of the stamps"), default="blue"),),
        demo=print,
        migrations=str(HERE / "migrations"),
        translations=str(HERE / "translations"),
    )


@hookimpl
def ntfc_waiting(today: date):
    yield Waiting(title=_("Stamps"), reason=f"since {today}", url="/x/good/", button=_("Look"))


@hookimpl
def ntfc_objections(action: Permission, subject: Governed, actor: Actor):
    return [_("Not without a stamp.")] if action.name == "good.forbidden" else []
