"""What the committee adopted, what was answered, what waits, and what other fora recommended."""

from dataclasses import dataclass, field

from ntfc.decisions import queries
from ntfc.decisions.models import AnswerKind, Decision, DecisionKind, HowAgreed
from ntfc.decisions.service import adopting, drafting, following, letters
from ntfc.decisions.service.adopting import Result
from ntfc.demo.country import Country
from ntfc.demo.meetings import called_for, sat
from ntfc.meetings.queries import get_meeting
from ntfc.permissions import LinkHolder

K = DecisionKind
MET = 60  # days since the committee held the meeting whose minutes are approved


@dataclass(frozen=True)
class Put:
    """A text as this story tells of it; days are counted back from today."""

    key: str
    kind: DecisionKind
    title: str
    text: str
    ago: int
    to: tuple[str, ...] = ()
    due: int | None = None
    how: HowAgreed | None = HowAgreed.CONSENSUS
    body: str = "national"
    more: dict[str, object] = field(default_factory=dict)
    result: dict[str, object] = field(default_factory=dict)


TEXTS = (
    Put(
        "study",
        K.ADOPTION,
        "The time release study of the eastern post",
        "The committee adopts the study and publishes its figures.",
        ago=200,
        more={"paper": "Time release study, version 1.2", "applies_to_all": True},
    ),
    Put(
        "calendar",
        K.RECOMMENDATION,
        "One calendar for the inspections of all agencies",
        "The committee recommends that customs and the plant service keep one calendar, and open "
        "a container once.",
        ago=150,
        to=("GDC", "PAHS"),
        due=60,
        more={"briefing": "Both agencies briefed the members at the meeting."},
    ),
    Put(
        "fees",
        K.OPINION,
        "Fees of border agencies belong in one list",
        "The committee holds that a trader should find every fee in one place.",
        ago=150,
        to=("MOF",),
        due=100,
        how=HowAgreed.RESERVATIONS,
    ),
    Put(
        "receipt",
        K.RECOMMENDATION,
        "One receipt for micro traders",
        "The committee recommends that one receipt is enough for consignments of micro traders.",
        ago=60,
        to=("MOF", "GDC"),
        due=10,
    ),
    Put(
        "weights",
        K.GUIDANCE,
        "Weighing once on the way",
        "The members reflect further on where a lorry is weighed.",
        ago=60,
        how=HowAgreed.NO_CONSENSUS,
        result={"next_step": "The hauliers and the ministry meet before the next session."},
    ),
    Put(
        "night",
        K.APPROVAL,
        "Customs opens the northern post by night",
        "The committee approves the planned change of hours.",
        ago=60,
        more={
            "conditions": "The plant service is there at the same hours.\n"
            "The figures of the first quarter are laid before the committee.",
            "applies_to_all": True,
        },
    ),
    Put(
        "exempt",
        K.RECOMMENDATION,
        "No inspections for members of the chamber",
        "Consignments of members of the chamber go through without inspection.",
        ago=60,
        to=("GDC",),
        how=HowAgreed.NOT_ACCEPTED,
        result={"reason": "The law asks customs to inspect by risk, whoever the trader is."},
    ),
    Put(
        "hours",
        K.DECISION,
        "Figures of waiting times are published each quarter",
        "Each agency sends its figures to the secretariat by the tenth day of the quarter.",
        ago=3,
        how=None,
        more={"is_binding": True},
    ),
)


def _draft(country: Country, one: Put) -> Decision:
    rana = country.acting("rana.odeh", one.ago)
    facts = {"kind": one.kind, "title": one.title, "text": one.text, **one.more}
    met = country.numbers.get(f"meeting:{one.body}:{one.ago}")
    made = drafting.draft(
        country.body(one.body),
        facts=facts,
        meeting=get_meeting(met) if met else None,
        actor=rana,
        now=country.at(one.ago),
    )
    for code in one.to:
        drafting.address(
            made,
            organisation_id=country.institution(code).id,
            due_on=country.day(one.due) if one.due is not None else None,
            actor=rana,
            now=country.at(one.ago),
            today=country.day(one.ago),
        )
    country.numbers[f"decision:{one.key}"] = made.id
    return made


