"""Changing the lines of an agenda: taking in, typing, editing, ordering, taking off."""

from flask import Response, abort, request
from flask_login import current_user

from ntfc import clock
from ntfc.agendas import queries, rules
from ntfc.agendas.forms import AddForm, ItemForm, TemplateForm
from ntfc.agendas.models import Agenda, AgendaItem, ItemState
from ntfc.agendas.service import building as service
from ntfc.agendas.service import changing, ordering, templates
from ntfc.agendas.views.common import (
    ask,
    bp,
    crumbs_of,
    handed,
    page_url,
    seen,
    seen_item,
    today_in,
)
from ntfc.agendas.views.show import changed, lines_of, page_of, shown
from ntfc.errors import Refused
from ntfc.forms import typed
from ntfc.htmx import done, render, wants_fragment
from ntfc.i18n import _
from ntfc.issues.rules import WORD
from ntfc.links.service import Issued
from ntfc.once import once
from ntfc.permissions import authorize, can
from ntfc.procedure.queries import rules_on

# The buttons of a line: up, down, below the one above it, or out again.
WAYS = ("up", "down", "in", "out")
ASKED = _("The author is asked. The words hold once the author agrees.")


@bp.get("/agenda-items/<int:item_id>/acts")
def acts(item_id: int) -> Response:
    """Show what may be done with an item: its menu in the agenda, asked for when it is opened."""
    item = seen_item(item_id)
    prepares = can(current_user, rules.EDIT, item)
    return render(
        "agendas/acts.html",
        "agendas/_acts.html",
        item=item,
        offered=queries.acts_on(item.agenda, current_user).get(item.id, ()),
        prepares=prepares,
        open=prepares and not item.released_at and item.state is not ItemState.DROPPED,
        removable=_removable(item),
        within=wants_fragment(),
        crumbs=crumbs_of(item.agenda.meeting, within=True),
    )


def _removable(item: AgendaItem) -> list[queries.PaperRow]:
    """Return the papers at an item that the person may take off it."""
    if not can(current_user, rules.ATTACH, item):
        return []
    found = queries.papers_on(item.agenda, current_user).get(item.id, ())
    return [one for one in found if one.is_late or not item.released_at]


@bp.post("/agendas/<int:agenda_id>/take")
def take(agenda_id: int) -> Response:
    """Put on the agenda what proposed itself: one line by its key, or all of it."""
    agenda = seen(agenda_id)
    authorize(current_user, rules.EDIT, agenda)
    key = request.form.get("key", "")
    proposals = queries.proposals_for(agenda.meeting, agenda, current_user)
    chosen = proposals if key == "all" else [one for one in proposals if one.key == key]
    try:
        service.take(
            agenda,
            proposals=chosen,
            procedure=rules_on(agenda.body, today_in(agenda)),
            actor=current_user,
            now=clock.now(),
        )
    except Refused as refusal:
        return page_of(agenda, 409, reasons=refusal.reasons)
    return changed(agenda, _("It stands on the agenda."))


