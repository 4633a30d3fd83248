"""What time it is. Only views, jobs and commands ask; everything below is told."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app


def now() -> datetime:
    """Return this instant."""
    return datetime.now(UTC)


def today(time_zone: str) -> date:
    """Return the day it is in *time_zone*, where the body sits; empty: where the site is."""
    return day_of(now(), time_zone)


def day_of(moment: datetime, time_zone: str) -> date:
    """Return the day it is at an instant in *time_zone*; empty: where the site is."""
    zone = time_zone or current_app.extensions["ntfc.config"].time_zone
    return moment.astimezone(ZoneInfo(zone)).date()


def start_of(day: date, time_zone: str) -> datetime:
    """Return the instant at which a day begins in *time_zone*; empty: where the site is."""
    zone = time_zone or current_app.extensions["ntfc.config"].time_zone
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
