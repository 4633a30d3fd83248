"""Whatever happens in whatever order: what is locked is what each chair in office approved.

That holds for minutes and for each correction to them. Every run begins somewhere on the way and,
whatever happened, is led to its end: so that minutes are locked and corrected in all of them.
"""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
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
BEGINS = ("written", "submitted", "approved", "corrected")


class Approving(RuleBasedStateMachine):
    """What the secretary and two chairs do; the test gives the class what makes people and minutes."""

    make: staticmethod
    reached: Counter

    @initialize(begins=st.sampled_from(BEGINS))
    def begin(self, begins):
        self.way, self.make_person = self.make()
        self.approved = {}  # by person and correction: each text that the person said yes to
        self.pages = {}  # by person and correction: the texts of the pages that lie open
        self.locked, self.texts, self.errata, self.final = None, 0, [], {}
        for who in range(len(self.way.chairs)):
            self.open_page(who, of_minutes=True)
        stage = BEGINS.index(begins)
        if stage >= BEGINS.index("submitted"):
            self.way.submit()
        if stage >= BEGINS.index("approved"):
            self.approve_all(None)
        if stage >= BEGINS.index("corrected"):
            self.correct()
            assert self.errata

    def try_to(self, what, *args, **values):
        try:
            return what(*args, **values)
        except ANSWERS:
            return None

    def approve_as(self, person, on, seen):
        """Approve what a page shows: when it is not the text as it reads now, nothing is stored."""
        is_stale = seen != self.way.mark(on)
        before = self.stored(on) if is_stale else None
        self.reached["stale"] += is_stale
        try:
            self.way.approve(person, seen, on=on)
        except ANSWERS:
            assert not is_stale or self.stored(on) == before
            return
        assert not is_stale
        self.approved.setdefault((person, on), set()).add(seen)

    def stored(self, on):
        """Return what the database has of the subject, voided approvals too."""
        with self.way.app.test_request_context():
            subject = queries.get_erratum(on) if on else queries.get_minutes(self.way.minutes_id)
            given = queries.answers_to(subject)
            kept = {(one.id, one.verdict, one.fingerprint, one.voided_at) for one in given}
            db.session.rollback()
            return subject.state, subject.fingerprint, kept

    def approve_all(self, on):
        for person in self.way.chairs:
            self.approve_as(person, on, self.way.mark(on))

    def newest(self, of_minutes):
        return None if of_minutes or not self.errata else self.errata[-1]

    @precondition(lambda self: self.locked is None)
    @rule()
    def write(self):
        self.texts += 1
        self.try_to(self.way.write, f"<p>The committee met at nine, {self.texts}.</p>")

    @precondition(lambda self: self.locked is None)
    @rule()
    def submit(self):
        self.try_to(self.way.submit)

    @precondition(lambda self: self.locked is None)
    @rule()
    def take_back(self):
        self.try_to(self.way.take_back)

    @rule()
    def tamper_after_the_lock(self):
        if self.locked is not None:
            self.try_to(self.way.write, "<p>Forged.</p>")
            self.try_to(self.way.submit)
            self.try_to(self.way.take_back)

    @rule(who=WHICH, of_minutes=st.booleans())
    def open_page(self, who, of_minutes):
        on = self.newest(of_minutes)
        self.pages.setdefault((self.way.chairs[who], on), []).append(self.way.mark(on))

    @rule(who=WHICH, of_minutes=st.booleans())
    def approve(self, who, of_minutes):
        on = self.newest(of_minutes)
        self.approve_as(self.way.chairs[who], on, self.way.mark(on))

    @rule(who=WHICH, of_minutes=st.booleans(), which=st.integers(0, 3))
    def approve_from_an_open_page(self, who, of_minutes, which):
        """Also from one that was opened many states ago, or shows another subject of the minutes."""
        person, on = self.way.chairs[who], self.newest(of_minutes)
        opened = self.pages.get((person, on)) or self.pages.get((person, None)) or ["none"]
        self.approve_as(person, on, opened[which % len(opened)])

    @rule(who=WHICH, of_minutes=st.booleans())
    def send_back(self, who, of_minutes):
        self.try_to(self.way.send_back, self.way.chairs[who], on=self.newest(of_minutes))

    @rule(who=WHICH)
    def change_of_holder(self, who):
        successor = self.make_person("Successor")
        self.way.replace(self.way.chairs[who], successor)
        self.way.chairs[who] = successor

    @precondition(lambda self: self.locked is not None)
    @rule()
    def correct(self):
        found = self.try_to(self.way.correct, "met at nine", f"Reading {len(self.errata)}")
        if found:
            self.errata.append(found)

    @invariant()
    def what_is_locked_was_approved_by_every_chair_in_office(self):
        with self.way.app.test_request_context():
            minutes = queries.get_minutes(self.way.minutes_id)
            if minutes.state is MinutesState.APPROVED:
                self.minutes_are_as_locked(minutes)
            else:
                assert (self.locked, queries.approved_version(minutes)) == (None, None)
            corrections = queries.errata_of(minutes)
            numbers = [one.number for one in corrections if one.number]
            assert numbers == [*range(1, len(numbers) + 1)]
            for one in corrections:
                assert (one.number is not None) == (one.state is ErratumState.APPROVED)
                if one.number is not None:
                    self.erratum_is_as_locked(one)
            db.session.rollback()

    def minutes_are_as_locked(self, minutes):
        text = queries.approved_version(minutes).text
        mark = rules.fingerprint_of(text)
        if self.locked is None:  # locked just now, in the sight of those in office now
            assert rules.canonical(queries.document_of(minutes)) == text
            self.locked = (text, self.approvals_of(minutes, None, mark))
            self.reached["minutes"] += 1
        assert mark == minutes.fingerprint
        assert (text, self.given_to(minutes)) == self.locked

    def erratum_is_as_locked(self, one):
        text = queries.text_of(one)
        mark = rules.fingerprint_of(text)
        if one.id not in self.final:
            self.final[one.id] = (one.number, text, self.approvals_of(one, one.id, mark))
            self.reached["errata"] += 1
        assert mark == one.fingerprint
        assert (one.number, text, self.given_to(one)) == self.final[one.id]

    def approvals_of(self, subject, on, mark):
        """Return who approved, having made sure that it is all in office, and each just this text."""
        for chair in self.way.chairs:
            assert mark in self.approved.get((chair, on), set())
        given = self.given_to(subject)
        assert given == {(chair, mark) for chair in self.way.chairs}
        return given

    def given_to(self, subject):
        return {(one.person_id, one.fingerprint) for one in queries.standing_approvals(subject)}

    def teardown(self):
        """From wherever it stands the way leads on to locked minutes and a correction of them."""
        if not hasattr(self, "way"):
            return
        if self.locked is None:
            self.try_to(self.way.take_back)
            self.write()
            self.try_to(self.way.submit)
            for person in self.way.chairs:
                for seen in dict.fromkeys(self.pages.get((person, None), ["none"])):
                    self.approve_as(person, None, seen)
            self.approve_all(None)
            self.what_is_locked_was_approved_by_every_chair_in_office()
            assert self.locked
        before = len(self.final)
        self.correct()
        self.approve_from_an_open_page(0, of_minutes=False, which=0)  # a page of another text
        self.approve_all(self.errata[-1])
        self.what_is_locked_was_approved_by_every_chair_in_office()
        assert len(self.final) == before + 1


@pytest.mark.database("sqlite")
def test_no_order_of_events_locks_a_text_that_a_chair_did_not_approve(
    app, make_body, make_minutes, seat, make_person
):
    def make():
        body_id = make_body()
        secretary = seat(body_id, Role.SECRETARY, "Secretary")
        chairs = [seat(body_id, Role.CHAIR, name) for name in ("First", "Second")]
        minutes_id, (section_id,) = make_minutes(A, body_id=body_id)
        return Round(app, minutes_id, section_id, secretary, chairs), make_person

    class Here(Approving):
        pass

    Here.make, Here.reached = staticmethod(make), Counter()
    run_state_machine_as_test(
        Here,
        settings=settings(
            max_examples=10,
            stateful_step_count=12,
            deadline=None,
            # A run is short enough to be read as it is; to shorten it takes minutes.
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=[*HealthCheck],
        ),
    )
    assert Here.reached["minutes"] >= 10
    assert Here.reached["errata"] >= 10
    assert Here.reached["stale"] >= 10
