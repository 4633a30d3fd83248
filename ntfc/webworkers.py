"""One generation of web workers: gunicorn on a listening socket that the supervisor holds.

`ntfc.serve` starts this module as a process of its own for every generation, so each of them
imports the application, its plugins and its configuration afresh: once, for its workers are forks.
"""

import contextlib
import gc
import json
import logging
import os
import re
import sys
from typing import Any
from urllib.parse import quote

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger
from gunicorn.util import import_app
from gunicorn.workers.gthread import ThreadWorker

# One-time links live under /l/ and /set-up/, calendars under /feed/: whoever reads a log must not be able to use one.
ONE_TIME_LINK = re.compile(r"/(l|set-up|feed)/[^\s'\"?]+")
QUERY = re.compile(r"(/[^\s'\"?]*)\?[^\s'\"]*")


def without_secrets(text: str) -> str:
    """The text with the tokens of one-time links and all query strings cut out."""
    return ONE_TIME_LINK.sub(r"/\1/***", QUERY.sub(r"\1", text))


class WithoutSecrets(logging.Filter):
    """Lets every message pass, but none with a token in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = without_secrets(record.getMessage()), ()
        return True


class Log(Logger):  # type: ignore[misc]  # gunicorn carries no types
    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.addFilter(WithoutSecrets())

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], took: Any) -> dict[str, Any]:
        """What an access line may hold; the path is quoted so that it cannot forge a line."""
        atoms: dict[str, Any] = super().atoms(resp, req, environ, took)
        path = environ.get("PATH_INFO", "").encode("latin-1", "replace")
        return {**atoms, "U": without_secrets(quote(path, safe="/!$&'()*+,;=:@~"))}


class Worker(ThreadWorker):  # type: ignore[misc]  # gunicorn carries no types
    """A gunicorn worker that says when it serves, and when it takes no new connection any more."""

    def set_accept_enabled(self, enabled: bool) -> None:
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            self.report(b"-")

    def report(self, news: bytes) -> None:
        with contextlib.suppress(BrokenPipeError):  # the supervisor was killed
            os.write(self.app.settings["reports"], news)


class Workers(BaseApplication):  # type: ignore[misc]  # gunicorn carries no types
    """`processes` times `threads` workers; what they share is loaded once, before they part."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        settings = self.settings
        choices = {
            "bind": f"fd://{settings['socket']}",
            "workers": settings["processes"],
            "threads": settings["threads"],
            "worker_class": Worker,
            "preload_app": True,
            "post_worker_init": self.loaded,
            "graceful_timeout": settings["grace"],
            # The same as a retiring worker grants: a reload closes no connection any sooner.
            "keepalive": 2,
            "timeout": 60,
            # The application knows which proxies to trust; here nobody may claim to be one.
            "forwarded_allow_ips": "",
            "secure_scheme_headers": {},
            "control_socket_disable": True,
            "logger_class": Log,
            "loglevel": "warning",
            "accesslog": "-" if settings["access_log"] else None,
            "access_log_format": '%(h)s %(t)s "%(m)s %(U)s %(H)s" %(s)s %(b)s %(M)sms',
        }
        for name, value in choices.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        # What is loaded stays. Looking for garbage among it took a fifth of the time while it was
        # loaded and a tenth of the start after it, and found next to nothing. It belongs to no
        # worker: a collector that wrote into it would give each of them a copy of its own.
        gc.disable()
        application = import_app(self.settings["app"])
        gc.freeze()
        return application

    @staticmethod
    def loaded(worker: Worker) -> None:
        gc.enable()
        worker.report(b"+")


if __name__ == "__main__":
    Workers(json.loads(sys.argv[1])).run()
