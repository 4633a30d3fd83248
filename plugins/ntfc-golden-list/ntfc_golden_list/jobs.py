"""What the plugin does by itself: every day it reminds of what is due."""

from datetime import timedelta
from typing import Any

from ntfc import clock
from ntfc.jobs import JobKind
from ntfc.mail import is_written
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from ntfc_golden_list.queries import files
from ntfc_golden_list.queries import reminding as queries
from ntfc_golden_list.rules.reminding import Occasion
from ntfc_golden_list.service import reminding


def remind(_payload: dict[str, Any]) -> None:
    """Remind of what is due, each thing in a transaction of its own: what was told stays told."""
    if not is_written():  # no mail leaves this site: nothing counts as told
        return
    now, today = clock.now(), clock.today("")
    with unit_of_work():
        programmes = queries.with_reminders()
        due = [one for made in programmes for one in queries.due_to_firms(made, today)]
        late = [made.id for made in programmes if made.remind_days is not None]
    for file_id, occasion, due_on in due:
        with unit_of_work():
            file = files.get_file(file_id)
            if occasion is Occasion.IMPROVEMENT and not queries.is_to_improve(file, due_on, today):
                continue
            reminding.remind_firm(file, occasion=occasion, due_on=due_on, now=now, actor=SYSTEM)
    for programme_id in late:
        with unit_of_work():
            made = queries.programme(programme_id)
            reminding.tell_of_late(made, today=today, now=now, actor=SYSTEM)


JOBS = (JobKind(name="golden_list.remind", run=remind, every=timedelta(days=1)),)
