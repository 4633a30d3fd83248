"""Telling the story of the demonstration country, chapter by chapter, each in one transaction."""

from collections.abc import Callable
from datetime import date

from flask import Flask

from ntfc.demo import (
    actions,
    agendas,
    beginnings,
    council,
    decisions,
    groups,
    horizon,
    issues,
    lately,
    mandate,
    meetings,
    minutes,
    openly,
    papers,
    parking,
    past,
    polls,
    table,
    today,
)
from ntfc.demo.country import Country
from ntfc.terminal import _
from ntfc.transaction import unit_of_work

N_ = str  # marks a text for the catalogues
Chapter = Callable[[Country], None]

STORY: tuple[tuple[str, tuple[Chapter, ...]], ...] = (
    (
        N_("40 institutions and 60 people"),
        (beginnings.first_people, beginnings.directory, beginnings.what_is_known),
    ),
    (
        N_("The national committee, its rules and its seats"),
        (
            beginnings.founding,
            beginnings.in_charge,
            table.rules_of_procedure,
            table.places,
            table.sittings,
            table.changes,
        ),
    ),
    (N_("Its mandate and its first term"), (mandate.first_terms, mandate.term)),
    (N_("The groups below it"), (groups.groups, groups.succession, council.council)),
    (N_("Its earlier meetings"), (past.held, past.called_off)),
    (N_("What was adopted"), (decisions.adopted,)),
    (
        N_("Their meetings"),
        (
            minutes.approved,
            minutes.waiting_for_a_chair,
            minutes.with_the_seats,
            minutes.phrase,
            lately.called,
            meetings.ahead,
            meetings.called,
            past.together,
            meetings.held,
        ),
    ),
    (N_("Its papers"), (papers.papers, papers.written, papers.sent_in)),
    (
        N_("What members brought to the table"),
        (issues.brought, issues.decided, issues.answered, issues.handed_on, issues.worded),
    ),
    (
        N_("What institutions answered"),
        (
            decisions.answered,
            decisions.from_elsewhere,
            decisions.followed,
            polls.agreed,
            polls.open_now,
        ),
    ),
    (
        N_("What both sides took on"),
        (
            actions.yesterday,
            actions.taken,
            actions.followed,
            actions.kept,
            actions.reported,
            actions.delayed,
            actions.told_sponsor,
            actions.off_track,
        ),
    ),
    (N_("Its meeting of last month"), (lately.prepared, lately.held, lately.submitted)),
    (
        N_("Agendas that propose themselves"),
        (
            horizon.watched,
            horizon.learned,
            agendas.national,
            agendas.with_coordinators,
            agendas.steering,
            agendas.transit,
            agendas.together,
            agendas.papers,
        ),
    ),
    (N_("What is set aside for now"), (parking.parked, parking.since)),
    (
        N_("What is open today"),
        (
            mandate.second_terms,
            today.accounts,
            today.code_of_conduct,
            openly.guidance,
            openly.listeners,
            openly.short_ways,
            today.interests,
            today.dissemination,
            today.open_review,
            today.invitations,
        ),
    ),
)


def fill(app: Flask, day: date, say: Callable[[str], None]) -> Country:
    """Fill the empty, migrated database of *app* with the country as it stands on *day*."""
    country = Country(day)
    for number, (title, chapters) in enumerate(STORY, 1):
        told = _("%(num)d of %(all)d  %(title)s", num=number, all=len(STORY), title=_(title))
        say(told)
        for chapter in chapters:
            with app.app_context(), unit_of_work():
                chapter(country)
    return country
