"""Mailing a link to its person."""

from datetime import datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from flask import current_app

from ntfc import mail
from ntfc.acts import Act
from ntfc.config import Config
from ntfc.dates import as_read
from ntfc.i18n import _, labelled, speaking, with_commas
from ntfc.links.models import Link


def send(link: Link, act: Act, url: str, why: str = "") -> bool:
    """Mail the link to its person; False when no mail leaves and it must be handed over."""
    person = link.person
    if person.email is None:
        return False
    with speaking(person.language) as language:
        parts = (
            _("%(name)s,", name=person.name),
            f"{why}\n{labelled(act.title, link.about)}".strip(),
            how(link, act, language),
            url,
            ""
            if act.reads
            else _("Nothing happens before you press the button. You need no password for this."),
            _("If you did not expect this mail, leave it: the link then ends by itself."),
            _config().site_name,
        )
        return mail.send(
            to=person.email,
            name=person.name,
            subject=f"{act.title} – {_config().site_name}",
            body="\n\n".join(str(part) for part in parts if part) + "\n",
            key=f"link:{link.id}",
        )


def how(link: Link, act: Act, language: str) -> str:
    """Return how the link is opened, and until when."""
    when = _moment(link.expires_at, link.person.time_zone, language)
    if act.reads or act.lasts:
        return _("Open this address as often as you like, until %(when)s:", when=when)
    return _(
        "Open this address and press the button there. It works once, until %(when)s:", when=when
    )


def _moment(moment: datetime, zone: str, language: str) -> str:
    zone = zone or _config().time_zone
    there = moment.astimezone(ZoneInfo(zone))
    day = as_read(format_date(there.date(), "long", locale=language))
    hour = format_time(there, "short", tzinfo=ZoneInfo(zone), locale=language)
    return f"{with_commas([day, hour])} ({zone})"


def _config() -> Config:
    config: Config = current_app.extensions["ntfc.config"]
    return config
