"""What a plugin is now, what can be done with it, and what stands against it, in plain words."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from ntfc.clock import now
from ntfc.shelf import rules
from ntfc.shelf.models import ChangeState, What
from ntfc.shelf.rules import Standing, State

ON = Standing(is_installed=True, is_on=True, is_loaded=True)
OFF = Standing(is_installed=True, is_on=False, is_loaded=False)
KEPT = Standing(is_installed=False, is_on=False, is_loaded=False)
ASIDE = Standing(is_installed=True, is_on=True, is_loaded=False, fault="Its files changed.")
LOST = Standing(is_installed=False, is_on=True, is_loaded=False, fault="It is not installed.")
AWAITED = Standing(is_installed=True, is_on=True, is_loaded=False)


@pytest.mark.parametrize(
    ("plugin", "state", "acts"),
    [
        (ON, State.ON, [What.OFF, What.CHECK]),
        (AWAITED, State.AWAITED, [What.CHECK, What.OFF]),
        (ASIDE, State.ASIDE, [What.CHECK, What.OFF]),
        (LOST, State.ASIDE, [What.OFF]),  # removed by hand from the environment
        (OFF, State.OFF, [What.ON, What.UNINSTALL, What.PURGE]),
        (KEPT, State.KEPT, [What.PURGE]),
    ],
)
def test_what_a_plugin_is_and_what_can_be_done(plugin, state, acts):
    assert rules.state_of(plugin) is state
    assert rules.possible(plugin) == acts
    about = set(What) - {What.READ, What.INSTALL}
    for what in about:
        reasons = [str(reason) for reason in rules.obstacles(what, plugin)]
        assert (reasons == []) is (what in acts), (what, reasons)
        assert len(reasons) < 2


@pytest.mark.parametrize(
    ("what", "plugin", "words"),
    [
        (What.PURGE, ON, "Turn it off first"),
        (What.UNINSTALL, ON, "Turn it off first"),
        (What.ON, ON, "on already"),
        (What.ON, KEPT, "not installed"),
        (What.OFF, OFF, "off already"),
        (What.CHECK, OFF, "checked when it is turned on"),
    ],
)
def test_what_stands_against_a_change_is_said(what, plugin, words):
    (reason,) = rules.obstacles(what, plugin)
    assert words in str(reason)


@dataclass(frozen=True)
class Wheel:
    file: str = "a-1.whl"
    name: str = "a"
    package_version: str = "1"
    fault: str = ""
    sum: str = "s1"


SHELF = {"a-1.whl": "s1", "a-2.whl": "s2", "b-1.whl": "s3", "locked.whl": ""}


@pytest.mark.parametrize(
    ("wheel", "others", "said"),
    [
        (Wheel(), [], []),
        (Wheel(), [Wheel("b-1.whl", "b")], []),
        (Wheel(), [Wheel("a-2.whl", package_version="2")], ["more than once: 1, 2"]),
        (Wheel(name="in use"), [Wheel("b-1.whl", "in use", "2")], []),
        (Wheel(name="in use", package_version="2"), [Wheel("b-1.whl", "in use")], []),
        (Wheel("gone.whl"), [], ["not on the shelf any more"]),
        (Wheel(sum="other"), [], ["changed since it was read"]),
        (Wheel("locked.whl", sum="", fault=rules.UNREADABLE), [], ["may not read this file"]),
        (Wheel(sum="", fault=rules.UNREADABLE), [], ["changed since it was read"]),
        (Wheel(fault="It is written for plugin API 9"), [], ["plugin API 9"]),
        (Wheel(name=""), [Wheel("b-1.whl", "")], []),  # two that are no plugins are no rivals
    ],
)
@pytest.mark.database("sqlite")
def test_what_stands_against_installing_is_said(app, wheel, others, said):
    with app.test_request_context():
        reasons = [
            str(one) for one in rules.refusals(wheel, [wheel, *others], SHELF, {"in use": "1"})
        ]
    assert len(reasons) == len(said)
    assert all(words in reason for words, reason in zip(said, reasons, strict=True))


def test_what_was_put_on_the_shelf_since_is_named():
    assert rules.unread(["a-1.whl", "new.whl"], [Wheel()]) == ["new.whl"]
    names = ["a-1.whl", ".a.whl", "notes.txt", "a.whl.part", "\udcff.whl", f"{'a' * 200}.whl"]
    assert [name for name in names if rules.is_wheel(name)] == ["a-1.whl"]


@pytest.mark.parametrize(
    ("state", "begun", "states"),
    [
        (ChangeState.ASKED, "", ["next"] * 7),
        (ChangeState.DOING, "fetch", ["now", *["next"] * 6]),
        (ChangeState.DOING, "write", [*["done"] * 5, "now", "next"]),
        (ChangeState.FAILED, "copy", [*["done"] * 3, *["missed"] * 4]),
        (ChangeState.DONE, "reload", ["done"] * 7),
    ],
)
def test_how_far_each_step_is(state, begun, states):
    assert [s.state for s in rules.steps_of(What.INSTALL, state, begun)] == states


def test_every_change_has_steps_in_words():
    assert set(rules.STEPS) == set(What)
    assert {name for names in rules.STEPS.values() for name in names} == set(rules.STEP_WORDS)


def test_a_change_that_nobody_begins_is_noticed():
    moment = now()
    assert not rules.is_left_lying(ChangeState.ASKED, moment, moment)
    assert rules.is_left_lying(ChangeState.ASKED, moment - timedelta(minutes=5), moment)
    assert not rules.is_left_lying(ChangeState.DOING, moment - timedelta(minutes=5), moment)


@pytest.mark.parametrize(
    ("state", "minutes", "may"),
    [
        (ChangeState.ASKED, 0, False),
        (ChangeState.ASKED, 5, True),
        (ChangeState.DOING, 5, False),
        (ChangeState.DOING, 90, True),
        (ChangeState.DONE, 90, False),
        (ChangeState.FAILED, 90, False),
    ],
)
def test_what_does_not_end_may_be_given_up(state, minutes, may):
    moment = now()
    assert rules.may_be_given_up(state, moment - timedelta(minutes=minutes), moment) is may
