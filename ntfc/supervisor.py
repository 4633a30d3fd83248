"""The one parent process of a site: starts its children, replaces them, ends them.

Why not gunicorn's own reload: it tells the old workers to finish before the new ones have loaded,
so that visitors wait for the loading; and a new worker that does not load ends the whole server.
"""

import contextlib
import json
import logging
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Iterator
from types import FrameType

from ntfc.children import Child, Generation, Patience, Site

log = logging.getLogger("ntfc.serve")

STARTING = 120.0  # seconds that a new generation may take to load the application
MOMENT = 5.0  # seconds that gunicorn may take to tell its workers, and to end after them
NOT_UP = (
    "The new web workers did not come up; the site runs on as it was. The reason is in the "
    "output of the site."
)


class Supervisor:
    def __init__(self, site: Site, door: socket.socket) -> None:
        self.site = site
        self.door = door
        host, port = door.getsockname()[:2]
        self.address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
        self.web: Generation | None = None
        self.coming: Generation | None = None
        self.leaving: Generation | None = None
        self.jobs: Child | None = None
        self.retired: list[Child] = []
        self.patience = {"web": Patience(), "jobs": Patience()}
        self.heard: list[int] = []
        self.terminals = [number for number in (0, 1, 2) if os.isatty(number)]
        self.reload_asked = self.reloading = self.welcomed = self.stopping = False
        self.begun = self.done = self.code = 0
        self.problem = ""

    def supervise(self) -> int:
        """Works until every child has ended after a stop; the code to exit with."""
        with self.hearing() as bell:
            try:
                while self.look_after():
                    changing = filter(None, (self.coming, self.leaving))
                    awaited = [bell.fileno(), *(one.reports for one in changing)]
                    select.select(awaited, [], [], 0.5)
                    with contextlib.suppress(BlockingIOError):
                        bell.recv(100)
            finally:
                for child in self.children():
                    child.kill()
        return self.code

    @contextlib.contextmanager
    def hearing(self) -> Iterator[socket.socket]:
        bell, clapper = socket.socketpair()
        bell.setblocking(False)
        clapper.setblocking(False)

        def hear(number: int, _frame: FrameType | None) -> None:
            self.heard.append(number)

        numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
        before = {number: signal.signal(number, hear) for number in numbers}
        former = signal.set_wakeup_fd(clapper.fileno())
        try:
            with bell, clapper:
                yield bell
        finally:
            signal.set_wakeup_fd(former)
            for number, handler in before.items():
                signal.signal(number, handler)

    def children(self) -> list[Child]:
        return [child for child in (self.web, self.coming, self.jobs, *self.retired) if child]

    def look_after(self) -> bool:
        """Does what is to be done now; false when nothing is left after a stop."""
        self.answer_signals()
        if not self.stopping:
            self.look_after_web()
            self.look_after_jobs()
        for child in self.retired:
            if time.monotonic() > child.gone_by:
                child.kill()
        self.retired = [child for child in self.retired if not child.gone]
        return not self.stopping or bool(self.retired)

    def answer_signals(self) -> None:
        heard, self.heard = self.heard, []
        for number in heard:
            if number in (signal.SIGTERM, signal.SIGINT) or (
                number == signal.SIGHUP and self.terminal_closed()
            ):
                self.stop()
            elif number == signal.SIGHUP:
                self.reload_asked = True

    def terminal_closed(self) -> bool:
        return bool(self.terminals) and not any(map(os.isatty, self.terminals))

    def stop(self) -> None:
        """Ends gracefully; asked a second time, at once."""
        if self.stopping:
            for child in self.retired:
                child.kill()
            return
        log.info("Stopping.")
        self.stopping = True
        self.door.close()
        for child in filter(None, (self.web, self.coming, self.jobs)):
            self.retire(child, self.site.grace + MOMENT)
        self.web = self.coming = self.jobs = None

    def retire(self, child: Child, within: float) -> None:
        child.retire(within)
        self.retired.append(child)

    def look_after_web(self) -> None:
        if self.coming:
            self.look_after_coming(self.coming)
        elif self.leaving:
            self.look_after_leaving(self.leaving)
        elif self.web and self.web.gone:
            log.error("The web workers ended with code %s.", self.web.process.returncode)
            self.patience["web"].died(self.web)
            self.web.forget()
            self.web = None
        elif self.web is None and self.patience["web"].over():
            self.coming = Generation(self.site, self.door)
        elif self.web and self.reload_asked:
            self.reload_asked, self.reloading = False, True
            self.begun += 1
            self.tell()
            self.coming = Generation(self.site, self.door)

    def look_after_coming(self, coming: Generation) -> None:
        if coming.loaded():
            self.take_over(coming)
        elif coming.gone or time.monotonic() > coming.born + STARTING:
            self.give_up(coming)

    def take_over(self, coming: Generation) -> None:
        self.leaving, self.web, self.coming = self.web, coming, None
        if self.leaving:
            self.retire(self.leaving, self.site.grace + MOMENT)
        if self.jobs:
            self.retire(self.jobs, self.site.job_grace)
            self.jobs = None
        if not self.welcomed:
            self.welcomed = True
            sys.stdout.write(self.site.greeting.replace("{address}", self.address) + "\n")
            sys.stdout.flush()
        if not self.leaving:
            self.reloaded("")

    def look_after_leaving(self, leaving: Generation) -> None:
        # Only now may whoever asked rely on the new code; a moment ago, an old worker could
        # still have accepted a connection.
        if leaving.turned_away() or time.monotonic() > leaving.gone_by - self.site.grace:
            leaving.forget()
            self.leaving = None
            self.reloaded("")

    def give_up(self, coming: Generation) -> None:
        coming.forget()
        self.coming = None
        # Gracefully: some of its workers may have been ready, and at work on a request.
        self.retire(coming, self.site.grace + MOMENT)
        self.patience["web"].died(coming)
        log.error(NOT_UP if self.web else "The web workers did not come up.")
        if not self.welcomed:
            self.code = 1
            self.stop()
        self.reloaded(NOT_UP)

    def reloaded(self, problem: str) -> None:
        if self.reloading:
            self.reloading, self.done, self.problem = False, self.begun, problem
            log.info("Reloaded." if not problem else "Not reloaded.")
        self.tell()

    def look_after_jobs(self) -> None:
        if self.jobs and self.jobs.gone:
            log.error("The job worker ended with code %s.", self.jobs.process.returncode)
            self.patience["jobs"].died(self.jobs)
            self.jobs = None
        if self.site.jobs and self.web and not self.jobs and self.patience["jobs"].over():
            self.jobs = Child(self.site.jobs, self.site.env)

    def tell(self) -> None:
        """Writes what `request_reload` reads; whole or not at all."""
        state = {
            "pid": os.getpid(),
            "address": self.address,
            "begun": self.begun,
            "done": self.done,
            "problem": self.problem,
        }
        draft = self.site.instance / "serve.json.new"
        draft.write_text(json.dumps(state), "utf-8")
        draft.replace(self.site.instance / "serve.json")
