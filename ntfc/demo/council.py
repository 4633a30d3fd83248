"""A body started from the library and still being formed: its checklist, its open suggestions."""

from ntfc.committees import queries as committees
from ntfc.committees import service as bodies
from ntfc.demo.country import Country
from ntfc.founding import queries as founding
from ntfc.founding import rules as founding_rules
from ntfc.founding import service as founder
from ntfc.library import catalogue

FROM_LIBRARY = "jordan-partnership-council"
STEP_OWNERS = (
    # step of the usual list, owner, days back (ahead below zero), whether it is done
    (0, "layla.mansour", 30, True),
    (1, "samer.khatib", 20, True),
    (2, "layla.mansour", 14, True),
    (3, "omar.darwish", -5, False),
    (4, "omar.darwish", -12, False),
    (5, "rana.odeh", 2, False),
    (6, "layla.mansour", -6, False),
    (7, "karim.bishara", -20, False),
    (8, "rana.odeh", -28, False),
    (9, "bilal.hariri", -9, False),
)


def council(country: Country) -> None:
    """Start a body from the library; its checklist is under way, its suggestions are open."""
    ago = 34
    entry = catalogue.get(FROM_LIBRARY)
    if entry is None:
        raise LookupError(FROM_LIBRARY)
    body = founder.start_from(
        country.body("national"),
        plan=founding_rules.plan_from(entry),
        name="Customs Partnership Council",
        parts=(),
        starts_on=None,
        now=country.at(ago),
        today=country.day(ago),
        actor=country.acting("samer.khatib", ago),
    )
    country.bodies["council"] = body.id
    rana = country.acting("rana.odeh", ago)
    bodies.put_in_charge(
        country.body("council"),
        sponsor_id=country.person("layla.mansour").id,
        sponsor_office="Director General of Customs",
        coordinator_id=country.person("omar.darwish").id,
        coordinator_reports_to="Director General",
        actor=rana,
    )
    suggestion = founding.open_suggestions(body.id)[0]
    founder.settle(
        founding.get_suggestion(suggestion.id),
        today=country.day(10),
        actor=country.acting("rana.odeh", 10),
    )
    checklist(country)


def checklist(country: Country) -> None:
    """Give the steps of the new body owners and days; the first ones are done."""
    body, rana = country.body("council"), country.acting("rana.odeh", 32)
    bodies.begin_checklist(body, actor=rana)
    steps = committees.steps_of(body.id)
    for number, key, ago, done in STEP_OWNERS:
        step = committees.get_step(steps[number].id, body)
        bodies.change_step(
            body,
            step=step,
            title=step.title,
            owner_id=country.person(key).id,
            due_on=country.day(ago),
            actor=rana,
        )
        if done:
            owner = country.acting(key, ago + 1)
            bodies.finish_step(step, today=country.day(ago + 1), actor=owner)
