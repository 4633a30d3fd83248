"""What the plugin does by itself: every day it reminds of what is due."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from ntfc import clock
from ntfc.jobs import JobKind
from ntfc.mail import is_written
from ntfc.permissions import SYSTEM
from ntfc.transaction import unit_of_work
from ntfc_golden_list.models import File
from ntfc_golden_list.queries import files
from ntfc_golden_list.queries import reminding as queries
from ntfc_golden_list.rules.reminding import Occasion
from ntfc_golden_list.service import reminding


def remind(_payload: dict[str, Any]) -> None:
    """Remind of what is due, each file in a transaction of its own: what was told stays told."""
    if not is_written():  # no mail leaves this site: nothing counts as told
        return
    now, today = clock.now(), clock.today("")
    with unit_of_work():
        programmes = queries.with_reminders()
        due = [one for made in programmes for one in queries.due_to_firms(made, today)]
        late = [made.id for made in programmes if made.remind_days is not None]
    by_file: dict[int, list[tuple[Occasion, date]]] = {}
    for file_id, occasion, due_on in due:
        by_file.setdefault(file_id, []).append((occasion, due_on))
    for file_id, days in by_file.items():
        with unit_of_work():
            _remind_firm(files.get_file(file_id), days, now=now, today=today)
    for programme_id in late:
        with unit_of_work():
            made = queries.programme(programme_id)
            reminding.tell_of_late(made, today=today, now=now, actor=SYSTEM)


def _remind_firm(
    file: File, days: Sequence[tuple[Occasion, date]], *, now: datetime, today: date
) -> None:
    due = [
        (occasion, due_on)
        for occasion, due_on in days
        if occasion is not Occasion.IMPROVEMENT or queries.is_to_improve(file, due_on, today)
    ]
    if due:
        reminding.remind_firm(file, due=due, now=now, actor=SYSTEM)


JOBS = (JobKind(name="golden_list.remind", run=remind, every=timedelta(days=1)),)
