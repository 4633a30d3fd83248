"""Calling the hooks: each call in a SAVEPOINT, so that one failing plugin harms nothing else."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from flask import current_app
from werkzeug.local import LocalProxy

from ntfc.db import db, guest
from ntfc.errors import refuse_if
from ntfc.i18n import _
from ntfc.permissions import Actor, Governed, Permission
from ntfc.plugins import failures
from ntfc.plugins.answers import answer_of

log = logging.getLogger(__name__)


def _implementations(hook: str) -> list[Any]:
    manager = current_app.extensions["ntfc.plugins"]
    found = getattr(manager.hook, hook).get_hookimpls()
    return sorted(found, key=lambda impl: impl.plugin_name)


def _call(implementation: Any, values: dict[str, Any], settle: Callable[[Any], Any]) -> Any:
    """Ask one plugin; *settle* looks at all of the answer while a failure can still be undone."""
    token = guest.set(True)
    try:
        with db.session.begin_nested():
            given = (_itself(values[name]) for name in implementation.argnames)
            return settle(implementation.function(*given))
    finally:
        guest.reset(token)


def _itself(value: Any) -> Any:
    """Return the person behind `current_user`: to ask for it anew at each word is slow."""
    return value._get_current_object() if isinstance(value, LocalProxy) else value  # noqa: SLF001  -- so Werkzeug names it


def gather(hook: str, **values: Any) -> list[Any]:
    """Ask *hook* of every plugin and return the answers; a failing one is left out and logged."""
    answers = []
    for implementation in _asked(hook):
        try:
            answer = _call(implementation, values, lambda given: answer_of(hook, given))
        except (Exception, SystemExit) as error:
            log.exception("%s failed in %s and is left out", implementation.plugin_name, hook)
            failures.note(implementation.plugin_name, hook, error)
            continue
        if answer is not None:
            answers.append(answer)
    return answers


def by_plugin(hook: str, **values: Any) -> dict[str, Any]:
    """Ask *hook* of every plugin and return the answer of each by its name; None where it failed."""
    answers: dict[str, Any] = {}
    for implementation in _asked(hook):
        name = implementation.plugin_name
        try:
            answers[name] = _call(implementation, values, lambda given: answer_of(hook, given))
        except (Exception, SystemExit) as error:
            log.exception("%s failed in %s and is left out", name, hook)
            failures.note(name, hook, error)
            answers[name] = None
    return answers


def _asked(hook: str) -> list[Any]:
    """Return who answers *hook*, with all that the core did so far sent to the database.

    Else a fault of the core's own would show inside the first plugin's call, and be laid on it.
    """
    found = _implementations(hook)
    if found:
        db.session.flush()
    return found


def objections(action: Permission, subject: Governed, actor: Actor) -> list[str]:
    """Return every reason a plugin has against *action*; one that fails counts as a reason."""
    values = {"action": action, "subject": subject, "actor": actor}
    reasons: list[str] = []
    for implementation in _asked("ntfc_objections"):
        try:
            reasons.extend(_call(implementation, values, _reasons))
        except (Exception, SystemExit) as error:
            name = implementation.plugin_name
            log.exception("%s failed in ntfc_objections and counts as an objection", name)
            failures.note(name, "ntfc_objections", error)
            reasons.append(
                _("The module “%(name)s” could not check this and so holds it back.", name=name)
            )
    return reasons


def _reasons(given: Iterable[str] | None) -> list[str]:
    """Return the reasons as they read for the person who asks: a faulty one fails here."""
    sentences = [given] if isinstance(given, str) else list(given or ())
    return [sentence for sentence in map(str, sentences) if sentence.strip()]


def insist(hook: str, **values: Any) -> list[Any]:
    """Ask *hook* of every plugin and return the answers; refuse, naming it, if one fails.

    What must not be done by halves goes this way: the caller's whole change is then undone.
    """
    failed: list[str] = []
    answers = []
    for implementation in _asked(hook):
        try:
            answers.append(_call(implementation, values, lambda given: answer_of(hook, given)))
        except (Exception, SystemExit) as error:
            log.exception("%s failed in %s, which is refused", implementation.plugin_name, hook)
            failures.note(implementation.plugin_name, hook, error)
            failed.append(implementation.plugin_name)
    refuse_if(
        _(
            "The module “%(name)s” failed, and without it this would be done by halves. Nothing was "
            "done: an administrator can repair the module, or turn it off on purpose.",
            name=name,
        )
        for name in failed
    )
    return [answer for answer in answers if answer is not None]


def notify(hook: str, **values: Any) -> None:
    """Tell every plugin that something happened; what a failing one did is undone and logged."""
    gather(hook, **values)
