"""Bringing the lines of a draft into order: by keys, by dragging, as parts of each other."""

from collections.abc import Sequence

from sqlalchemy.orm.attributes import flag_modified

from ntfc import audit, plugins
from ntfc.agendas import rules
from ntfc.agendas.models import Agenda, AgendaItem
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.permissions import Actor, requires


def _touch(agenda: Agenda) -> None:
    """Move the agenda's version on too: two people may bring it into order at one time."""
    flag_modified(agenda, "despite")
    db.session.flush()
    plugins.notify("ntfc_agenda_changed", agenda=agenda)


@requires(rules.EDIT)
def shift(item: AgendaItem, *, steps: int, actor: Actor) -> None:
    """Move an item up or down among those beside it."""
    refuse_if(rules.obstacles_to_reordering(item.agenda))
    beside = [
        line.item.id
        for line in rules.lined_up(item.agenda.items)
        if line.item.parent_id == item.parent_id
    ]
    if item.id in beside:
        _set_order(item.agenda, rules.moved(beside, item.id, steps))
    audit.record(actor, "agenda.reordered", item.agenda)


@requires(rules.EDIT)
def reorder(agenda: Agenda, *, ids: Sequence[int], actor: Actor) -> None:
    """Bring the items into the order in which somebody dragged them; parts follow their whole."""
    refuse_if(rules.obstacles_to_reordering(agenda))
    present = [line.item.id for line in rules.lined_up(agenda.items)]
    _set_order(agenda, rules.reordered(present, ids))
    audit.record(actor, "agenda.reordered", agenda)


def _set_order(agenda: Agenda, ids: Sequence[int]) -> None:
    by_id = {item.id: item for item in agenda.items}
    places = sorted(by_id[number].position for number in ids)
    # Places of their own for each: dragging must not depend on gaps that ran out.
    for place, number in zip(_distinct(places), ids, strict=True):
        by_id[number].position = place
    _touch(agenda)


def _distinct(places: Sequence[int]) -> list[int]:
    found: list[int] = []
    for place in places:
        found.append(max(place, found[-1] + 1) if found else place)
    return found


@requires(rules.EDIT)
def put_below(item: AgendaItem, *, parent_id: int | None, actor: Actor) -> None:
    """Make an item a part of another one, or an item of its own again."""
    refuse_if(rules.obstacles_to_reordering(item.agenda))
    refuse_if(rules.obstacles_to_putting_below(item, parent_id))
    item.parent_id = parent_id
    _touch(item.agenda)
    audit.record(actor, "agenda.item_put_below", item, parent=parent_id)
