"""The committee's meeting of last month: what came out of it, and minutes that both chairs are asked for."""

from datetime import timedelta

from ntfc.actions.service import recording
from ntfc.actions.service.recording import Origin
from ntfc.agendas import queries as agendas
from ntfc.agendas.models import Agenda, AgendaItem, ItemKind
from ntfc.agendas.service import building, releasing
from ntfc.blocks import Blocks, write
from ntfc.decisions import queries as decisions
from ntfc.decisions.models import DecisionKind, HowAgreed
from ntfc.decisions.service import adopting, drafting
from ntfc.decisions.service.adopting import Result
from ntfc.demo import meetings
from ntfc.demo.country import Country
from ntfc.demo.issues import issue
from ntfc.demo.minutes import circulate, submit
from ntfc.issues.service import moving
from ntfc.meetings.models import Meeting
from ntfc.meetings.queries import get_meeting
from ntfc.meetings.queries.presence import everybody_at
from ntfc.meetings.rules.presence import THERE
from ntfc.minutes import queries
from ntfc.minutes.models import Minutes, Stance
from ntfc.minutes.rules.concerns import with_concerns
from ntfc.minutes.rules.interests import AsTyped
from ntfc.minutes.rules.positions import Said
from ntfc.minutes.service import consultation, record, writing
from ntfc.minutes.service import interests as declaring
from ntfc.minutes.service import positions as noting
from ntfc.organisations.models import Camp
from ntfc.parking_lot.models import Cause
from ntfc.parking_lot.rules import Facts
from ntfc.parking_lot.service import parking
from ntfc.speaking import service as speaking

MET = 25  # days since
CHAIRS = ("samer.khatib", "karim.bishara")
SAMPLES = "Forms for samples at the border"
WATCH = "Figures of the third quarter"
RULINGS = "Advance rulings are not published"  # an issue that a member brought
ROUND = "What worries you at the border?"
LINES = (
    {"title": ROUND, "kind": ItemKind.CONCERNS, "minutes": 20},
    {"title": SAMPLES, "minutes": 40},
    {"title": WATCH, "minutes": 30},
)
CONCERNS = (  # raised by, who may wish not to be named
    ("", ("Who complains waits longer the next time.", "Night work is paid to some only.")),
    ("QCC", ("Fees differ from office to office.",)),
)
WORDS = {
    SAMPLES: "<p>Each of four agencies has a form of its own; they ask for the same nine facts.</p>",
    WATCH: "<p>Two posts sent their figures late, and none of those on foot was counted.</p>",
    RULINGS: "<p>All want them on one page. How many there are, nobody could say.</p>",
}
TAKEN_ON = (  # item, what, institution, person, due
    (SAMPLES, "Draft one form for samples with the nine facts", "PAHS", "ibrahim.zaki", -20),
    (WATCH, "Count those who cross on foot for one week", "BPO", "munir.aslan", -12),
)

POSITIONS = (
    ("GDC", Stance.WITH_CHANGES, "Publish them without the names of firms, from next year on."),
    ("QCC", Stance.FOR, "Every ruling on one page, within a week."),
    ("ACB", Stance.AGAINST, "A ruling holds for one case; others would rely on it wrongly."),
)


def called(country: Country) -> None:
    """Call the meeting, so that it has its number before those that lie ahead."""
    country.numbers["lately"] = meetings.called_for(country, "national", day=MET, ago=50).id


def _meeting(country: Country) -> Meeting:
    return get_meeting(country.numbers["lately"])


def _agenda(country: Country) -> Agenda:
    found = agendas.agenda_of(country.numbers["lately"])
    if found is None:
        raise LookupError("lately")
    return found


def _items(country: Country) -> dict[str, AgendaItem]:
    return {item.title: item for item in _agenda(country).items}


def prepared(country: Country) -> None:
    """Put an issue that was accepted on the agenda; both chairs agree, and it goes out."""
    rulings = issue(country, "rulings")
    day, now = country.day(49), country.at(49)
    moving.accept(rulings, actor=country.acting("samer.khatib", 49), now=now, today=day)
    meeting, key = _meeting(country), f"issues:{rulings.id}"
    rana = country.acting("rana.odeh", 48)
    building.begin(
        meeting,
        lines=LINES,
        proposals=[one for one in agendas.proposals_for(meeting, None, rana) if one.key == key],
        actor=rana,
        now=country.at(48),
    )
    agenda = _agenda(country)
    releasing.send_to_coordinators(
        agenda,
        closes_on=country.day(46),
        actor=country.acting("rana.odeh", 48),
        now=country.at(48),
        today=country.day(48),
    )
    for key, ago in zip(CHAIRS, (47, 46), strict=True):
        releasing.agree(
            agenda,
            seen=agendas.mark_of(agenda),
            actor=country.acting(key, ago),
            now=country.at(ago),
            today=country.day(ago),
        )
    rana, day = country.acting("rana.odeh", 45), country.day(45)
    releasing.release(agenda, actor=rana, now=country.at(45), today=day)


