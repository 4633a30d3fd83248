"""Beginning and setting up a programme."""

from flask import Response, abort, flash, url_for
from flask_babel import get_locale
from flask_login import current_user

from ntfc import clock
from ntfc.committees import queries as committees
from ntfc.errors import FieldRefused
from ntfc.forms import options, typed
from ntfc.htmx import done
from ntfc.i18n import _
from ntfc.people import queries as people
from ntfc.permissions import SITE, authorize
from ntfc_golden_list import forms
from ntfc_golden_list.models import Programme
from ntfc_golden_list.queries import programmes as queries
from ntfc_golden_list.rules import access, programme
from ntfc_golden_list.service import programmes as service
from ntfc_golden_list.views.common import ask, bp, crumbs, today


@bp.route("/begin", methods=["GET", "POST"])
def begin() -> Response:
    authorize(current_user, access.BEGIN, SITE)
    form = typed(forms.BeginForm)

    def act() -> str:
        made = service.begin(
            SITE,
            profile=form.profile.data,
            country=form.country.data or "",
            now=clock.now(),
            actor=current_user,
        )
        return _home(made)

    return ask(
        form,
        act,
        _("The programme is begun."),
        title=_("Begin a programme"),
        crumbs=[],
        button=_("Begin"),
    )


def _home(made: Programme) -> str:
    return url_for("golden_list.set_up", programme_id=made.id)


@bp.route("/programmes/<int:programme_id>/set-up", methods=["GET", "POST"])
def set_up(programme_id: int) -> Response:
    made = queries.get_programme(programme_id)
    authorize(current_user, access.MANAGE, made)
    names = ("of_body_id", "stage", "pilot_on", "register", "exempt", *service.TERMS)
    told = {name: getattr(made, name) for name in names}
    form = typed(forms.SetUpForm, **told)
    form.of_body_id.choices = options([("", _("None")), *committees.body_choices(current_user)])

    def act() -> str:
        service.set_up(made, values=form.values, actor=current_user)
        return _home(made)

    return ask(
        form,
        act,
        _("The programme is set up as you said."),
        template="golden_list/set_up.html",
        programme=made,
        edition=queries.newest_edition(made.id),
        officers=queries.officers(made.id),
        warnings=_warnings(made),
    )


def _warnings(made: Programme) -> list[str]:
    """Return what good practice says against the programme as it is; it holds nothing back."""
    told = [*programme.order_warnings({part.code: part.opens_on for part in made.roles})]
    if made.stage is programme.Stage.PILOT:
        told += programme.pilot_warnings(queries.pilot(made.id))
    return told


@bp.route("/programmes/<int:programme_id>/rules", methods=["GET", "POST"])
def rules(programme_id: int) -> Response:
    made = queries.get_programme(programme_id)
    authorize(current_user, access.MANAGE, made)
    edition, language = queries.newest_edition(made.id), str(get_locale())
    texts = {name: getattr(edition, name).get(language, "") for name in programme.IN_PUBLIC}
    form = typed(forms.RulesForm, **texts)

    def act() -> str:
        service.write_rules(
            made, edition=edition, texts=form.values, language=language, actor=current_user
        )
        return _home(made)

    return ask(
        form,
        act,
        _("The texts are kept. They are public once they are published."),
        title=_("Rules that everybody may read"),
        crumbs=crumbs(made),
        button=_("Keep"),
    )


@bp.post("/programmes/<int:programme_id>/rules/publish")
def publish(programme_id: int) -> Response:
    made = queries.get_programme(programme_id)
    authorize(current_user, access.MANAGE, made)
    edition = queries.newest_edition(made.id)
    service.publish(made, edition=edition, on=today(), actor=current_user)
    flash(_("The rules are published."), "success")
    return done(_home(made))


@bp.route("/programmes/<int:programme_id>/officers", methods=["GET", "POST"])
def officers(programme_id: int) -> Response:
    made = queries.get_programme(programme_id)
    authorize(current_user, access.MANAGE, made)
    form = typed(forms.OfficerForm)

    def act() -> str:
        person = people.by_email(form.email.data)
        if person is None:
            raise FieldRefused("email", _("Nobody here has this e-mail address."))
        service.appoint(
            made,
            person=person,
            post=form.post.data,
            on=today(),
            actor=current_user,
            outside=_outside(form) if form.is_third_party.data else None,
        )
        return _home(made)

    return ask(
        form,
        act,
        _("The post is given."),
        title=_("Give a post"),
        crumbs=crumbs(made),
        button=_("Give the post"),
    )


def _outside(form: forms.OfficerForm) -> service.Outside:
    overseer = people.by_email(form.overseer.data) if form.overseer.data else None
    if form.overseer.data and overseer is None:
        raise FieldRefused("overseer", _("Nobody here has this e-mail address."))
    return service.Outside(form.method.data or "", overseer.id if overseer else None)


@bp.post("/programmes/<int:programme_id>/rules/revise")
def revise(programme_id: int) -> Response:
    made = queries.get_programme(programme_id)
    authorize(current_user, access.MANAGE, made)
    service.revise(made, edition=queries.newest_edition(made.id), actor=current_user)
    flash(_("A new version is begun; the one before holds until it is published."), "success")
    return done(_home(made))


@bp.post("/officers/<int:officer_id>/relieve")
def relieve(officer_id: int) -> Response:
    officer = queries.get_officer(officer_id)
    authorize(current_user, access.MANAGE, officer.programme)
    service.relieve(officer.programme, officer=officer, actor=current_user)
    flash(_("The post is free."), "success")
    return done(_home(officer.programme))


@bp.route("/programmes/<int:programme_id>/roles/<int:part_id>", methods=["GET", "POST"])
def part(programme_id: int, part_id: int) -> Response:
    made = queries.get_programme(programme_id)
    authorize(current_user, access.MANAGE, made)
    found = next((one for one in made.roles if one.id == part_id), None)
    if found is None:
        abort(404)
    form = typed(forms.PartForm, opens_on=found.opens_on)

    def act() -> str:
        service.open_part(made, part=found, opens_on=form.opens_on.data, actor=current_user)
        return _home(made)

    return ask(
        form,
        act,
        _("The programme is open as you said."),
        title=found.title,
        crumbs=crumbs(made),
        button=_("Keep"),
    )
