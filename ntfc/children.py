"""The child processes of a site: the web workers of one generation, and the job worker."""

import contextlib
import ctypes
import json
import math
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
LONG_LIFE = 60.0  # seconds after which a death is no sign of something lasting


@dataclass(frozen=True)
class Site:
    """What to serve, and how."""

    instance: Path
    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 2
    threads: int = 4
    app: str = "ntfc.app:create_app()"
    jobs: tuple[str, ...] = ("-m", "ntfc", "worker")
    env: Mapping[str, str] = field(default_factory=dict)
    greeting: str = "ntfc is at {address} (Ctrl-C stops it)"
    access_log: bool = True
    grace: int = 30  # seconds that a retiring web worker has for its requests
    job_grace: int = 300  # seconds that a retiring job worker has for its job


class Child:
    """A process in a group of its own, so that Ctrl-C is heard by its parent alone."""

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], fds: Sequence[int] = ()
    ) -> None:
        self.born = time.monotonic()
        self.gone_by = math.inf
        safe_path = ["-P"] if sys.flags.safe_path else []
        self.process = subprocess.Popen(  # noqa: S603 - our own interpreter on our own modules
            [sys.executable, *safe_path, *argv],
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            pass_fds=fds,
            process_group=0,
            preexec_fn=end_with_parent,  # noqa: PLW1509 - the supervisor has no threads
        )

    @property
    def gone(self) -> bool:
        return self.process.poll() is not None

    def retire(self, within: float) -> None:
        self.gone_by = time.monotonic() + within
        self.process.terminate()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def end_with_parent() -> None:
    """Lets Linux stop this child gracefully when its parent was killed and can no longer do it."""
    with contextlib.suppress(AttributeError):
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Generation(Child):
    """One gunicorn with its web workers, each of which reports where it stands."""

    def __init__(self, site: Site, door: socket.socket) -> None:
        self.workers = site.processes
        self.heard = b""
        self.reports, said = os.pipe()
        os.set_blocking(self.reports, False)
        settings = {
            "socket": door.fileno(),
            "reports": said,
            "processes": site.processes,
            "threads": site.threads,
            "app": site.app,
            "access_log": site.access_log,
            "grace": site.grace,
        }
        try:
            argv = ["-m", "ntfc.webworkers", json.dumps(settings)]
            super().__init__(argv, site.env, [door.fileno(), said])
        finally:
            os.close(said)

    def loaded(self) -> bool:
        """Whether every worker has loaded the application and serves."""
        return self.said(b"+")

    def turned_away(self) -> bool:
        """Whether no worker takes new connections any more."""
        return self.gone or self.said(b"-")

    def said(self, news: bytes) -> bool:
        with contextlib.suppress(BlockingIOError):
            self.heard += os.read(self.reports, 1000)
        return self.heard.count(news) >= self.workers

    def forget(self) -> None:
        os.close(self.reports)


class Patience:
    """When a dead child is started again: at once after a long life, else later each time."""

    def __init__(self) -> None:
        self.short_lives = 0
        self.until = 0.0

    def died(self, child: Child) -> None:
        lived = time.monotonic() - child.born
        self.short_lives = 0 if lived > LONG_LIFE else self.short_lives + 1
        self.until = time.monotonic() + (
            min(30, 2**self.short_lives / 4) if self.short_lives else 0
        )

    def over(self) -> bool:
        return time.monotonic() >= self.until