def held(country: Country) -> None:
    """Hold the meeting: a text adopted, two things taken on, an issue set aside."""
    meetings.opened(country, _meeting(country), ago=MET, away=(4,))
    _adopted(country)
    for title, what, code, who, due in TAKEN_ON:
        recording.add(
            country.body("national"),
            facts={
                "title": what,
                "owner_id": country.institution(code).id,
                "person_id": country.person(who).id,
                "due_on": country.day(due),
            },
            origin=Origin(meeting=_meeting(country), item=_items(country)[title]),
            actor=country.acting("rana.odeh", MET),
            now=country.at(MET, 8),
            today=country.day(MET),
        )
    _set_aside(country)
    _heard(country)
    meetings.closed(country, _meeting(country), ago=MET)


def _heard(country: Country) -> None:
    """Note which institutions spoke: those of the state more than those of business."""
    rana, agenda = country.acting("rana.odeh", MET), _agenda(country)
    for place, row in enumerate(everybody_at(agenda.meeting).rows):
        camp = row.place.camp if row.place is not None else None
        if row.presence in THERE and (camp is Camp.PUBLIC or place % 4 == 0):
            speaking.note_speech(agenda, whom=row.key, actor=rana, now=country.at(MET, 8))


def _adopted(country: Country) -> None:
    rana, now = country.acting("rana.odeh", MET), country.at(MET, 8)
    text = "The committee recommends that all agencies take samples on one and the same form."
    facts = {"kind": DecisionKind.RECOMMENDATION, "title": "One form for samples", "text": text}
    made = drafting.draft(
        country.body("national"),
        facts=facts,
        meeting=_meeting(country),
        item=_items(country)[SAMPLES],
        actor=rana,
        now=now,
    )
    drafting.address(
        made,
        organisation_id=country.institution("PAHS").id,
        due_on=country.day(-35),
        actor=rana,
        now=now,
        today=country.day(MET),
    )
    result, made = Result(how=HowAgreed.CONSENSUS), decisions.get_decision(made.id)
    adopting.record(made, result=result, actor=rana, now=now, today=country.day(MET))


def _set_aside(country: Country) -> None:
    rulings = issue(country, "rulings")
    parking.park(
        rulings,
        facts=Facts(
            cause=Cause.LACKS_FACTS,
            reason="How many rulings there are a year is not known.",
            asked_by_id=country.person("samer.khatib").id,
            owner_id=country.person("rana.odeh").id,
            review_on=country.day(-90),
            next_step="The secretariat counts the rulings of two years and how many repeat.",
        ),
        item=_items(country)[RULINGS],
        actor=country.acting("samer.khatib", MET),
        now=country.at(MET, 8),
        today=country.day(MET),
    )


def _positions(country: Country, minutes: Minutes) -> None:
    """Note who stood where on the rulings: business was not of one view, and nobody made it one."""
    section = next(one for one in queries.every_section(minutes.id) if one.title == RULINGS)
    known = {one.organisation_id: one for one in queries.voices_at(minutes.meeting)}
    for code, stance, words in POSITIONS:
        noting.note_position(
            section,
            voice=known[country.institution(code).id],
            said=Said(stance, words),
            seen=0,
            actor=country.acting("rana.odeh", MET),
            now=country.at(MET, 12),
            today=country.day(MET),
        )


def _interest(country: Country, minutes: Minutes) -> None:
    """Note that the brokers' man declared an interest in the samples, and stepped out."""
    section = next(one for one in queries.every_section(minutes.id) if one.title == SAMPLES)
    brokers = country.institution("ACB").id
    there = queries.present_at(minutes.meeting)
    declaring.note_interest(
        section,
        present=next(one for one in there if one.organisation_id == brokers),
        said=AsTyped(
            text="A laboratory of his family analyses samples for two of the agencies.",
            stepped_out=True,
        ),
        seen=0,
        actor=country.acting("rana.odeh", MET),
        now=country.at(MET, 12),
        today=country.day(MET),
    )


def _concerns(country: Country) -> str:
    """Return the concerns of the round as the record lists them, named only who wished it."""
    text: Blocks = ()
    for code, said in CONCERNS:
        text = with_concerns(text, said, country.institution(code).name if code else "")
    return write(text)


def submitted(country: Country) -> None:
    """Circulate the minutes and ask both chairs, of whom nobody has approved yet."""
    rana, day, now = country.acting("rana.odeh", MET), country.day(MET), country.at(MET, 12)
    minutes = record.start(_meeting(country), actor=rana, now=now)
    for section in queries.every_section(minutes.id):
        said = _concerns(country) if section.title == ROUND else WORDS.get(section.title)
        if said:
            writing.save(section, html=said, seen=0, actor=rana, now=now, today=day)
    _positions(country, minutes)
    _interest(country, minutes)
    consultation.finish(minutes, actor=rana, now=now + timedelta(hours=2))
    circulate(country, minutes, ago=MET - 1, until=3)
    submit(country, minutes, ago=2)
