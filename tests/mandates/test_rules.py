from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntfc.differences import word_changes
from ntfc.mandates import rules
from ntfc.mandates.models import Disposition, TermsState
from ntfc.mandates.rules import sections
from ntfc.mandates.rules.checks import may_read_comments
from ntfc.permissions import Insider

MONDAY = date(2026, 7, 13)
SUNDAY, TUESDAY = date(2026, 7, 12), date(2026, 7, 14)


def told(reasons):
    return [str(reason) for reason in reasons]


def in_review(written, closes_on=MONDAY, **values):
    return written(state=TermsState.IN_REVIEW, review_closes_on=closes_on, **values)


def adopting(terms, day=MONDAY, *, latest=None, undisposed=0, chair=False):
    return told(
        rules.obstacles_to_adopting(
            terms, day, MONDAY, latest=latest, undisposed=undisposed, led_by_another=chair
        )
    )


@pytest.mark.rule("R15")
def test_the_four_headings_are_asked_at_adoption_all_at_once(written):
    empty = written(
        state=TermsState.DRAFT, objectives="", responsibilities=" ", engagement="", activities=""
    )
    assert adopting(empty) == [
        "“Objectives” says nothing yet.",
        "“Roles and responsibilities” says nothing yet.",
        "“Process of engagement” says nothing yet.",
        "“Key activities” says nothing yet.",
    ]
    assert told(rules.obstacles_to_editing(empty, MONDAY)) == []
    assert adopting(written(state=TermsState.DRAFT)) == []


def test_every_obstacle_to_adopting_is_told(written):
    terms = in_review(written)
    reasons = adopting(terms, TUESDAY, latest=TUESDAY, undisposed=2, chair=True)
    assert len(reasons) == 5
    assert "2 comments are without an answer. Say what became of each." in reasons
    assert adopting(written(state=TermsState.ADOPTED)) == ["Only a draft can be adopted."]


def test_a_review_counts_its_closing_day(written):
    terms = in_review(written)
    assert rules.is_under_review(terms, MONDAY)
    assert not rules.is_reviewed(terms, MONDAY)
    assert rules.is_reviewed(terms, TUESDAY)
    assert rules.review_days(date(2026, 7, 1), MONDAY) == 12


@pytest.mark.parametrize(
    ("state", "today", "reasons"),
    [
        (TermsState.DRAFT, MONDAY, 0),
        (TermsState.IN_REVIEW, MONDAY, 1),
        (TermsState.IN_REVIEW, TUESDAY, 0),
        (TermsState.ADOPTED, MONDAY, 1),
        (TermsState.WITHDRAWN, MONDAY, 1),
    ],
)
def test_when_the_text_may_change(written, state, today, reasons):
    terms = written(state=state, review_closes_on=MONDAY)
    assert len(told(rules.obstacles_to_editing(terms, today))) == reasons


def test_opening_a_review_needs_a_text_and_a_day_ahead(written):
    draft = written(state=TermsState.DRAFT)
    assert told(rules.obstacles_to_opening_review(draft, TUESDAY, MONDAY, undisposed=0)) == []
    blank = dict.fromkeys(sections.HEADINGS, "")
    empty = written(state=TermsState.DRAFT, **blank)
    assert len(told(rules.obstacles_to_opening_review(empty, MONDAY, MONDAY, undisposed=1))) == 3
    running = in_review(written)
    assert len(told(rules.obstacles_to_opening_review(running, TUESDAY, MONDAY, undisposed=0))) == 1
    over = written(state=TermsState.ADOPTED)
    assert len(told(rules.obstacles_to_opening_review(over, TUESDAY, MONDAY, undisposed=0))) == 1


def test_extending_needs_a_later_day_and_a_reason(written):
    terms = in_review(written)
    assert told(rules.obstacles_to_extending(terms, TUESDAY, "More time", MONDAY)) == []
    assert len(told(rules.obstacles_to_extending(terms, MONDAY, " ", MONDAY))) == 3
    draft = written(state=TermsState.DRAFT)
    assert len(told(rules.obstacles_to_extending(draft, TUESDAY, "More", MONDAY))) == 1


