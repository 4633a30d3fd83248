"""How a body ends: closing, final report, successor, merging."""

from flask import Response
from flask_login import current_user

from ntfc import clock, plugins
from ntfc.committees import queries, rules, service
from ntfc.committees.forms import CloseForm, MergeForm, MoveForm, ReportForm, SucceedForm
from ntfc.committees.models import Body
from ntfc.committees.views.common import bp, seen, today_at, typed
from ntfc.committees.views.edit import asker, submit
from ntfc.i18n import _
from ntfc.permissions import authorize


@bp.route("/<int:body_id>/close", methods=["GET", "POST"])
def close(body_id: int) -> Response:
    """Ask for the reason, and show what is open and who takes it."""
    body = seen(body_id)
    authorize(current_user, rules.CLOSE, body)
    form = CloseForm(typed())
    page = asker(
        _("Close %(name)s", name=body.name),
        form,
        [["reason"]],
        body,
        button=_("Close the body"),
        part="committees/_open_work.html",
        in_the_way=plugins.objections(rules.CLOSE, body, current_user),
        open_work=queries.open_work(body),
        heir=queries.heir_of(body),
    )
    return submit(
        form,
        body,
        lambda: service.close(
            body, reason=form.reason.data or "", today=today_at(body), actor=current_user
        ),
        _("The body is closed. Its final report has been asked for."),
        page,
    )


@bp.route("/<int:body_id>/report", methods=["GET", "POST"])
def report(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.REPORT, body)
    form = ReportForm(typed(), text=body.final_report)
    page = asker(
        _("Final report of %(name)s", name=body.name),
        form,
        [["text"]],
        body,
        lead=_("What the body set out to do, what it did, and what is left to others."),
    )
    return submit(
        form,
        body,
        lambda: service.file_final_report(
            body, text=form.text.data, today=today_at(body), actor=current_user
        ),
        _("The final report is filed."),
        page,
    )


@bp.route("/<int:body_id>/succeed", methods=["GET", "POST"])
def succeed(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.CLOSE, body)
    form = SucceedForm(typed())
    form.successor_id.offer(queries.body_choices(current_user, but=body))
    page = asker(
        _("Name the successor of %(name)s", name=body.name),
        form,
        [["kind"], ["successor_id", "name"], ["reason"]],
        body,
        button=_("Hand over"),
        lead=_(
            "The body that follows takes over the work and the bodies below. Seats are not carried "
            "over: give a seat there to whoever is to take part."
        ),
        part="committees/_open_work.html",
        open_work=queries.open_work(body),
        heir=None,
    )
    return submit(form, body, lambda: _succeed(body, form), _("The successor was named."), page)


def _succeed(body: Body, form: SucceedForm) -> None:
    after = seen(form.successor_id.data) if form.successor_id.data else None
    service.succeed(
        body,
        successor=after,
        name=form.name.data or "",
        kind=form.kind.data,
        reason=form.reason.data or "",
        today=today_at(body),
        now=clock.now(),
        actor=current_user,
    )


@bp.route("/<int:body_id>/merge", methods=["GET", "POST"])
def merge(body_id: int) -> Response:
    body = seen(body_id)
    authorize(current_user, rules.CLOSE, body)
    mirrors = queries.page_of(body, current_user).mirrors
    opposite = mirrors[0].id if mirrors else None
    form = MergeForm(typed(), other_id=opposite)
    form.other_id.offer(queries.body_choices(current_user, but=body))
    page = asker(
        _("Merge %(name)s", name=body.name),
        form,
        [["other_id"], ["into"], ["name"], ["reason"]],
        body,
        button=_("Merge"),
        lead=_(
            "Both histories stay. The body that lives on is found under all the names, and takes over "
            "the work and the bodies below. Seats are not carried over: give a seat there to whoever "
            "is to take part."
        ),
    )
    return submit(form, body, lambda: _merge(body, form), _("The bodies were merged."), page)


def _merge(body: Body, form: MergeForm) -> None:
    service.merge(
        body,
        other=seen(form.other_id.data),
        new_name=form.name.data if form.into.data == "new" else "",
        reason=form.reason.data or "",
        today=today_at(body),
        now=clock.now(),
        actor=current_user,
    )


@bp.route("/<int:body_id>/move", methods=["GET", "POST"])
def move(body_id: int) -> Response:
    """Put the body below another one."""
    body = seen(body_id)
    authorize(current_user, rules.CLOSE, body)
    form = MoveForm(typed(), parent_id=body.parent_id)
    form.parent_id.offer(queries.body_choices(current_user, but=body))
    page = asker(
        _("Move %(name)s", name=body.name),
        form,
        [["parent_id"]],
        body,
        button=_("Move"),
        lead=_("All that is below it comes along. You need to lead or serve the body above, too."),
    )
    return submit(form, body, lambda: _move(body, form), _("The body was moved."), page)


def _move(body: Body, form: MoveForm) -> None:
    number = form.parent_id.data
    service.move(body, parent=seen(number) if number else None, actor=current_user)