def adopted(country: Country) -> None:
    """Put texts to the table and record what came out, in the order of the meetings."""
    meeting = called_for(country, "national", day=MET, ago=MET + 20)
    sat(country, meeting, ago=MET, away=(11,))
    country.numbers[f"meeting:national:{MET}"] = meeting.id
    for one in TEXTS:
        made = _draft(country, one)
        if one.how is None:
            continue
        reserved = {country.institution("SMI").id: "The gazette is not for small firms."}
        is_reserved = one.how is HowAgreed.RESERVATIONS
        result = Result(
            how=one.how,
            reservations=reserved if is_reserved else {},
            next_step=str(one.result.get("next_step", "")),
            reason=str(one.result.get("reason", "")),
        )
        adopting.record(
            queries.get_decision(made.id),
            result=result,
            actor=country.acting("rana.odeh", one.ago),
            now=country.at(one.ago, 12),
            today=country.day(one.ago),
        )


ANSWERS = (
    ("calendar", "GDC", "samer.khatib", AnswerKind.ACCEPTED, "From the first of next month.", 120),
    ("calendar", "PAHS", "ibrahim.zaki", AnswerKind.PARTLY, "At two posts to begin with.", 110),
    ("fees", "MOF", "nadia.haddad", AnswerKind.IN_WORK, "The list is being drawn up.", 105),
)


def answered(country: Country) -> None:
    """Have institutions answer, most by link; two answers are outstanding."""
    for key, code, who, kind, text, ago in ANSWERS:
        decision = queries.get_decision(country.numbers[f"decision:{key}"])
        owner = country.institution(code).id
        addressees = queries.addressees_of(decision)
        addressee = next(one for one in addressees if one.organisation_id == owner)

        def say(holder: LinkHolder, subject: object) -> None:
            adopting.answer(
                subject,  # type: ignore[arg-type]
                kind=kind,  # noqa: B023  -- pressed at once
                text=text,  # noqa: B023
                actor=holder,
                now=country.at(ago, 12),  # noqa: B023
                today=country.day(ago),  # noqa: B023
            )

        country.by_link(who, letters.ANSWER_ACT, addressee, say, ago=ago)


def followed(country: Country) -> None:
    """See one decision carried out, and note that a reservation was lifted."""
    study = queries.get_decision(country.numbers["decision:study"])
    following.close(
        study,
        note="The figures stand on the page of customs and are renewed each year.",
        actor=country.acting("rana.odeh", 100),
        now=country.at(100),
        today=country.day(100),
    )
    (reserved,) = queries.reservations_of(queries.get_decision(country.numbers["decision:fees"]))
    following.lift(
        reserved,
        on=country.day(70),
        note="The list is free of charge for small firms.",
        actor=country.acting("rana.odeh", 70),
        now=country.at(70),
        today=country.day(70),
    )


def from_elsewhere(country: Country) -> None:
    """Propose a text of a group to the committee, and take in what a regional forum recommended."""
    put = Put(
        "guarantee",
        K.RECOMMENDATION,
        "One guarantee for transit through the country",
        "The group proposes that one guarantee covers the whole way.",
        ago=12,
        to=("GDC",),
        body="transit",
    )
    drafting.pass_up(
        _draft(country, put),
        result=Result(how=HowAgreed.CONSENSUS),
        on=country.day(8),
        actor=country.acting("rana.odeh", 8),
        now=country.at(8),
        today=country.day(8),
    )
    drafting.take_in(
        country.body("national"),
        facts={
            "kind": K.RECOMMENDATION,
            "forum": "Regional conference on transit",
            "forum_on": country.day(300),
            "title": "Drivers carry one document",
            "text": "Members should accept one document from each driver.",
        },
        actor=country.acting("rana.odeh", 40),
        now=country.at(40),
    )
