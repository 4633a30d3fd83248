"""What bodies are called: their name, further names, and the names they had."""

from datetime import date
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from ntfc import audit
from ntfc.committees import queries, rules
from ntfc.committees.models import Body, BodyName
from ntfc.committees.models.vocabulary import NameKind
from ntfc.db import db
from ntfc.errors import Refused, refuse_if
from ntfc.i18n import _
from ntfc.names import by_language
from ntfc.permissions import Actor, requires
from ntfc.texts import folded_key


@requires(rules.EDIT)
def add_name(body: Body, /, *, kind: NameKind, name: str, actor: Actor, **facts: Any) -> BodyName:
    """Add a further name: a translation, a second name with its mandate, or a former one."""
    queries.hold(body, "names")
    key = folded_key(name)
    if any(known.name_key == key and known.kind is kind for known in body.names):
        raise Refused(_("The body has this name already."))
    further = BodyName(body_id=body.id, kind=kind, name=name, **facts)
    body.names.append(further)
    _tell_languages(body)
    audit.record(actor, "body.name_added", body, kind=kind.value)
    return further


@requires(rules.EDIT)
def remove_name(body: Body, /, *, name_id: int, actor: Actor) -> None:
    """Take a further name away that was entered by mistake."""
    body.names = [known for known in body.names if known.id != name_id]
    _tell_languages(body)
    audit.record(actor, "body.name_removed", body, name=name_id)


@requires(rules.EDIT)
def rename(body: Body, *, name: str, today: date, actor: Actor) -> None:
    """Give the body another name; the old one stays, and a search finds it by both."""
    queries.hold_tree(body)
    if rules.fold(name) == rules.fold(body.main_name):
        raise Refused(_("This is its name already."))
    refuse_if(rules.obstacles_to_naming(name, queries.names_beside(body)))
    _rename(body, name, today, actor)


def _rename(body: Body, name: str, today: date, actor: Actor) -> None:
    _keep_name(body, body.main_name, today)
    body.main_name = name
    db.session.flush()
    audit.record(actor, "body.renamed", body)


def _keep_name(body: Body, name: str, until: date) -> None:
    """Keep a name among those the body had; one that it had before, it had until now."""
    former = queries.former_name(body.id, name)
    if former is None:
        former = BodyName(body_id=body.id, kind=NameKind.FORMER, name=name)
        db.session.add(former)
    former.until = until


def _tell_languages(body: Body) -> None:
    """Say the body's name in the languages in which it has one from now on."""
    db.session.flush()
    in_order = sorted(body.names, key=lambda known: known.id)
    translations = (known for known in in_order if known.kind is NameKind.TRANSLATION)
    body.names_by_language = by_language((known.language, known.name) for known in translations)
    _touch(body)


def _touch(body: Body) -> None:
    """Move the version of the body on, too, when only a part of it changed."""
    flag_modified(body, "about")
    db.session.flush()