def test_comments_are_taken_while_the_review_is_open(written):
    terms = in_review(written)
    assert told(rules.obstacles_to_commenting(terms, MONDAY)) == []
    (late,) = told(rules.obstacles_to_commenting(terms, TUESDAY))
    assert late.startswith("The review closed on July 13, 2026. Your comment was not stored")
    assert len(told(rules.obstacles_to_commenting(written(state=TermsState.DRAFT), MONDAY))) == 1


@pytest.mark.rule("R60")
def test_views_of_small_firms_come_through_an_association():
    def speaking(organisation, heard, *, speaks=True):
        return told(rules.obstacles_to_speaking(organisation, {4}, heard, speaks_for_others=speaks))

    assert speaking(4, "small exporters of the north") == []
    assert speaking(None, "") == []
    assert speaking(None, "small exporters") == [
        "Views of smaller firms come through an association: choose which one."
    ]
    assert len(speaking(4, "small exporters", speaks=False)) == 1
    assert speaking(5, "") == ["You are not known to speak for this institution. Choose another."]


def test_an_answer_comes_after_the_review_and_says_why(written):
    terms = in_review(written)

    def disposing(disposition, reason, today):
        return len(told(rules.obstacles_to_disposing(terms, disposition, reason, today)))

    assert disposing(Disposition.USED, "", TUESDAY) == 0
    assert disposing(Disposition.LATER, "Next term", TUESDAY) == 0
    assert disposing(Disposition.NOT_USED, " ", MONDAY) == 2
    assert disposing(Disposition.PARTLY, "", TUESDAY) == 1


def test_only_one_draft_at_a_time_and_only_drafts_are_withdrawn(written):
    assert told(rules.obstacles_to_starting(0)) == []
    assert len(told(rules.obstacles_to_starting(1))) == 1
    assert told(rules.obstacles_to_withdrawing(written(state=TermsState.DRAFT))) == []
    assert len(told(rules.obstacles_to_withdrawing(written(state=TermsState.ADOPTED)))) == 1


@pytest.mark.rule("R26")
def test_the_protocol_has_three_parts_and_a_review_date_that_warns(written):
    protocol = sections.BY_KEY["protocol"].fields
    assert protocol[:3] == ("protocol_start", "protocol_consulting", "protocol_results")
    terms = written(protocol_review_on=MONDAY)
    assert rules.protocol_warning(terms, MONDAY) is None
    assert "July 13, 2026" in str(rules.protocol_warning(terms, TUESDAY))
    assert rules.protocol_warning(written(protocol_review_on=None), TUESDAY) is None
    assert rules.protocol_warning(None, TUESDAY) is None


def test_reminders_come_in_the_last_two_days(written):
    terms = in_review(written)
    assert not rules.is_reminder_due(terms, date(2026, 7, 10))
    assert rules.is_reminder_due(terms, date(2026, 7, 11))
    assert rules.is_reminder_due(terms, MONDAY)
    assert not rules.is_reminder_due(terms, TUESDAY)


texts = st.text(st.sampled_from("ab <&\n"), max_size=40)


@given(texts, texts)
def test_a_comparison_holds_both_texts(before, after):
    changes = word_changes(before, after)
    assert "".join(c.text for c in changes if c.kind != "added") == before
    assert "".join(c.text for c in changes if c.kind != "removed") == after


def test_a_comparison_names_the_sections_that_changed(written):
    before = {name: getattr(written(), name) for name in sections.TEXTS}
    after = before | {"objectives": "Trade flows quickly.", "negotiable": ["Fees"]}
    found = sections.comparison(before, after)
    assert [section.key for section, _changed in found] == ["purpose", "limits"]
    label, changes = found[0][1][0]
    assert str(label) == "Objectives"
    assert [change.kind for change in changes] == ["same", "removed", "added"]


@pytest.mark.parametrize(("coordinator_id", "may"), [(7, True), (8, False), (None, False)])
def test_the_coordinator_of_a_body_reads_what_was_said_of_a_draft(coordinator_id, may):
    body = SimpleNamespace(id=1, coordinator_id=coordinator_id)
    actor = Insider(person_id=7, name="Nadia", token="")
    assert may_read_comments(actor, SimpleNamespace(body=body)) is may


def test_a_comment_names_the_section_it_is_about():
    assert str(sections.title_of("")) == "The text as a whole"
    assert {str(sections.title_of(key)) for key in sections.BY_KEY} == {
        str(section.title) for section in sections.BY_KEY.values()
    }
