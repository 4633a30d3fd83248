"""Agendas that proposed themselves: with the coordinators, released, and just begun."""

from datetime import time

from sqlalchemy import select

from ntfc.agendas import queries, rules
from ntfc.agendas.models import Agenda
from ntfc.agendas.service import building, letters, ordering, releasing
from ntfc.agendas.service import papers as item_papers
from ntfc.db import db
from ntfc.demo.country import Country
from ntfc.demo.meetings import HALL, ZONE
from ntfc.documents import queries as documents
from ntfc.meetings import service as meetings
from ntfc.meetings.models import Meeting, MeetingKind
from ntfc.meetings.rules import DayPlan, Plan
from ntfc.permissions import LinkHolder
from ntfc.procedure.queries import rules_on

SENT, AHEAD_OF_STEERING, AHEAD_OF_TRANSIT, AHEAD_OF_JOINT = 6, -18, -30, -45


def _meeting(country: Country, body: str) -> Meeting:
    """Return the next meeting of a body that is planned."""
    query = (
        select(Meeting)
        .where(Meeting.body_id == country.bodies[body], Meeting.starts_at > country.at(0))
        .order_by(Meeting.starts_at)
        .limit(1)
    )
    return db.session.scalars(query).one()


def _agenda(country: Country, body: str) -> Agenda:
    found = queries.agenda_of(_meeting(country, body).id)
    if found is None:
        raise LookupError(body)
    return found


def _begin(country: Country, body: str, ago: int, template: str) -> Agenda:
    meeting = _meeting(country, body)
    rana = country.acting("rana.odeh", ago)
    building.begin(
        meeting,
        lines=rules.BY_KEY[template].lines,
        proposals=queries.proposals_for(meeting, None, rana),
        actor=rana,
        now=country.at(ago),
    )
    return _agenda(country, body)


def national(country: Country) -> None:
    """Begin the agenda of the national committee, bring it into order and add what is asked."""
    ago, agenda = SENT + 2, _begin(country, "national", SENT + 2, "usual")
    rana = country.acting("rana.odeh", ago)
    procedure = rules_on(agenda.body, country.day(ago))
    prices = building.add_item(
        agenda,
        facts={
            "title": "Offers for the second scanner",
            "text": "Three offers were received. Prices stay at the table until one is taken.",
            "minutes": 20,
            "presenter": "Tariq Salim",
            "is_confidential": True,
            "asked": ["give_guidance"],
        },
        procedure=procedure,
        actor=rana,
        now=country.at(ago),
    )
    scanner = next((item for item in agenda.items if "scanner" in item.title), None)
    if scanner is not None and scanner is not prices:
        ordering.put_below(prices, parent_id=scanner.id, actor=rana)
    closing = max(agenda.items, key=lambda item: "closing" in item.title)
    order = [item.id for item in agenda.items if item is not closing]
    ordering.reorder(agenda, ids=[*order, closing.id], actor=rana)


def with_coordinators(country: Country) -> None:
    """Send the draft to every institution; one remarked by link, and one chair has agreed."""
    agenda = _agenda(country, "national")
    releasing.send_to_coordinators(
        agenda,
        closes_on=country.day(-10),
        actor=country.acting("rana.odeh", SENT),
        now=country.at(SENT),
        today=country.day(SENT),
    )
    item = next(item for item in agenda.items if item.issue_id is not None)

    def remark(holder: LinkHolder, subject: Agenda) -> None:
        said = releasing.remark(
            subject,
            text="Please take this before the break; our inspectors leave at noon.",
            item_id=item.id,
            actor=holder,
            now=country.at(4, 12),
        )
        country.numbers["agenda_remark"] = said.id

    country.by_link("ibrahim.zaki", letters.REMARK_ACT, agenda, remark, ago=4)
    releasing.answer_remark(
        queries.get_remark(country.numbers["agenda_remark"]),
        answer="It is on the agenda. Your wish is passed on to the chairs.",
        actor=country.acting("rana.odeh", 3),
        now=country.at(3),
    )
    releasing.agree(
        agenda,
        seen=queries.mark_of(agenda),
        actor=country.acting("samer.khatib", 2),
        now=country.at(2),
        today=country.day(2),
    )


