"""The page behind a one-time link, and the links that were sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, flash, g, request, url_for
from flask_login import current_user

from ntfc import acts, clock, files, mail
from ntfc.acts import Act
from ntfc.errors import FieldRefused, Gone, Overtaken
from ntfc.forms import Form
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.links import queries, rules, service
from ntfc.links.models import Link
from ntfc.permissions import COME_IN, SITE, LinkHolder, authorize
from ntfc.transaction import afterwards, before_writing
from ntfc.uploads import WithFile, sent

bp = Blueprint("links", __name__)


@dataclass(frozen=True)
class Door:
    """What a usable link opens."""

    link: Link
    act: Act
    subject: Any
    holder: LinkHolder

    def form(self, typed: Any) -> Form:
        """Return what there is to fill in, with what was typed; fit for this person."""
        found = self.act.form(typed, self.subject)
        self.act.fit(found, self.holder, self.subject)
        return found

    def page(self, token: str, form: Form, status: int = 200) -> Response:
        """Return the page that says who, what and until when, with its one button."""
        shown = self.act.show(self.holder, self.subject)
        page = {**vars(self), "shown": shown}
        return render("links/act.html", status=status, token=token, form=form, **page)


@bp.get("/l/<token>")
def open_link(token: str) -> Response:
    now = clock.now()
    door = _door(token, now)
    if isinstance(door, Response):
        return door
    authorize(door.holder, door.act.permission, door.subject)
    if door.link.first_opened_at is None and request.method == "GET":
        afterwards(_note_opening, token, now)
    return door.page(token, door.form(None))


@bp.post("/l/<token>")
def act_by_link(token: str) -> Response:
    now = clock.now()
    with before_writing():
        door = _door(token, now)
        if isinstance(door, Response):
            return door
        authorize(door.holder, door.act.permission, door.subject)
        form = door.form(request.form)
        is_right = not door.act.reads and form.validate()
        if not is_right and not isinstance(form, WithFile):
            return door.page(token, form, 422)
        values = door.act.prepare(form.values) if is_right else None
    values = _with_file(form, values)
    door = _door(token, now)
    if isinstance(door, Response):
        return door
    return door.page(token, form, 422) if values is None else _used(door, token, form, values, now)


def _with_file(form: Form, values: dict[str, Any] | None) -> dict[str, Any] | None:
    """Add the file that came, if any; it is kept also where something else is wrong."""
    if not isinstance(form, WithFile):
        return values
    came = sent("file", lambda: None)  # whether this person may was asked before
    if came is not None and not form.carries(came):
        return None
    return None if values is None else {**values, "sent": came}


def _used(door: Door, token: str, form: Form, values: dict[str, Any], now: datetime) -> Response:
    """Do what the link is for, and say so; or show the form with all that was typed."""
    try:
        service.use(door.link, door.act, door.subject, values, actor=door.holder, now=now)
    except FieldRefused as refusal:
        form.refuse(refusal.field, refusal.reason)
        return door.page(token, form, 422)
    except Overtaken as refusal:
        form.set_beside(refusal.stands)
        form.form_errors = [*form.form_errors, *refusal.reasons]
        return door.page(token, form, 409)
    except Gone as over:  # somebody pressed the same button a moment earlier
        return _closed(token, over.reason, 410)
    if door.act.lasts and door.act.still(door.link.person, door.subject) is None:
        flash(door.act.after, "success")
        return done(url_for(".open_link", token=token))
    return render("links/done.html", act=door.act, subject=door.subject)


@bp.get("/l/<token>/papers/<int:document_id>")
def take_by_link(token: str, document_id: int) -> Response:
    """Hand out a paper of the page that the link opens."""
    now = clock.now()
    door = _door(token, now)
    if isinstance(door, Response):
        return door
    authorize(door.holder, door.act.permission, door.subject)
    found = door.act.file(door.holder, door.subject, document_id) if door.act.file else None
    if found is None:
        return _closed(token, rules.NOT_BY_THIS_LINK, 404, may_ask=False)
    afterwards(_note_taken, token, document_id, now)
    return files.download(*found)


@bp.post("/l/<token>/again")
def ask_again(token: str) -> Response:
    authorize(current_user, COME_IN, SITE)
    link = queries.by_token(token)
    if link is not None:
        service.ask_again(link, actor=current_user, now=clock.now())
    sent = mail.is_written()
    return render("links/asked.html", sentence=rules.ASKED if sent else rules.NO_MAIL, sent=sent)


def _door(token: str, now: datetime) -> Door | Response:
    """Return what the link opens, or the page that says why it opens nothing."""
    link = queries.by_token(token)
    if link is None:
        return _closed(token, rules.NO_SUCH_LINK, 404)
    g.language = link.person.language
    state = rules.state_of(link, now)
    if state not in rules.USABLE:
        return _closed(token, rules.WHY_OVER[state], 410)
    act = acts.named(link.act)
    subject = act.load(link.subject_id) if act else None
    if act is None or subject is None:
        return _closed(token, rules.SUBJECT_GONE, 410)
    over = act.still(link.person, subject)
    if over is not None:
        return _closed(token, over, 410, may_ask=False)
    holder = LinkHolder(
        person_id=link.person_id,
        name=link.person.name,
        permission=act.permission,
        subject=subject,
        language=link.person.language,
        time_zone=link.person.time_zone,
    )
    return Door(link, act, subject, holder)


def _closed(token: str, reason: str, status: int, *, may_ask: bool = True) -> Response:
    """Say why; asking for another link is offered where one can arrive, whoever it was for."""
    no_mail = rules.NO_MAIL if may_ask and not mail.is_written() else ""
    shown = {"token": token, "reason": reason, "may_ask": may_ask, "no_mail": no_mail}
    return render("links/closed.html", status=status, **shown)


def _note_opening(token: str, now: datetime) -> None:
    door = _door(token, now)
    if isinstance(door, Door):
        service.note_opening(door.link, actor=door.holder, now=now)


def _note_taken(token: str, document_id: int, now: datetime) -> None:
    door = _door(token, now)
    if isinstance(door, Door):
        service.note_taken(door.link, document_id=document_id, actor=door.holder)
        door.act.note_taken(door.holder, door.subject, document_id)


@bp.get("/links/")
def index() -> Response:
    authorize(current_user, rules.MANAGE, SITE)
    person_id = request.args.get("person_id", type=int)
    subject = request.args.get("subject", "")
    page = max(1, request.args.get("page", 1, type=int))
    rows, last = queries.listed(
        current_user, clock.now(), person_id=person_id, subject=subject, page=page
    )
    chosen = {"person_id": person_id, "subject": subject}
    return render(
        "links/index.html", "links/_list.html", rows=rows, page=page, last=last, chosen=chosen
    )


@bp.get("/links/invitations")
def invitations() -> Response:
    authorize(current_user, rules.MANAGE, SITE)
    rows = queries.awaited(current_user, clock.now())
    return render("links/invitations.html", "links/_list.html", rows=rows)


@bp.post("/links/<int:link_id>/revoke")
def revoke(link_id: int) -> Response:
    link = queries.get_link(link_id)
    authorize(current_user, rules.MANAGE, link)
    service.revoke(link, actor=current_user, now=clock.now())
    flash(_("The link to %(name)s is revoked.", name=link.person.name), "success")
    return done(url_for(".index", person_id=link.person_id))


@bp.post("/links/<int:link_id>/renew")
def renew(link_id: int) -> Response:
    link = queries.get_link(link_id)
    authorize(current_user, rules.MANAGE, link)
    return _issued(service.renew(link, actor=current_user, now=clock.now()))


@bp.post("/links/invite/<int:person_id>")
def invite(person_id: int) -> Response:
    person = queries.get_person(person_id)
    authorize(current_user, rules.INVITE, person)
    return _issued(service.invite(person, actor=current_user, now=clock.now()))


def _issued(issued: service.Issued) -> Response:
    """Say that the link was mailed; else show its address, this once, to be handed over."""
    person = issued.link.person
    if issued.is_sent:
        flash(_("The link was sent to %(name)s.", name=person.name), "success")
        return done(url_for(".index", person_id=person.id))
    return render("links/hand_over.html", handed=[issued], person=person)
