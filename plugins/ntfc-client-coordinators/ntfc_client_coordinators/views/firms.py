"""Firms: the portfolio, the file of one, talks and notes."""

from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.forms import typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.permissions import BE_HERE, SITE, authorize, can
from ntfc.plugins import settings_of
from ntfc_client_coordinators import forms, words
from ntfc_client_coordinators.models.firms import plain
from ntfc_client_coordinators.queries import cases, plans
from ntfc_client_coordinators.queries import firms as queries
from ntfc_client_coordinators.queries import log as log_queries
from ntfc_client_coordinators.rules import access, assigning
from ntfc_client_coordinators.rules.portfolio import Candidate, Level, Talk
from ntfc_client_coordinators.service import firms as service
from ntfc_client_coordinators.service import log
from ntfc_client_coordinators.views.common import (
    ask,
    bp,
    crumbs,
    moment,
    page_of,
    refuse_overtaken,
    seen,
    today,
)

FIELDS = (
    "name",
    "registration",
    "branch",
    "size",
    "cadence_months",
    "people",
    "volume",
    "complexity",
    "divisions",
    "countries",
    "access",
    "candidate",
)


@bp.get("/")
def index() -> Response:
    """The firms of who asks; with none, what may be done about it."""
    authorize(current_user, BE_HERE, SITE)
    desk = queries.find_desk(current_user)
    works = desk is not None and bool(access.posts_of(current_user, desk))
    shown = queries.Shown(
        q=request.args.get("q", "").strip()[:100],
        overdue=bool(request.args.get("overdue")),
        mine=bool(request.args.get("mine")),
        left=bool(request.args.get("left")),
    )
    number = max(1, request.args.get("page", 1, type=int))
    rows, last = (
        queries.portfolio(current_user, desk, shown, today(), number)
        if works and desk is not None
        else ([], 1)
    )
    return render(
        "client_coordinators/index.html",
        desk=desk,
        works=works,
        sees_all=desk is not None and queries.sees_all(current_user, desk),
        has_accepted=desk is not None and access.has_accepted(current_user.person_id, desk),
        hours=_hours(),
        may_begin=desk is None and can(current_user, access.BEGIN, SITE),
        rows=rows,
        shown=shown,
        number=number,
        last=last,
        today=today(),
        is_declared=lambda on: assigning.is_declared(on, today()),
    )


def _hours() -> str | None:
    """Return when firms reach the service, as an administrator set it."""
    hours: str | None = settings_of("client_coordinators")[words.HOURS.name]
    return hours


@bp.get("/firms/known")
def known() -> Response:
    """Offer firms that a programme knows already, to be taken in without typing them again."""
    desk = queries.read_desk(current_user)
    authorize(current_user, access.LEAD, desk)
    name = request.args.get("q", "").strip()[:100]
    return render(
        "client_coordinators/known.html",
        name=name,
        rows=queries.known_firms([name], name) if name else [],
    )


@bp.route("/firms/new", methods=["GET", "POST"])
def new_firm() -> Response:
    desk = queries.get_desk()
    authorize(current_user, access.LEAD, desk)
    medium = {"size": Level.MEDIUM, "volume": Level.MEDIUM, "complexity": Level.MEDIUM}
    offered = {name: request.args.get(name, "") for name in ("name", "registration", "branch")}
    form = typed(forms.FirmForm, candidate=Candidate.NONE, **medium, **offered)

    def act() -> str:
        return page_of(service.add(desk, values=_told(form), **moment()))

    return ask(
        form,
        act,
        _("The firm is taken in. Name who answers for it."),
        title=_("Take a firm in"),
        button=_("Take it in"),
        crumbs=[(_("Firms"), url_for(".index"))],
    )


def _told(form: forms.FirmForm) -> dict[str, object]:
    texts = ("branch", "access")
    told = {name: value for name, value in form.values.items() if name != "seen"}
    return {name: (value or "") if name in texts else value for name, value in told.items()}


