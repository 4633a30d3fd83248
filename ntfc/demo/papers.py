"""The papers of the committee and its groups: of every class, some drafts, some withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from ntfc import paper, storage, uploads
from ntfc.demo.country import Country
from ntfc.documents import queries, rules
from ntfc.documents.models import Access, Document, Outcome
from ntfc.documents.service import endorsing, keeping, sending_in
from ntfc.documents.service.keeping import Content

A = Access


@dataclass(frozen=True)
class Put:
    """A paper as this story tells of it; days are counted back from today."""

    key: str
    title: str
    source: str
    access: Access
    ago: int
    says: tuple[str, ...]
    body: str = "national"
    readers: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()
    again: str = ""  # what a second version changed
    is_draft: bool = False
    withdrawn: str = ""


PAPERS = (
    Put(
        "study",
        "Time release study of the eastern post",
        "General Directorate of Customs",
        A.PUBLIC,
        205,
        (
            "Of one hundred lorries, eighty waited for more than nine hours.",
            "Most of the wait is between the arrival and the first inspection.",
        ),
        again="The figures of the night shift are corrected.",
    ),
    Put(
        "inspections",
        "Joint inspections: how two agencies open a container once",
        "Working group on transit",
        A.MEMBERS,
        30,
        ("Customs and the plant service keep one calendar.", "Both stand at the same ramp."),
    ),
    Put(
        "risk",
        "Profiles of risk at the eastern post",
        "General Directorate of Customs",
        A.NON_DISCLOSURE,
        20,
        ("Which consignments are looked at, and why.",),
        readers=("karim.bishara", "mariam.tesfaye"),
        signed=("karim.bishara",),
    ),
    Put(
        "fees",
        "Fees of all border agencies, compared",
        "Ministry of Finance",
        A.NAMED,
        25,
        ("Nine offices ask for a fee; three of them for the same stamp.",),
        readers=("hala.qudsi", "ingrid.solberg"),
    ),
    Put(
        "scanner",
        "Offers for a second scanner",
        "General Directorate of Customs",
        A.MEMBERS,
        15,
        ("Three firms made an offer.",),
        withdrawn="The offers were not open yet. They come back after the tender.",
    ),
    Put(
        "hours",
        "Opening hours at the two crossings",
        "Secretariat",
        A.MEMBERS,
        4,
        ("The hours of the agencies differ by up to three.",),
        is_draft=True,
    ),
    Put(
        "corridor",
        "One guarantee for the corridor",
        "Working group on transit",
        A.MEMBERS,
        14,
        ("A carrier now leaves a guarantee at each post.",),
        body="transit",
    ),
)


def _kept(country: Country, one: Put, says: tuple[str, ...]) -> Content:
    """Keep the paper as the PDF that its author would have sent."""
    drawn = paper.Paper(
        title=one.title,
        subtitle=one.source,
        language="en",
        direction="ltr",
        blocks=tuple(paper.Para(paper.text(line)) for line in says),
    )
    content = paper.pdf(drawn, at=country.at(one.ago))
    return Content.of(uploads.looked_into(content, f"{one.title}.pdf"))


def papers(country: Country) -> None:
    """Have the secretary add what was handed in; files are kept before anything is asked."""
    ready = [
        (one, _kept(country, one, one.says[:1]), _kept(country, one, one.says)) for one in PAPERS
    ]
    for one, first, last in ready:
        _added(country, one, first if one.again else last, last)


def sent_in(country: Country) -> None:
    """Have a member send a paper that waits for the secretariat."""
    one = Put(
        "pilot",
        "A pilot for goods that spoil",
        "Exporters' Association",
        A.MEMBERS,
        1,
        ("Cut flowers wait as long as steel does.",),
    )
    content, now = _kept(country, one, one.says), country.at(one.ago)
    sender = country.acting("mariam.tesfaye", one.ago)
    storage.note(content.file or "", person_id=sender.person_id, now=now)
    sending_in.send_in(
        country.body(one.body),
        facts={"title": one.title, "source": one.source},
        content=content,
        actor=sender,
        now=now,
    )


def _added(country: Country, one: Put, first: Content, last: Content) -> None:
    rana, now = country.acting("rana.odeh", one.ago), country.at(one.ago)
    for content in (first, last):
        storage.note(content.file or "", person_id=rana.person_id, now=now)
    made = keeping.add(
        country.body(one.body),
        facts={"title": one.title, "source": one.source, "access": one.access},
        content=first,
        is_draft=one.is_draft,
        readers=[country.person(key).id for key in one.readers],
        actor=rana,
        now=now,
    )
    country.numbers[f"paper:{one.key}"] = made.id
    for key in one.signed:
        later = one.ago - 1
        keeping.sign(made, actor=country.acting(key, later), now=country.at(later))
    if one.again:
        later = one.ago - 10
        keeping.add_version(
            made,
            content=last,
            change=one.again,
            seen=1,
            actor=country.acting("rana.odeh", later),
            now=country.at(later),
        )
    if one.withdrawn:
        later = one.ago - 5
        keeping.withdraw(
            made,
            reason=one.withdrawn,
            actor=country.acting("rana.odeh", later),
            now=country.at(later),
        )


WRITTEN = {
    "introduction": "<p>Two agencies open one container on the same day. The group looked at "
    "four weeks of records at the eastern post.</p>",
    "text": "<p>Of 412 consignments, 97 were opened twice.</p>"
    "<p>Customs and the plant service keep calendars of their own; neither sees the other's.</p>"
    "<p>One calendar needs no new law. Both agencies have agreed to try it for three months.</p>",
    "actions": [
        "Endorse one calendar for all inspections.",
        "Name the day on which it begins.",
    ],
    "annexes": ["Records of four weeks, by post and agency"],
}
DRAFTED = {
    "introduction": "<p>Carriers leave a guarantee at each post and wait for it to come back.</p>",
    "text": "<p>One guarantee could cover the whole way.</p>",
    "actions": ["Share views on who keeps the guarantee."],
    "annexes": [],
}


def written(country: Country) -> None:
    """Have the group write a paper that climbs to the committee, and one that came back."""
    _climbing(country)
    made = _written(country, "guarantee", "One guarantee for the whole way", DRAFTED, 11)
    rana, neighbours = country.acting("rana.odeh", 10), country.body("steering")
    endorsing.plan(made, body_ids=[neighbours.id], actor=rana)
    endorsing.send(made, actor=rana, now=country.at(10))
    _said(country, made.id, Outcome.RETURNED, "Say who keeps the guarantee.", 5)


def _climbing(country: Country) -> None:
    made = _written(country, "calendar", "One calendar for all inspections", WRITTEN, 24)
    rana, above = country.acting("rana.odeh", 23), ("steering", "national")
    endorsing.plan(made, body_ids=[country.body(key).id for key in above], actor=rana)
    endorsing.send(made, actor=rana, now=country.at(23))
    _said(country, made.id, Outcome.ENDORSED, "With thanks for the figures.", 12)


def _written(
    country: Country, key: str, title: str, parts: Mapping[str, object], ago: int
) -> Document:
    rana, now = country.acting("rana.odeh", ago), country.at(ago)
    made = keeping.add(
        country.body("transit"),
        facts={"title": title, "source": "Working group on transit", "access": A.MEMBERS},
        content=Content(written=dict(parts)),
        is_draft=True,
        actor=rana,
        now=now,
    )
    keeping.give_out(made, actor=rana, now=now)
    country.numbers[f"paper:{key}"] = made.id
    return made


def _said(country: Country, number: int, outcome: Outcome, reason: str, ago: int) -> None:
    here = rules.open_step(queries.get_document(number).steps)
    if here is None:
        raise LookupError(number)
    endorsing.say(
        queries.get_step(here.id),
        outcome=outcome,
        reason=reason,
        on=country.day(ago),
        seen=1,
        actor=country.acting("rana.odeh", ago),
        now=country.at(ago),
        today=country.day(ago),
    )
