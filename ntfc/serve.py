"""Serving a site: web workers and one job worker as children, reloaded without a failed request.

The supervisor (`ntfc.supervisor`) binds the listening socket once and never loads the application.
On SIGHUP a new *generation* of web workers starts beside the old one, on the same socket; when
all of them have loaded the application, the old ones are told to finish, and so is the job worker,
which is replaced and ends with its job. When the new ones do not come up, they are removed and
the old ones carry on.

What is promised over a reload: every new connection is accepted, and every request that has
reached a worker is answered. A kept-alive connection is told `Connection: close` with its next
answer; one that stays idle is closed after two seconds, in retirement as at any other time.
A client that sends into a connection at the very moment it is closed for being idle has to send
again on a new one (RFC 9112, 9.3.1). Browsers do so by themselves, and a proxy that opens a
connection for each request never meets it.
"""

import contextlib
import errno
import fcntl
import json
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ntfc.children import Site
from ntfc.config import Config
from ntfc.supervisor import Supervisor
from ntfc.terminal import _, ngettext

__all__ = ["ReloadError", "ServeError", "Site", "here", "request_reload", "run", "site_of"]


class ServeError(Exception):
    """Why a site cannot be served, in one sentence."""


class ReloadError(Exception):
    """Why a site runs on as it was, in one sentence."""


def here() -> str:
    """Say where the site is; the address comes from the open socket."""
    return _("ntfc is at {address} (Ctrl-C stops it)")


def site_of(found: Config, greeting: str) -> Site:
    """Return what is to be served by these settings, and what is said once it answers."""
    return Site(
        instance=found.instance,
        host=found.host,
        port=found.port,
        processes=found.web_workers,
        threads=found.web_threads,
        app="ntfc.instance:load_app()",
        env={  # what was asked for at the start counts in the children, too
            "NTFC_INSTANCE": str(found.instance),
            "NTFC_HOST": found.host,
            "NTFC_PORT": str(found.port),
        },
        greeting=greeting,
    )


def run(site: Site) -> int:
    """Serves until told to stop: 0 after that, 1 when the application does not load, 2 when
    the port or the instance folder is in use, with the reason on standard error.
    """
    logging.basicConfig(format="%(asctime)s %(message)s", level=logging.INFO)
    try:
        with alone(site.instance), listening(site.host, site.port) as door:
            return Supervisor(site, door).supervise()
    except ServeError as refused:
        sys.stderr.write(f"ntfc: {refused}\n")
        return 2


def request_reload(instance: Path, patience: float = 180.0) -> bool:
    """True once new workers serve every new connection, False when no site runs here.

    A connection that is kept alive may get one more answer from an old worker. Raises ReloadError
    when the new workers did not come up and the old ones carry on.
    """
    state = running(instance)
    if state is None:
        return False
    # A reload under way may or may not have read what our caller has just changed.
    awaited = state["begun"] + 1
    try:
        os.kill(state["pid"], signal.SIGHUP)
    except PermissionError:
        raise ReloadError(_("The site runs as another user; reload it as that user.")) from None
    deadline = time.monotonic() + patience
    while state and time.monotonic() < deadline:
        if state["done"] >= awaited:
            if state["problem"]:
                raise ReloadError(_not_up())
            return True
        time.sleep(0.05)
        state = running(instance)
    if state:
        late = ngettext(
            "The new workers were not ready after %(num)d second.",
            "The new workers were not ready after %(num)d seconds.",
            int(patience),
        )
        raise ReloadError(late)
    return False


def _not_up() -> str:
    """Say in the language of the terminal what the supervisor says in English, in its log."""
    return _(
        "The new web workers did not come up; the site runs on as it was. The reason is in the "
        "output of the site."
    )


def running(instance: Path) -> dict[str, Any] | None:
    """What the supervisor of this instance says about itself, if one is at work."""
    try:
        with (instance / "serve.lock").open("rb") as lock:
            # Asked of the lock, not of the process number: that may be another program's by now.
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        with contextlib.suppress(FileNotFoundError):
            state: dict[str, Any] = json.loads((instance / "serve.json").read_text("utf-8"))
            return state
    except FileNotFoundError:
        pass
    return None


@contextlib.contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Holds the instance folder, so that no second site works in it."""
    try:
        lock = (instance / "serve.lock").open("ab")
    except OSError as refused:
        raise ServeError(
            _(
                "The instance folder %(folder)s cannot be used (%(error)s). Start as the user who "
                "owns it, or name another.",
                folder=instance,
                error=refused.strerror,
            )
        ) from None
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            state = running(instance) or {}
            raise ServeError(
                _(
                    "This instance is served already, by process %(pid)s at %(address)s. Stop that "
                    "one first: %(folder)s",
                    pid=state.get("pid", "?"),
                    address=state.get("address", "?"),
                    folder=instance,
                )
            ) from None
        try:
            yield
        finally:
            (instance / "serve.json").unlink(missing_ok=True)


@contextlib.contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """The listening socket, or a sentence about why there is none."""
    try:
        family, _kind, _number, _name, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        door = socket.create_server(address[:2], family=family, backlog=2048)
    except OSError as refused:
        reasons = {
            errno.EADDRINUSE: _(
                "Port %(port)s on %(host)s is taken by another program. Stop it, or choose another "
                "port with --port %(next)s.",
                port=port,
                host=host,
                next=port + 1,
            ),
            errno.EACCES: _(
                "Port %(port)s is kept for the system. Choose a --port above 1023.", port=port
            ),
        }
        unknown = _(
            "This machine has no address %(host)s. Choose one of its own with --host.", host=host
        )
        raise ServeError(reasons.get(refused.errno or 0, unknown)) from None
    with door:
        yield door
