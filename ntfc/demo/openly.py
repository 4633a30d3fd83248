"""What helps people to take part: guidance for the public side, who comes to listen, short ways."""

from ntfc.demo.country import Country
from ntfc.demo.meetings import next_public
from ntfc.meetings import service as meetings
from ntfc.meetings.models import Reply, ShortWay
from ntfc.meetings.queries import get_invitation
from ntfc.meetings.queries.calling import invitations_of
from ntfc.meetings.service import observers
from ntfc.seats.service import conduct

GUIDANCE = """Listen first: the other side knows what an hour at the gate costs.
Say what the law asks, and what your agency may change by itself.
Promise a date only if somebody of your agency keeps it.
Where a case of one firm comes up, say where it is heard, and go on."""
LISTENERS = (
    ("Hind Saleh", "Qadria University, faculty of law"),
    ("João Baptista", "Border Traders' Voice"),
    ("منى الخوري", ""),
)
SHORT = (
    # place on the list, the answer, how, in which words
    (1, Reply.COMING, ShortWay.OWN_ITEMS, ""),
    (
        2,
        Reply.APOLOGY,
        ShortWay.IN_WRITING,
        "We are five people. Two copies fewer at export would save us a day each week.",
    ),
)


def guidance(country: Country) -> None:
    """Let the committee say in words of its own what helps those who speak for the public side."""
    samer = country.acting("samer.khatib", 24)
    conduct.write_guidance(
        country.body("national"), text=GUIDANCE, today=country.day(24), actor=samer
    )


def listeners(country: Country) -> None:
    """Put three people on the list of those who come to listen to a meeting in public."""
    rana, now = country.acting("rana.odeh", 1), country.at(1)
    observers.register(next_public(country), names=LISTENERS, now=now, actor=rana)


def short_ways(country: Country) -> None:
    """Note that two members with little time take part in a short way."""
    rana, now = country.acting("rana.odeh", 1), country.at(1)
    invited = invitations_of(next_public(country).id)
    for place, answer, how, said in SHORT:
        meetings.reply(
            get_invitation(invited[place].id),
            answer=answer,
            short_way=how,
            note=said,
            stand_in_id=None,
            today=country.day(1),
            now=now,
            actor=rana,
        )