def steering(country: Country) -> None:
    """Plan a meeting of the steering committee, whose chairs agreed: its agenda is released."""
    _plan(country, "steering", AHEAD_OF_STEERING, time(9), time(11))
    agenda = _begin(country, "steering", 4, "usual")
    releasing.send_to_coordinators(
        agenda,
        closes_on=country.day(3),
        actor=country.acting("rana.odeh", 4),
        now=country.at(4),
        today=country.day(4),
    )
    for key in ("dina.aziz", "jamal.tannous"):

        def agree(holder: LinkHolder, subject: Agenda) -> None:
            releasing.agree(
                subject,
                seen=queries.mark_of(subject),
                actor=holder,
                now=country.at(3, 12),
                today=country.day(3),
            )

        country.by_link(key, letters.AGREE_ACT, agenda, agree, ago=3)
    releasing.release(
        agenda,
        actor=country.acting("rana.odeh", 2),
        now=country.at(2),
        today=country.day(2),
    )


def together(country: Country) -> None:
    """Call the groups on transit and on documents to a joint session; its agenda with a paper is out."""
    rana, now, today = country.acting("rana.odeh", 3), country.at(3), country.day(3)
    wanted = Plan(
        days=(DayPlan(country.day(AHEAD_OF_JOINT), time(9), time(11)),),
        time_zone=ZONE,
        kind=MeetingKind.JOINT,
        place=HALL,
        with_body_ids=(country.bodies["documents"],),
    )
    meeting = meetings.plan(country.body("transit"), wanted=wanted, now=now, actor=rana)
    sending = meetings.Sending(because="Both groups asked for it.")
    meetings.convene(meeting, sending=sending, today=today, now=now, actor=rana)
    lines = [{"title": "One guarantee instead of three", "minutes": 60}]
    agenda = building.begin(meeting, lines=lines, actor=rana, now=now)
    paper = documents.get_document(country.numbers["paper:corridor"])
    item_papers.attach(agenda.items[0], document=paper, actor=rana, now=now)
    seen, asked = queries.mark_of(agenda), queries.releasing_on(agenda, today)
    for key in ("yusuf.rahmani", "leila.said"):
        chair = country.acting(key, 3)
        if (
            chair.person_id in asked
        ):  # who sits there is asked of the real day: a story of 2028 has nobody yet
            releasing.agree(agenda, seen=seen, actor=chair, now=now, today=today)
    because = "Both groups asked for it."
    releasing.release(agenda, because=because, actor=rana, now=now, today=today)


def transit(country: Country) -> None:
    """Plan a meeting of the group on transit, whose agenda nobody has begun."""
    _plan(country, "transit", AHEAD_OF_TRANSIT, time(10), time(13))


def _plan(country: Country, body: str, ago: int, starts: time, ends: time) -> None:
    meetings.plan(
        country.body(body),
        wanted=Plan(days=(DayPlan(country.day(ago), starts, ends),), time_zone=ZONE, place=HALL),
        now=country.at(5),
        actor=country.acting("rana.odeh", 5),
    )


ON_ITEMS = (  # body, paper; those of an agenda that is out come late
    ("national", "inspections"),
    ("national", "study"),
    ("national", "fees"),
    ("national", "risk"),
    ("steering", "calendar"),
)


def papers(country: Country) -> None:
    """Put papers of every class at the items of agendas; one at an agenda that went out already."""
    rana = country.acting("rana.odeh", 1)
    for place, (body, key) in enumerate(ON_ITEMS):
        items = [item for item in _agenda(country, body).items if item.parent_id is None]
        item_papers.attach(
            items[(place + 1) % len(items)],
            document=documents.get_document(country.numbers[f"paper:{key}"]),
            actor=rana,
            now=country.at(1),
        )
