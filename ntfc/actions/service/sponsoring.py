"""Keeping the report to the sponsor of each quarter, and sending it."""

from datetime import date, datetime

from ntfc import addresses, audit, mail
from ntfc.actions import queries, rules
from ntfc.actions.models import SponsorReport
from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.errors import refuse_if
from ntfc.i18n import _, labelled, speaking
from ntfc.mandates.queries import signs_in
from ntfc.names import main_names
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires
from ntfc.procedure.rules.words import day


@requires(rules.ADD)
def make_report(
    body: Body, *, first: date, last: date, actor: Actor, now: datetime, today: date
) -> SponsorReport:
    """Keep what the sponsor is told of a quarter, as it stands now."""
    with main_names():  # what is kept reads the same to everybody
        facts = queries.sponsor_facts(body, first, last, today)
    made = SponsorReport(body=body, from_on=first, until_on=last, facts=facts, made_at=now)
    db.session.add(made)
    db.session.flush()
    audit.record(actor, "action.report_made", made)
    return made


@requires(rules.ADD)
def send_report(report: SponsorReport, *, actor: Actor, now: datetime) -> None:
    """Send a report to the sponsor by mail, or note that it was handed over on paper."""
    queries.lock_body(report.body_id)
    db.session.refresh(report, ["sent_at"])
    sponsor = queries.sponsor_of(report.body)
    refuse_if(
        rules.obstacles_to_sending(
            is_sent=report.sent_at is not None, has_sponsor=sponsor is not None
        )
    )
    report.by_mail = queries.goes_by_mail(sponsor)
    if sponsor is not None and report.by_mail:
        _write(report, sponsor)
    report.sent_at, report.sent_by_id = now, actor.person_id
    db.session.flush()
    audit.record(actor, "action.report_sent", report, by_mail=report.by_mail)


def _write(report: SponsorReport, sponsor: Person) -> None:
    page = f"/sponsor-reports/{report.id}"
    with speaking(sponsor.language):
        span = _("%(first)s to %(last)s", first=day(report.from_on), last=day(report.until_on))
        parts = [_("%(name)s,", name=sponsor.name), labelled(report.body.name, span)]
        for title, lines, nothing in rules.lines_of(report.facts):
            said = "\n".join(f"- {line}" for line in rules.shortened(lines)) if lines else nothing
            parts.append(f"{title}\n{said}")
        if sponsor.id in signs_in([sponsor.id]):
            parts.append(addresses.absolute(page))
        subject = labelled(_("Report to the sponsor"), report.body.name)
        body = "\n\n".join(str(part) for part in parts) + "\n"
    key = f"sponsor-report:{report.id}"
    mail.send(to=sponsor.email or "", name=sponsor.name, subject=subject, body=body, key=key)
