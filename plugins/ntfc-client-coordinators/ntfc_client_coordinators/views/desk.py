"""The service: what the country fixed, who works in it, and how much each has."""

from flask import Response, flash, url_for
from flask_login import current_user

from ntfc.committees import queries as committees
from ntfc.errors import FieldRefused
from ntfc.forms import options, typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.people import queries as people
from ntfc.permissions import SITE, authorize
from ntfc_client_coordinators import forms, words
from ntfc_client_coordinators.queries import firms as queries
from ntfc_client_coordinators.queries.workload import workload as workload_of
from ntfc_client_coordinators.rules import access, portfolio
from ntfc_client_coordinators.service import desk as service
from ntfc_client_coordinators.views.common import ask, bp, today


@bp.post("/begin")
def begin() -> Response:
    authorize(current_user, access.BEGIN, SITE)
    service.begin(SITE, actor=current_user)
    flash(_("The service is begun. Give posts next."), "success")
    return done(url_for(".set_up"))


@bp.route("/set-up", methods=["GET", "POST"])
def set_up() -> Response:
    desk = queries.get_desk()
    authorize(current_user, access.SET_UP, desk)
    fields = ("label", "of_body_id", "warn_share", "most_firms", "rotation_months", "grants")
    form = typed(forms.SetUpForm, **{name: getattr(desk, name) for name in fields})
    form.of_body_id.choices = options([("", _("None")), *committees.body_choices(current_user)])

    def act() -> str:
        service.set_up(desk, values=form.values, actor=current_user)
        return url_for(".set_up")

    return ask(
        form,
        act,
        _("It is kept."),
        template="client_coordinators/set_up.html",
        desk=desk,
        officers=queries.officers(desk),
    )


@bp.route("/officers", methods=["GET", "POST"])
def officers() -> Response:
    desk = queries.get_desk()
    authorize(current_user, access.SET_UP, desk)
    form = typed(forms.OfficerForm)

    def act() -> str:
        person = people.by_email(form.email.data)
        if person is None:
            raise FieldRefused("email", _("Nobody here has this e-mail address."))
        told = {name: form[name].data or "" for name in ("office", "branch")}
        service.appoint(
            desk, person=person, post=form.post.data, **told, on=today(), actor=current_user
        )
        return url_for(".set_up")

    return ask(
        form,
        act,
        _("The post is given."),
        title=_("Give a post"),
        button=_("Give the post"),
        crumbs=[(_("Set up"), url_for(".set_up"))],
    )


@bp.route("/officers/<int:officer_id>", methods=["GET", "POST"])
def officer(officer_id: int) -> Response:
    one = queries.get_officer(officer_id)
    authorize(current_user, access.SET_UP, one.desk)
    fields = ("office", "branch", "training")
    form = typed(forms.PostForm, **{name: getattr(one, name) for name in fields})

    def act() -> str:
        told = {name: form[name].data or "" for name in fields}
        service.keep(one.desk, officer=one, **told, actor=current_user)
        return url_for(".set_up")

    return ask(
        form,
        act,
        _("It is kept."),
        title=words.POSTS[one.post],
        button=_("Keep"),
        lead=one.person.name,
        crumbs=[(_("Set up"), url_for(".set_up"))],
    )


@bp.post("/officers/<int:officer_id>/relieve")
def relieve(officer_id: int) -> Response:
    officer = queries.get_officer(officer_id)
    authorize(current_user, access.SET_UP, officer.desk)
    service.relieve(officer.desk, officer=officer, actor=current_user)
    flash(_("The post is free."), "success")
    return done(url_for(".set_up"))


@bp.post("/conduct")
def conduct() -> Response:
    desk = queries.get_desk()
    authorize(current_user, access.WORK, desk)
    service.accept_conduct(desk, on=today(), actor=current_user)
    flash(_("You accepted the code of conduct."), "success")
    return done(url_for(".index"))


@bp.get("/workload")
def workload() -> Response:
    desk = queries.read_desk(current_user)
    authorize(current_user, access.LEAD, desk)
    rows = [
        (row, [*portfolio.share_warnings(portfolio.Load(row.share, row.firms), desk.limits)])
        for row in workload_of(desk)
    ]
    return render("client_coordinators/workload.html", desk=desk, rows=rows)
