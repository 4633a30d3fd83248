from datetime import date, timedelta

from ntfc import clock
from ntfc.committees import hooks, queries
from ntfc.committees.models import State
from ntfc.transaction import unit_of_work


def test_the_daily_job_ends_what_is_over_and_nothing_else(app, make_body):
    yesterday = clock.today("UTC") - timedelta(days=2)
    top = make_body("Top", state=State.ACTIVE)
    over = make_body("Over", parent=top, state=State.ACTIVE)
    lives = make_body("Lives", parent=top, state=State.ACTIVE, sunset_on=date(2999, 1, 1))
    with app.app_context(), unit_of_work():
        queries.get_body(over).sunset_on = yesterday
    for _again in range(2):
        with app.app_context():
            hooks.end_bodies_that_are_over({})
    with app.app_context(), unit_of_work():
        states = {number: queries.get_body(number).state for number in (top, over, lives)}
        assert queries.get_body(over).heir_id == top
    assert states == {top: State.ACTIVE, over: State.CLOSED, lives: State.ACTIVE}


def test_the_job_is_declared_to_run_every_day():
    (kind,) = hooks.ntfc_plugin().jobs
    assert (kind.run, kind.every) == (hooks.end_bodies_that_are_over, timedelta(days=1))
