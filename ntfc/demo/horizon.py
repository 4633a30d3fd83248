"""What the steering committee sees coming, and what both sides of the national one learn together."""

from ntfc.committees import service as bodies
from ntfc.demo.country import Country
from ntfc.horizon import queries, service
from ntfc.organisations.models import Camp
from ntfc.trainings import service as training

TOPICS = (
    # title, why, where it was heard of, expected in so many days, who watches it, who added it
    (
        "Electronic certificates of origin",
        "Two neighbours stop taking paper. Exporters of produce would be the first to wait.",
        "Notice of the regional secretariat",
        60,
        "MTI",
        "dina.aziz",
    ),
    (
        "A levy on carbon at the border",
        "Cement and steel need figures of emissions that hardly any firm keeps today.",
        "Draft regulation, second reading",
        300,
        "QCC",
        "jamal.tannous",
    ),
    (
        "Drones for small parcels",
        "Nobody knows which rules hold for them.",
        "",
        None,
        "",
        "dina.aziz",
    ),
)


def watched(country: Country) -> None:
    """Let the steering committee be a strategic one, whose members look ahead."""
    rana, body = country.acting("rana.odeh", 9), country.body("steering")
    bodies.change_identity(body, sector_ids=(), levels=["strategic"], actor=rana)
    for title, why, source, days, watcher, who in TOPICS:
        service.add(
            country.body("steering"),
            facts={
                "title": title,
                "why": why,
                "source": source,
                "expected_on": country.day(-days) if days is not None else None,
                "watcher_id": country.institution(watcher).id if watcher else None,
            },
            actor=country.acting(who, 8),
            now=country.at(8),
        )
    drones = queries.watched_in(body.id)[-1]
    service.close(
        country.body("steering"),
        number=drones.id,
        reason="The aviation authority has taken it up.",
        today=country.day(7),
        actor=country.acting("rana.odeh", 7),
    )


def learned(country: Country) -> None:
    """Hold one joint session on skills, and plan the next one."""
    rana, body = country.acting("rana.odeh", 40), country.body("national")
    held = training.plan(
        body,
        facts={
            "title": "Hearing each other out",
            "skills": "Listening, resolving conflicts",
            "held_on": country.day(30),
            "led_by": Camp.PRIVATE,
        },
        actor=rana,
    )
    training.note_who_came(
        body,
        number=held.id,
        organisations=[country.institution(code).id for code in ("GDC", "PAHS", "QCC", "ACB")],
        today=country.day(29),
        actor=rana,
    )
    training.plan(
        body,
        facts={
            "title": "Negotiating for a result",
            "skills": "Interests behind positions",
            "held_on": country.day(-45),
            "led_by": None,
        },
        actor=rana,
    )
