"""What may be done by a one-time link. Each feature declares its acts; the links feature runs them.

An act is one thing on one kind of subject. It goes through the same service functions as when a
person who has signed in does it; only the way in differs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask, current_app

from ntfc.errors import Misconfigured
from ntfc.forms import Form
from ntfc.i18n import _
from ntfc.permissions import Governed, LinkHolder, Permission

FORTNIGHT = timedelta(days=14)


class NoForm(Form):
    """Nothing to fill in: the button says it all."""


def no_form(_data: Any, _subject: Any) -> Form:
    """Return the empty form, for acts that are one button."""
    return NoForm()


def applies(_person: Any, _subject: Any) -> str | None:
    """Say nothing against it, for acts that follow from no seat."""
    return None


@dataclass(frozen=True, kw_only=True)
class Act:
    """One thing that the holder of a one-time link may do.

    *load* gives the subject by its number, or None when it is gone. *describe* says in one
    sentence what the act is about; it stands in the mail and on the page, and is kept, so that
    each reader has it in the own language: names in it are put by `called()`, moments by words
    that are kept. *form* is called with
    what was posted (None at first) and the subject; *fit* then fills in what depends on who holds
    the link, such as the institutions to choose from. *template* is a fragment above the form that
    shows more of the subject; it gets ``subject``, ``person`` and ``form``. *prepare* turns what was typed into what *do* gets, before
    anything is locked: slow work such as hashing a password belongs there. *do* acts; it raises
    FieldRefused to show a reason at a field. *next_url* says where the holder may go afterwards.

    *still* is asked with the person and the subject whenever the link is opened, used or asked for
    again: it gives None, or one sentence why the link no longer applies. A link must not outlive
    the seat by which it was sent. The sentence names nothing that the person may not know any more.

    A form that is a `WithFile` may bring a file: *do* gets it as ``sent``, None where none came.

    What *reads* has no button and is never used up: it opens as often as wanted until it ends.
    *show* gives what its template gets as ``shown``; *file* gives a paper of that page by its
    number, or None when this link does not open it; *note_taken* is told of each that was taken.
    """

    name: str
    title: str
    permission: Permission
    load: Callable[[int], Governed | None]
    describe: Callable[[Any], str]
    do: Callable[[LinkHolder, Any, dict[str, Any]], None] = lambda _holder, _subject, _values: None
    button: str = ""
    after: str = ""
    form: Callable[[Any, Any], Form] = no_form
    fit: Callable[[Any, LinkHolder, Any], None] = lambda _form, _holder, _subject: None
    prepare: Callable[[dict[str, Any]], dict[str, Any]] = dict
    template: str = ""
    lifetime: timedelta = FORTNIGHT
    still: Callable[[Any, Any], str | None] = applies
    lasts: bool = False  # the button works until the link ends: a form filled in little by little
    is_repeatable: bool = False  # whether a used link may be exchanged for a new one
    reads: bool = False
    show: Callable[[LinkHolder, Any], Any] = lambda _holder, _subject: None
    file: Callable[[LinkHolder, Any, int], tuple[bytes, str, str] | None] | None = None
    note_taken: Callable[[LinkHolder, Any, int], None] = lambda _holder, _subject, _number: None
    next_url: Callable[[Any], str] | None = None
    next_title: str = _("Go on")


def init_app(app: Flask, acts: Iterable[Act]) -> None:
    """Keep the acts of all features under their names; two of one name cannot both be meant."""
    known: dict[str, Act] = {}
    for act in acts:
        if act.name in known:
            raise Misconfigured(
                _("Two modules declare the act %(act)s; turn one of them off.", act=act.name)
            )
        known[act.name] = act
    app.extensions["ntfc.acts"] = known


def named(name: str) -> Act | None:
    """Return the act of that name; None when the module that declared it is off."""
    known: dict[str, Act] = current_app.extensions["ntfc.acts"]
    return known.get(name)
