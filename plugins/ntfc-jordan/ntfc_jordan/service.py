"""Installing what Jordan has, and keeping the partners of its Council."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from ntfc.audit import record
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import FieldRefused, Refused, refuse_if
from ntfc.founding import rules as founding
from ntfc.founding import service as founder
from ntfc.i18n import _
from ntfc.library import catalogue
from ntfc.organisations.rules import name_key
from ntfc.permissions import SITE, Actor, Site, requires
from ntfc.plugins import settings_of
from ntfc_jordan import queries, rules
from ntfc_jordan.data import told
from ntfc_jordan.models import Partner

MOST_FAULTS = 20  # that are told at once


@requires(rules.INSTALL)
def start_council(
    _site: Site, /, *, parent: Body | Site, name: str, now: datetime, today: date, actor: Actor
) -> Body:
    """Start the Council from the library; that it meets at the end of each quarter is a draft."""
    entry = catalogue.get(told("council")["entry"])
    if entry is None:
        raise Refused(_("The library has no entry for it any more."))
    plan = rules.at_quarters(founding.plan_from(entry), told("council")["months"])
    return founder.start_from(
        parent,
        plan=replace(plan, country="JO"),
        name=name,
        parts=(),
        starts_on=None,
        now=now,
        today=today,
        actor=actor,
    )


@requires(rules.INSTALL)
def begin_golden_list(_site: Site, /, *, now: datetime, actor: Actor) -> None:
    """Begin the Golden List as a copy of its profile, which the plugin for trusted traders has."""
    if not queries.has_golden_list():
        raise Refused(_("“Trusted traders” is not on. An administrator turns it on first."))
    # Only while it is on: this plugin is tried alone, too, and tables of others are not its own.
    from ntfc_golden_list.service import programmes  # noqa: PLC0415

    list_ = told("golden_list")
    programmes.begin(SITE, profile=list_["profile"], country=list_["country"], now=now, actor=actor)


@requires(rules.KEEP)
def add_partner(body: Body, *, values: Mapping[str, Any], actor: Actor) -> Partner:
    """Put an institution on the list of partners."""
    _refuse_off_scale(values)
    if values["organisation_id"] not in [number for number, _name in queries.others(body.id)]:
        raise FieldRefused("organisation_id", _("This institution is a partner already."))
    partner = Partner(body_id=body.id, **values)
    db.session.add(partner)
    db.session.flush()
    record(actor, "jordan.partner_added", partner)
    return partner


@requires(rules.KEEP)
def add_partners(body: Body, *, lines: Sequence[str], actor: Actor) -> int:
    """Put many institutions on the list at once: all of them, or none and what is wrong of each."""
    found, known = [*rules.read_lines(lines)], queries.by_name()
    partners = {one.organisation_id for one in queries.partners_of(body.id)}
    faults = [*rules.faults_of_lines(found, settings_of("jordan")["steps"], known, partners)]
    refuse_if([*faults[:MOST_FAULTS], *([_("… and so on.")] if faults[MOST_FAULTS:] else [])])
    for line in found:
        values = {**line.weight, "note": line.note}
        add_partner(
            body,
            values={**values, "organisation_id": known[name_key(line.name)]},
            actor=actor,
        )
    return len(found)


@requires(rules.KEEP)
def change_partner(
    body: Body, *, partner: Partner, values: Mapping[str, Any], actor: Actor
) -> None:
    """Classify a partner otherwise."""
    _refuse_off_scale(values)
    for name, value in values.items():
        setattr(partner, name, value)
    db.session.flush()
    record(actor, "jordan.partner_changed", partner, council=body.id)


@requires(rules.KEEP)
def remove_partner(body: Body, *, partner: Partner, actor: Actor) -> None:
    """Take an institution off the list; the trail says that it was there."""
    record(actor, "jordan.partner_removed", partner, council=body.id)
    db.session.delete(partner)
    db.session.flush()


def _refuse_off_scale(values: Mapping[str, Any]) -> None:
    for field, reason in rules.faults_of_scale(values, settings_of("jordan")["steps"]):
        raise FieldRefused(field, reason)
