"""One page for all lists: choose one, see its entries, add, rename, order, retire."""

from typing import Any

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_login import current_user

from ntfc.db import db
from ntfc.errors import Refused
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.lists import forms, queries, rules, service
from ntfc.lists.forms import EntryForm
from ntfc.organisations.models import Choice
from ntfc.organisations.rules import choice_name
from ntfc.permissions import SITE, authorize
from ntfc.plugins import ChoiceList

bp = Blueprint("lists", __name__, url_prefix="/lists")

PAGE = ("lists/show.html", "lists/_entries.html")


def list_named(key: str) -> ChoiceList:
    choices = queries.find(key)
    return choices if choices is not None else abort(404)


def entry_of(choices: ChoiceList, entry_id: int) -> Choice:
    entry: Choice | None = db.session.get(choices.model, entry_id)
    return entry if entry is not None else abort(404)


def shown(choices: ChoiceList, form: EntryForm) -> dict[str, Any]:
    """Return all that the page of one list shows."""
    words = {extra.name: dict(extra.options()) for extra in choices.extras if extra.options}
    return {"choices": choices, "entries": queries.entries(choices), "form": form, "words": words}


def answer(choices: ChoiceList) -> Response:
    values = shown(choices, forms.form_for(choices)())
    return done(url_for(".show", key=choices.key), PAGE[1], **values)


@bp.get("/")
def index() -> Response:
    authorize(current_user, rules.EDIT, SITE)
    lists = queries.every_list()
    return render("lists/index.html", lists=lists, sizes=queries.sizes(lists))


@bp.get("/<key>")
def show(key: str) -> Response:
    authorize(current_user, rules.EDIT, SITE)
    choices = list_named(key)
    return render(*PAGE, **shown(choices, forms.form_for(choices)()))


@bp.post("/<key>")
def add(key: str) -> Response:
    authorize(current_user, rules.EDIT, SITE)
    choices = list_named(key)
    form = forms.form_for(choices)(request.form)
    if not form.validate():
        return render(*PAGE, status=422, **shown(choices, form))
    try:
        entry = service.add_entry(SITE, choices=choices, values=form.facts, actor=current_user)
    except Refused as refused:
        form.refuse("name", refused.reasons[0])
        return render(*PAGE, status=422, **shown(choices, form))
    flash(_("“%(name)s” is in the list now.", name=choice_name(entry)), "success")
    return answer(choices)


@bp.get("/<key>/<int:entry_id>")
def edit(key: str, entry_id: int) -> Response:
    authorize(current_user, rules.EDIT, SITE)
    choices = list_named(key)
    entry = entry_of(choices, entry_id)
    form = forms.opened(choices, entry)
    return render("lists/edit.html", choices=choices, entry=entry, form=form)


@bp.post("/<key>/<int:entry_id>")
def change(key: str, entry_id: int) -> Response:
    authorize(current_user, rules.EDIT, SITE)
    choices = list_named(key)
    entry = entry_of(choices, entry_id)
    form = forms.form_for(choices)(request.form)
    values = {"choices": choices, "entry": entry, "form": form}
    if not form.validate():
        return render("lists/edit.html", status=422, **values)
    try:
        service.change_entry(entry, choices=choices, values=form.facts, actor=current_user)
    except Refused as refused:
        form.refuse("name", refused.reasons[0])
        return render("lists/edit.html", status=422, **values)
    flash(_("Saved."), "success")
    return done(url_for(".show", key=key))


@bp.post("/<key>/<int:entry_id>/up")
def move_up(key: str, entry_id: int) -> Response:
    authorize(current_user, rules.EDIT, SITE)
    choices = list_named(key)
    service.move_up(entry_of(choices, entry_id), choices=choices, actor=current_user)
    return answer(choices)


@bp.post("/<key>/<int:entry_id>/retire")
def retire(key: str, entry_id: int) -> Response:
    authorize(current_user, rules.EDIT, SITE)
    choices = list_named(key)
    entry = entry_of(choices, entry_id)
    service.retire(entry, choices=choices, actor=current_user)
    flash(_("“%(name)s” is no longer offered.", name=choice_name(entry)), "success")
    return answer(choices)


@bp.post("/<key>/<int:entry_id>/bring-back")
def bring_back(key: str, entry_id: int) -> Response:
    authorize(current_user, rules.EDIT, SITE)
    choices = list_named(key)
    entry = entry_of(choices, entry_id)
    service.bring_back(entry, actor=current_user)
    flash(_("“%(name)s” is offered again.", name=choice_name(entry)), "success")
    return answer(choices)
