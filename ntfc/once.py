"""What is sent twice is done once: a double press, a page sent again after going back, a bad line.

Each form carries a ticket of its own (`buttons` in templates/_field.html). Of what was sent with it
one hash is kept, and the answer: whoever sends the very same again is led to where the first led.
Whoever changes a word before sending again asks for something else.

A browser without scripts that goes back loads the form anew, with another ticket. So what says the
same words to the same place within the hour is asked about once: who means it twice presses again.
"""

import hashlib
import json
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar, cast

from flask import flash, g, request
from flask_login import current_user
from sqlalchemy import String, Text, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from ntfc import clock
from ntfc.db import Model, db
from ntfc.errors import Refused
from ntfc.i18n import _

T = TypeVar("T")
TICKET = "form_ticket"
KEEP = timedelta(days=2)  # a page is open for a day; later the same words are meant anew
DONE = _("This was sent already, and what it asks for is done. It was not done twice.")
LATELY = timedelta(hours=1)  # who goes back in the browser does so soon
AGAIN = _(
    "You sent just the same less than an hour ago, and it is done. It was not done twice. If you mean "
    "it once more, press the button again."
)
MEANT = "again."  # begins the ticket of a form that has told so


class SentForm(Model):
    """A form that was sent and done. Nobody's words: the hash alone, and where it led."""

    __tablename__ = "sent_forms"

    key: Mapped[str] = mapped_column(String(64), unique=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(index=True)


def new_ticket() -> str:
    """Return what tells one form that was opened from every other one."""
    return (MEANT if g.get("was_said_lately") else "") + secrets.token_urlsafe(9)


def once(act: Callable[[], T], more: str = "") -> T:
    """Return what *act* gives; when the same form was sent before, what it gave then.

    *more* stands for what came with the form and is no field, such as the hash of a file.
    """
    if not request.form.get(TICKET):
        return act()
    sent = SentForm(key=_key(more), at=clock.now())
    if not _is_first(sent):
        return cast(T, _answer_to(sent.key))
    _refuse_the_same(more)
    result = act()
    if isinstance(result, str):
        sent.answer = result
        db.session.flush()
    return result


def told(act: Callable[[], object], message: str) -> str:
    """Do what a form within a page asks for; return *message*, or that it was done before.

    For what leads back to the page of the form, whatever was done.
    """
    if request.form.get(TICKET):
        if not _is_first(SentForm(key=_key(""), at=clock.now())):
            return DONE
        _refuse_the_same("")
    act()
    return message


def was_sent() -> bool:
    """Tell whether this very form was sent and done before."""
    return db.session.scalar(select(SentForm.id).where(SentForm.key == _key(""))) is not None


def _refuse_the_same(more: str) -> None:
    """Ask before the very same words are taken again with another ticket; keep them else."""
    said = [(name, value) for name, value in request.form.items(multi=True) if name != TICKET]
    if not any(" " in value.strip() for _name, value in said):
        return  # nothing was typed in words: buttons and choices may come again
    sent = SentForm(key=_key(more, but=TICKET), at=clock.now())
    if _is_first(sent):
        return
    before = db.session.scalars(select(SentForm).where(SentForm.key == sent.key)).one()
    is_meant = request.form[TICKET].startswith(MEANT)
    if before.at > sent.at - LATELY and not is_meant:
        g.was_said_lately = True
        raise Refused(AGAIN)
    before.at = sent.at


def _key(more: str, but: str = "") -> str:
    names = [name for name in request.form if name != but]
    fields = sorted((name, request.form.getlist(name)) for name in names)
    said = [current_user.person_id, request.path, fields, more]  # signed in anew, it is the same
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _is_first(sent: SentForm) -> bool:
    """Keep the form; of two that come at one moment the second waits here for the first."""
    try:
        with db.session.begin_nested():
            db.session.add(sent)
    except IntegrityError:
        return False
    return True


def _answer_to(key: str) -> str:
    answer = db.session.scalar(select(SentForm.answer).where(SentForm.key == key))
    if not answer:  # it led to a page that is shown once, such as links to hand over
        raise Refused(DONE)
    flash(DONE, "info")
    return answer


def forget(now: datetime) -> None:
    """Forget forms that were sent long ago."""
    db.session.execute(delete(SentForm).where(SentForm.at < now - KEEP))