@bp.post("/agendas/<int:agenda_id>/items")
def add(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    authorize(current_user, rules.EDIT, agenda)
    form = AddForm(request.form)
    form.steer(agenda.body.purpose)
    if not form.validate():
        return page_of(agenda, 422, add_form=form)
    try:
        once(lambda: _add(agenda, form))
    except Refused as refusal:
        return page_of(agenda, 409, add_form=form, reasons=refusal.reasons)
    return changed(agenda, _("The item is added."))


def _add(agenda: Agenda, form: AddForm) -> str:
    service.add_item(
        agenda,
        facts=form.values,
        procedure=rules_on(agenda.body, today_in(agenda)),
        actor=current_user,
        now=clock.now(),
    )
    return page_url(agenda)


@bp.post("/agendas/<int:agenda_id>/template")
def add_template(agenda_id: int) -> Response:
    agenda = seen(agenda_id)
    authorize(current_user, rules.EDIT, agenda)
    lines = lines_of(request.form.get("template", ""), agenda.meeting)
    service.add_lines(agenda, lines=lines, actor=current_user, now=clock.now())
    return changed(agenda, _("The lines are added."))


@bp.route("/agendas/<int:agenda_id>/keep", methods=["GET", "POST"])
def keep(agenda_id: int) -> Response:
    """Keep the lines of this agenda to begin others with."""
    agenda = seen(agenda_id)
    authorize(current_user, rules.EDIT, agenda)
    form = TemplateForm(request.form if request.method == "POST" else None)

    def act() -> str:
        templates.keep_template(agenda, name=form.name.data, actor=current_user, now=clock.now())
        return page_url(agenda)

    return ask(
        form,
        act,
        _("Kept. The next agenda can begin with it."),
        title=_("Keep these lines for later agendas"),
        lead=_("Issues stay where they are; a template of the same name is replaced."),
        button=_("Keep"),
        crumbs=crumbs_of(agenda.meeting, within=True),
        back=page_url(agenda),
    )


@bp.route("/agenda-items/<int:item_id>/edit", methods=["GET", "POST"])
def edit(item_id: int) -> Response:
    item = seen_item(item_id)
    authorize(current_user, rules.EDIT, item)
    form, today = _form_of(item), today_in(item.agenda)
    issue, office = queries.issue_behind(item, today)
    author = rules.author_of(issue, office)
    if author is not None:
        form.name_author(author)
    asks = issue is not None and author is not None and can(current_user, WORD, issue)
    is_offer = asks and "offer" in request.form

    def act() -> str | Response:
        told = {"facts": form.facts, "seen": form.seen.version, "actor": current_user}
        if not is_offer:
            changing.change_item(item, **told, today=today)
            return page_url(item.agenda)
        issued = changing.offer_words(item, **told, now=clock.now(), today=today)
        return handed([issued], item.agenda) if issued else page_url(item.agenda)

    return ask(
        form,
        act,
        ASKED if is_offer else _("The item is changed."),
        title=_("Change the item"),
        lead=item.title,
        button=_("Save"),
        offers=asks and bool(rules.reworded(item, form.facts)),
        crumbs=crumbs_of(item.agenda.meeting, within=True),
        back=page_url(item.agenda),
    )


def _form_of(item: AgendaItem) -> ItemForm:
    stored = {column.key: getattr(item, column.key) for column in item.__mapper__.columns}
    form: ItemForm = typed(ItemForm, **stored, seen=item.version)
    form.steer(item.agenda.body.purpose)
    return form


def _as_it_stands(agenda: Agenda) -> Response:
    """Answer a change of the order, which speaks for itself."""
    return done(page_url(agenda), "agendas/_whole.html", **shown(queries.get_agenda(agenda.id)))


@bp.post("/agendas/<int:agenda_id>/order")
def order(agenda_id: int) -> Response:
    """Bring the lines into the order they were dragged into, or move one by its button."""
    agenda = seen(agenda_id)
    authorize(current_user, rules.EDIT, agenda)
    way = next((way for way in WAYS if way in request.form), None)
    if "item" in request.form or way is None:
        ids = request.form.getlist("item", type=int)
        ordering.reorder(agenda, ids=ids, actor=current_user)
    else:
        _shift(agenda, way, request.form.get(way, type=int))
    return _as_it_stands(agenda)


def _shift(agenda: Agenda, way: str, item_id: int | None) -> None:
    item = next((one for one in agenda.items if one.id == item_id), None)
    if item is None:
        abort(404)
    if way in {"up", "down"}:
        ordering.shift(item, steps=-1 if way == "up" else 1, actor=current_user)
    else:
        above = _above(item) if way == "in" else None
        ordering.put_below(item, parent_id=above, actor=current_user)


def _above(item: AgendaItem) -> int | None:
    """Return the item of its own that stands right above this one."""
    tops = [line.item.id for line in rules.lined_up(item.agenda.items) if line.depth == 0]
    here = tops.index(item.id) if item.id in tops else 0
    return tops[here - 1] if here > 0 else None


@bp.post("/agenda-items/<int:item_id>/standing")
def standing(item_id: int) -> Response:
    item = seen_item(item_id)
    authorize(current_user, rules.EDIT, item)
    changing.keep_as_standing(item, is_standing=not item.is_standing, actor=current_user)
    told = _("It comes again.") if item.is_standing else _("It does not come again by itself.")
    return changed(item.agenda, told)


@bp.post("/agenda-items/<int:item_id>/take-off")
def take_off(item_id: int) -> Response:
    item = seen_item(item_id)
    authorize(current_user, rules.EDIT, item)
    issued, told = list[Issued](), _("The item is taken off. It can be put back below.")
    service.take_off(item, actor=current_user, now=clock.now(), to_hand_over=issued)
    return handed(issued, item.agenda, told) if issued else changed(item.agenda, told)


@bp.post("/agenda-items/<int:item_id>/put-back")
def put_back(item_id: int) -> Response:
    item = seen_item(item_id)
    authorize(current_user, rules.EDIT, item)
    issued, told = list[Issued](), _("The item stands on the agenda again.")
    service.put_back(item, actor=current_user, now=clock.now(), to_hand_over=issued)
    return handed(issued, item.agenda, told) if issued else changed(item.agenda, told)
