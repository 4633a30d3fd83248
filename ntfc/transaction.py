"""One transaction per request: views and services never commit, the request does, once."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, Response, current_app, g, has_request_context, make_response, request
from flask.typing import ResponseReturnValue
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestEntityTooLarge

from ntfc import arrival, audit, constraints
from ntfc.db import db, writing
from ntfc.errors import Refused

log = logging.getLogger(__name__)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_ENDPOINTS = frozenset({"static"})
AUTHORIZED = "ntfc.authorized"
AFTERWARDS = "ntfc.afterwards"
BEFORE_COMMIT = "ntfc.before_commit"
MAY_COMMIT = "ntfc.may_commit"
UNGUARDED = "Forbidden"  # the answer of a view that forgot to ask


class TransactionalFlask(Flask):
    """Wraps the view, not after_request: a conflict at commit then reaches its error page."""

    def dispatch_request(self) -> ResponseReturnValue:
        is_unsafe = request.method not in SAFE_METHODS
        token = writing.set(is_unsafe)
        try:
            if is_unsafe:
                arrival.receive()
            with _in_words():
                response = _finish(make_response(super().dispatch_request()))
            if not is_unsafe:
                db.session.close()  # quicker than to roll back, which expires each row that was read
            return response
        finally:
            db.session.rollback()
            writing.reset(token)
            _write_afterwards()


def _finish(response: Response) -> Response:
    """Commit what an authorised write did; everything else is undone by the caller."""
    if response.status_code >= 400:
        if response.status_code == 422 and arrival.is_too_large():
            response.status_code = 413
        return response
    if arrival.is_too_large():
        raise RequestEntityTooLarge
    if not _is_authorized():
        log.error("%s answered without authorize()", request.endpoint)
        return make_response(UNGUARDED, 403)
    if request.method not in SAFE_METHODS:
        _commit()
    return response


def _is_authorized() -> bool:
    return (
        request.method == "OPTIONS"
        or request.endpoint is None
        or request.endpoint in OPEN_ENDPOINTS
        or AUTHORIZED in request.environ
    )


@contextmanager
def unit_of_work() -> Iterator[None]:
    """Give a command or a job one transaction: committed at the end, undone by an exception."""
    token = writing.set(True)
    try:
        with _in_words():
            yield
            _commit()
    finally:
        db.session.rollback()
        writing.reset(token)
        if not has_request_context():
            _write_afterwards()


@contextmanager
def _in_words() -> Iterator[None]:
    """Tell what the database refused as a rule would: in the sentence of the constraint."""
    try:
        yield
    except IntegrityError as error:
        sentence = constraints.sentence_of(error)
        if sentence is None:
            raise
        raise Refused(sentence) from error


@contextmanager
def before_writing() -> Iterator[None]:
    """Look things up, and do what is slow, before the transaction of this request begins.

    On SQLite the first query of a writing request takes the write lock. A password that is checked
    after it would keep everybody else waiting: check it within this block. What was read may have
    changed when the block ends, so whatever matters is read again by the change itself.
    """
    if db.session().in_transaction():
        raise RuntimeError("before_writing() must come before the first query of the request")
    token = writing.set(False)
    try:
        yield
    finally:
        session = db.session()
        unsaved = bool(session.new or session.dirty or session.deleted)
        session.rollback()
        writing.reset(token)
    if unsaved:
        raise RuntimeError("nothing may be changed within before_writing()")


def afterwards(function: Callable[..., None], *args: Any) -> None:
    """Have *function* write a fact about this request itself, whatever becomes of the request.

    It runs in a short transaction of its own (a failed sign-in, a link opened, last seen); the
    committee's data never goes this way. In a job or command it runs after its unit of work.
    """
    if has_request_context():
        request.environ.setdefault(AFTERWARDS, []).append((function, args))
    else:
        g.setdefault(AFTERWARDS, []).append((function, args))


def _write_afterwards() -> None:
    waiting = request.environ if has_request_context() else g
    for function, args in waiting.pop(AFTERWARDS, []):
        try:
            with unit_of_work():
                function(*args)
        except Exception:  # the answer is ready and right; a lost note must not spoil it
            where = request.endpoint if has_request_context() else "a job"
            log.exception("%s failed after %s", function.__name__, where)


def _commit() -> None:
    session = db.session()
    session.flush()
    if bodies := audit.bodies_in(session):
        current_app.extensions[BEFORE_COMMIT](bodies)
    audit.seal(session)
    session.info[MAY_COMMIT] = True
    try:
        session.commit()
    finally:
        session.info.pop(MAY_COMMIT, None)
    audit.publish_head()


@event.listens_for(Session, "before_commit")
def _only_the_request_commits(session: Session) -> None:
    """Refuse a commit in the middle: it would make half-done work permanent."""
    if session.get_nested_transaction() is None and MAY_COMMIT not in session.info:
        raise RuntimeError("only the request or unit_of_work() may commit")
