"""Minutes on their way: with the seats for comments, waiting for one of two chairs, approved."""

from datetime import timedelta

from ntfc.decisions.models import DecisionKind, HowAgreed
from ntfc.decisions.service import adopting, drafting
from ntfc.decisions.service.adopting import Result
from ntfc.demo.country import Country
from ntfc.demo.meetings import called_for, sat
from ntfc.mandates.models import Disposition
from ntfc.meetings.queries import get_meeting
from ntfc.minutes import queries, rules
from ntfc.minutes.models import Erratum, Minutes, Way
from ntfc.minutes.service import approval, consultation, errata, phrases, record, writing

SCANNER = "<p>The committee heard three offers for a second scanner and took none of them yet.</p>"
HOURS = "<p>Customs keeps the eastern post open until eight from the first of next month.</p>"
PAPERS = "<p>Of eleven papers asked for at export, four are asked for twice.</p>"


def approved(country: Country) -> None:
    """The national committee commented, its chairs approved, and an hour was corrected since."""
    minutes = _written(country, "national", 60, ("The second scanner", SCANNER), ("Hours", HOURS))
    circulate(country, minutes, ago=57, until=32)
    said = _comment(country, minutes, "rana.qasim", "It was until nine, not eight.", ago=50)
    consultation.dispose(
        queries.get_comment(said),
        disposition=Disposition.LATER,
        reason="Customs looks it up; if so, it will be corrected.",
        actor=country.acting("rana.odeh", 30),
        today=country.day(30),
        now=country.at(30),
    )
    submit(country, minutes, ago=29)
    for key, ago in (("samer.khatib", 28), ("karim.bishara", 27)):
        _approve(country, minutes, key, ago)
    part = queries.approved_document(minutes).parts[1]
    erratum, _codes = errata.propose(
        minutes,
        place=f"section:{part.key}",
        reads="until eight",
        should_read="until nine",
        reason="The order of the director general says nine.",
        actor=country.acting("rana.odeh", 12),
        today=country.day(12),
        now=country.at(12),
    )
    for key, ago in (("samer.khatib", 11), ("karim.bishara", 10)):
        _approve(country, erratum, key, ago)


def waiting_for_a_chair(country: Country) -> None:
    """One chair of the steering committee approved; the other was asked."""
    minutes = _written(country, "steering", 35, ("Inspections", "<p>Two posts try it first.</p>"))
    _decided(country, minutes, ago=35)
    submit(country, minutes, ago=5)
    _approve(country, minutes, "dina.aziz", 4)


def phrase(country: Country) -> None:
    """Keep a phrase of the committee's own."""
    phrases.add_phrase(
        country.body("national"),
        title="Presentation",
        text="_____ presented _____, and the members put their questions.",
        actor=country.acting("rana.odeh", 90),
        now=country.at(90),
    )


def with_the_seats(country: Country) -> None:
    """The group on documents has its draft before it; a member has spoken."""
    minutes = _written(country, "documents", 9, ("Papers asked for twice", PAPERS))
    circulate(country, minutes, ago=7, until=-6)
    _comment(country, minutes, "ayman.nour", "The fourth is asked for at import only.", ago=3)


def _written(country: Country, body: str, ago: int, *parts: tuple[str, str]) -> Minutes:
    """Return the finished minutes of a meeting that a body held so many days ago."""
    known = country.numbers.get(f"meeting:{body}:{ago}")
    if known:
        meeting = get_meeting(known)
    else:
        meeting = called_for(country, body, day=ago, ago=ago + 20)
        sat(country, meeting, ago=ago, away=(1,))
    rana, day, now = country.acting("rana.odeh", ago), country.day(ago), country.at(ago, 12)
    minutes = record.start(meeting, actor=rana, now=now)
    for title, html in parts:
        section = record.add_section(minutes, title=title, actor=rana, today=day)
        writing.save(section, html=html, seen=0, actor=rana, now=now, today=day)
    consultation.finish(minutes, actor=rana, now=now + timedelta(hours=2))
    return minutes


def _decided(country: Country, minutes: Minutes, *, ago: int) -> None:
    """Pass one text up to the committee; on another there was no consensus."""
    rana, now = country.acting("rana.odeh", ago), country.at(ago, 11)
    trial, post = (
        drafting.draft(
            minutes.body,
            facts={"kind": DecisionKind.RECOMMENDATION, "title": title, "text": text},
            meeting=minutes.meeting,
            actor=rana,
            now=now,
        )
        for title, text in (
            ("Two posts inspect jointly for three months", "Customs and the plant service try it."),
            ("A joint post by night", "Both agencies staff the eastern post until midnight."),
        )
    )
    day = country.day(ago)
    agreed = Result(how=HowAgreed.CONSENSUS)
    drafting.pass_up(trial, result=agreed, on=day, actor=rana, now=now, today=day)
    step = "Both agencies bring their figures of lorries by night."
    result = Result(how=HowAgreed.NO_CONSENSUS, next_step=step)
    adopting.record(post, result=result, actor=rana, now=now, today=day)


def circulate(country: Country, minutes: Minutes, *, ago: int, until: int) -> None:
    consultation.circulate(
        minutes,
        closes_on=country.day(until),
        because="",
        actor=country.acting("rana.odeh", ago),
        today=country.day(ago),
        now=country.at(ago),
    )


def _comment(country: Country, minutes: Minutes, key: str, said: str, *, ago: int) -> int:
    parts = queries.document_of(minutes).parts
    comment = consultation.comment(
        minutes,
        section_id=parts[-1].key,
        paragraph=0,
        said=said,
        organisation_id=None,
        actor=country.acting(key, ago),
        today=country.day(ago),
        now=country.at(ago),
    )
    return comment.id


def submit(country: Country, minutes: Minutes, *, ago: int) -> None:
    approval.submit(
        minutes,
        wants_silence=False,
        actor=country.acting("rana.odeh", ago),
        today=country.day(ago),
        now=country.at(ago),
    )


def _approve(country: Country, subject: Minutes | Erratum, key: str, ago: int) -> None:
    approval.approve(
        subject,
        seen=rules.fingerprint_of(queries.text_of(subject)),
        way=Way.SIGNED_IN,
        actor=country.acting(key, ago),
        today=country.day(ago),
        now=country.at(ago),
    )
