"""Whatever happens in whatever order: what is locked is what each chair in office approved."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ntfc.db import db
from ntfc.errors import PermissionDenied, Refused
from ntfc.minutes import queries, rules
from ntfc.minutes.models import ErratumState, MinutesState
from ntfc.permissions import Role
from tests.approving import A, Round

WHICH = st.integers(0, 1)
ANSWERS = (Refused, PermissionDenied)


@pytest.mark.database("sqlite")
def test_no_order_of_events_locks_a_text_that_a_chair_did_not_approve(
    app, make_body, make_minutes, seat, make_person
):
    class Approving(RuleBasedStateMachine):
        @initialize()
        def begin(self):
            body_id = make_body()
            secretary = seat(body_id, Role.SECRETARY, "Secretary")
            chairs = [seat(body_id, Role.CHAIR, name) for name in ("First", "Second")]
            minutes_id, (section_id,) = make_minutes(A, body_id=body_id)
            self.way = Round(app, minutes_id, section_id, secretary, chairs)
            self.approved = {}  # by person: each text that the person said yes to
            self.pages = {}  # by person: the text of the page that lies open
            self.locked, self.texts, self.errata = None, 0, []

        def try_to(self, what, *args, **values):
            try:
                return what(*args, **values)
            except ANSWERS:
                return None

        @rule()
        def write(self):
            self.texts += 1
            self.try_to(self.way.write, f"<p>Text {self.texts}.</p>")

        @rule()
        def submit(self):
            self.try_to(self.way.submit)

        @rule()
        def take_back(self):
            self.try_to(self.way.take_back)

        @rule(who=WHICH)
        def open_page(self, who):
            self.pages[self.way.chairs[who]] = self.way.mark()

        @rule(who=WHICH, freshly=st.booleans())
        def approve(self, who, freshly):
            person = self.way.chairs[who]
            seen = self.way.mark() if freshly else self.pages.get(person, "")
            try:
                self.way.approve(person, seen or "none")
            except ANSWERS:
                return
            self.approved.setdefault(person, set()).add(seen)

        @rule(who=WHICH)
        def send_back(self, who):
            self.try_to(self.way.send_back, self.way.chairs[who])

        @rule(who=WHICH)
        def change_of_holder(self, who):
            successor = make_person("Successor")
            self.way.replace(self.way.chairs[who], successor)
            self.way.chairs[who] = successor

        @rule()
        def correct(self):
            found = self.try_to(self.way.correct, "Text", f"Reading {len(self.errata)}")
            if found:
                self.errata.append(found)

        @rule(who=WHICH)
        def approve_the_erratum(self, who):
            if self.errata:
                self.try_to(self.way.approve, self.way.chairs[who], on=self.errata[-1])

        @rule(who=WHICH)
        def return_the_erratum(self, who):
            if self.errata:
                self.try_to(self.way.send_back, self.way.chairs[who], on=self.errata[-1])

        @invariant()
        def what_is_locked_was_approved_by_every_chair_in_office(self):
            with app.test_request_context():
                minutes = queries.get_minutes(self.way.minutes_id)
                if minutes.state is not MinutesState.APPROVED:
                    assert self.locked is None
                    return
                text = queries.approved_version(minutes).text
                if self.locked is None:  # locked just now, in the sight of those in office now
                    self.locked = text
                    mark = rules.fingerprint_of(text)
                    assert rules.canonical(queries.document_of(minutes)) == text
                    for chair in self.way.chairs:
                        assert mark in self.approved.get(chair, set())
                assert (text, rules.fingerprint_of(text)) == (self.locked, minutes.fingerprint)
                numbers = [one.number for one in queries.errata_of(minutes) if one.number]
                assert numbers == [*range(1, len(numbers) + 1)]
                for one in queries.errata_of(minutes):
                    assert (one.number is not None) == (one.state is ErratumState.APPROVED)
                    if one.number is not None:
                        assert one.fingerprint == rules.fingerprint_of(queries.text_of(one))
                db.session.rollback()

    run_state_machine_as_test(
        Approving,
        settings=settings(
            max_examples=12,
            stateful_step_count=18,
            deadline=None,
            suppress_health_check=[*HealthCheck],
        ),
    )