@bp.get("/firms/<int:firm_id>")
def firm(firm_id: int) -> Response:
    found = queries.read_firm(firm_id, current_user)
    authorize(current_user, access.READ, found)
    number = max(1, request.args.get("page", 1, type=int))
    restricted = access.reads_restricted(current_user, found)
    leads = can(current_user, access.LEAD, found.desk)
    entries, last = log_queries.entries(found.id, restricted=restricted, page=number)
    contacts, pages = log_queries.contacts(found.id)
    # Whoever is the first has nothing from anybody, and nobody yet to pass it on to.
    handovers = queries.passed_on(found.id) if len(found.assignments) > 1 else ()
    return render(
        "client_coordinators/firm.html",
        firm=found,
        label=found.desk.label,
        hours=_hours(),
        leads=leads,
        cares=can(current_user, access.CARE, found),
        assignments=found.assignments[::-1],
        handovers=handovers,
        passed_on={one.from_id: one.id for one in handovers if one.manager_on},
        declared=log_queries.declarations(found.id) if leads else (),
        known=queries.known_firms([found.registration]),
        cases=cases.of_firm(found.id),
        plans=plans.versions(found.id),
        audits=plans.audits(found.id),
        dues=plans.dues(found.id),
        contacts=contacts,
        more_talks=pages > 1,
        entries=entries,
        number=number,
        last=last,
        today=today(),
        offered=lambda one: assigning.offered(plain(one, accepted=True)),
        is_declared=lambda on: assigning.is_declared(on, today()),
    )


@bp.route("/firms/<int:firm_id>/edit", methods=["GET", "POST"])
def edit(firm_id: int) -> Response:
    found = seen(firm_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.EditFirmForm, **{name: getattr(found, name) for name in FIELDS})

    def act() -> str:
        refuse_overtaken(form, found)
        service.update(found, values=_told(form), **moment())
        return page_of(found)

    return ask(
        form,
        act,
        _("The file of the firm is up to date."),
        title=_("File of the firm"),
        button=_("Keep"),
        crumbs=crumbs(found),
    )


@bp.post("/firms/<int:firm_id>/leave")
def leave(firm_id: int) -> Response:
    found = seen(firm_id)
    authorize(current_user, access.LEAD, found.desk)
    service.leave(found.desk, firm=found, on=today(), now=clock.now(), actor=current_user)
    flash(_("The firm left the service. What is written of it stays."), "success")
    return done(page_of(found))


@bp.post("/firms/<int:firm_id>/come-back")
def come_back(firm_id: int) -> Response:
    found = seen(firm_id)
    authorize(current_user, access.LEAD, found.desk)
    service.come_back(found.desk, firm=found, now=clock.now(), actor=current_user)
    flash(_("The firm is in the service again."), "success")
    return done(page_of(found))


@bp.route("/firms/<int:firm_id>/contact", methods=["GET", "POST"])
def contact(firm_id: int) -> Response:
    """Twenty seconds on a phone: the firm is known, one picks what it was and says what was agreed."""
    found = seen(firm_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.ContactForm, talk=Talk.DAILY)

    def act() -> str:
        told: dict[str, Any] = form.values
        texts = {name: told[name] or "" for name in ("agreed", "participants", "topics", "private")}
        spoken = service.Spoken(talk=told["talk"], on=told["on"], **texts)
        service.log_contact(found, spoken=spoken, **moment())
        return page_of(found)

    return ask(
        form,
        act,
        _("It is written down."),
        title=_("Write a talk down"),
        button=_("Keep"),
        crumbs=crumbs(found),
    )


@bp.get("/firms/<int:firm_id>/talks")
def talks(firm_id: int) -> Response:
    found = queries.read_firm(firm_id, current_user)
    authorize(current_user, access.READ, found)
    number = max(1, request.args.get("page", 1, type=int))
    contacts, last = log_queries.contacts(found.id, number, log_queries.LAST)
    return render(
        "client_coordinators/talks.html",
        firm=found,
        contacts=contacts,
        number=number,
        last=last,
        crumbs=crumbs(found),
    )


@bp.route("/firms/<int:firm_id>/note", methods=["GET", "POST"])
def note(firm_id: int) -> Response:
    found = seen(firm_id)
    authorize(current_user, access.CARE, found)
    form = typed(forms.NoteForm)

    def act() -> str:
        told = {"kind": form.kind.data, "text": form.text.data}
        log.note(found, **told, now=clock.now(), actor=current_user)
        return page_of(found)

    return ask(
        form,
        act,
        _("It is written down."),
        title=_("Write a note"),
        button=_("Keep"),
        lead=_("What is written here stays as it is."),
        crumbs=crumbs(found),
    )
