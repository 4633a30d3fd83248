"""The shelf: having it read, and installing what lies there."""

from flask import Response, request
from flask_login import current_user

from ntfc import clock
from ntfc.htmx import render
from ntfc.permissions import SITE, authorize
from ntfc.shelf import queries, rules
from ntfc.shelf.forms import InstallForm
from ntfc.shelf.models import PluginChange, ShelfWheel, What
from ntfc.shelf.views.common import asked, asking, bp, config, confirmed, shared


@bp.post("/shelf/read")
def read() -> Response:
    authorize(current_user, rules.CHANGE, SITE)
    return asked(PluginChange(what=What.READ))


@bp.get("/shelf/<int:wheel_id>")
def wheel(wheel_id: int) -> Response:
    authorize(current_user, rules.SEE, SITE)
    found = queries.get_wheel(wheel_id)
    return _page(found, asking(InstallForm(data={"sum": found.sum})))


@bp.post("/shelf/<int:wheel_id>")
def install(wheel_id: int) -> Response:
    authorize(current_user, rules.CHANGE, SITE)
    found = queries.get_wheel(wheel_id)
    form = asking(InstallForm(request.form))
    is_free = not _refusals(found) and queries.open_change() is None
    if not is_free or form.sum.data != found.sum or not form.validate():
        return _page(found, form, 422)
    if not confirmed(form, clock.now()):
        return _page(found, form, 422)
    change = PluginChange(
        what=What.INSTALL,
        plugin=found.name,
        file=found.file,
        sum=found.sum,
        package_version=found.package_version,
    )
    return asked(change)


def _refusals(found: ShelfWheel) -> list[str]:
    sums = queries.sums(config())
    return [*rules.refusals(found, queries.wheels(), sums, queries.versions())]


def _page(found: ShelfWheel, form: InstallForm, status: int = 200) -> Response:
    return render(
        "shelf/wheel.html",
        status=status,
        wheel=found,
        form=form,
        is_other=bool(form.sum.data) and form.sum.data != found.sum,
        refusals=_refusals(found),
        installed=queries.versions().get(found.name),
        along={other.file: other for other in queries.wheels() if rules.comes_with(found, other)},
        **shared(),
    )
