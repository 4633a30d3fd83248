"""How plugins do: all of them on one page, and each on its own."""

from flask import Response, abort, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.htmx import done, render
from ntfc.i18n import _, time_zone
from ntfc.permissions import SITE, authorize
from ntfc.plugins.settings import declared_by, settings_of
from ntfc.shelf import queries, rules, service
from ntfc.shelf.forms import CodeForm, PurgeForm, in_words, settings_form
from ntfc.shelf.models import PluginChange, What
from ntfc.shelf.queries import Shown
from ntfc.shelf.views.common import (
    BUTTONS,
    STATES,
    asked,
    asking,
    bp,
    config,
    confirmed,
    shared,
)


@bp.get("/plugins")
def show() -> Response:
    authorize(current_user, rules.SEE, SITE)
    sums, wheels, versions = queries.sums(config()), queries.wheels(), queries.versions()
    return render(
        "shelf/show.html",
        plugins=queries.plugins_known(clock.today(time_zone())),
        states=STATES,
        wheels=[(each, [*rules.refusals(each, wheels, sums, versions)]) for each in wheels],
        unread=[(file, sums[file]) for file in rules.unread(sums, wheels)],
        unreadable=rules.UNREADABLE,
        versions=versions,
        folder=queries.shelf_folder(config()),
        closed=rules.CLOSED if queries.is_closed(config()) else "",
        changes=queries.latest_changes(),
        busy=queries.open_change(),
        read_at=min((wheel.read_at for wheel in wheels), default=None),
    )


@bp.get("/plugins/<name>")
def plugin(name: str) -> Response:
    authorize(current_user, rules.SEE, SITE)
    found, set_now = _found(name), settings_of(name)
    return render(
        "shelf/plugin.html",
        plugin=found,
        states=STATES,
        acts=[(what.value, BUTTONS[what]) for what in rules.possible(found.standing)],
        settings=[
            (setting.title, in_words(setting, set_now[setting.name]))
            for setting in declared_by(name)
        ],
    )


@bp.route("/plugins/<name>/settings", methods=["GET", "POST"])
def settings(name: str) -> Response:
    """Show what is set for a plugin that is loaded; keep it when it was sent."""
    authorize(current_user, rules.SET, SITE)
    found, declared = _found(name), declared_by(name)
    is_sent = request.method == "POST"
    form = settings_form(declared, settings_of(name), request.form if is_sent else None)
    if is_sent and declared and form.validate():
        values = form.set_values
        service.change_settings(SITE, plugin=name, values=values, actor=current_user)
        flash(_("Saved."), "success")
        return done(url_for(".plugin", name=name))
    status = 422 if is_sent else 200
    return render("shelf/settings.html", status=status, plugin=found, form=form, has_any=declared)


def _found(name: str) -> Shown:
    found = queries.find_plugin(name, clock.today(time_zone()))
    return found if found is not None else abort(404)


def _what(word: str) -> What:
    """Return what the address asks for, of what is done with a plugin that is there."""
    known = {what.value: what for what in BUTTONS}
    return known[word] if word in known else abort(404)


def _form(what: What, name: str, data: object = None) -> CodeForm:
    return asking(PurgeForm(data, plugin=name) if what is What.PURGE else CodeForm(data))


@bp.get("/plugins/<name>/<what>")
def ask(name: str, what: str) -> Response:
    authorize(current_user, rules.CHANGE, SITE)
    found, wanted = _found(name), _what(what)
    return _page(found, wanted, _form(wanted, name))


@bp.post("/plugins/<name>/<what>")
def change_plugin(name: str, what: str) -> Response:
    authorize(current_user, rules.CHANGE, SITE)
    found, wanted = _found(name), _what(what)
    form = _form(wanted, name, request.form)
    is_open = not [*rules.obstacles(wanted, found.standing)] and queries.open_change() is None
    if not is_open or not form.validate() or not confirmed(form, clock.now()):
        return _page(found, wanted, form, 422)
    version = found.version[:60]
    return asked(PluginChange(what=wanted, plugin=found.name, package_version=version))


def _page(found: Shown, what: What, form: CodeForm, status: int = 200) -> Response:
    return render(
        "shelf/ask.html",
        status=status,
        plugin=found,
        what=what,
        button=BUTTONS[what],
        form=form,
        obstacles=[*rules.obstacles(what, found.standing)],
        **shared(),
    )
