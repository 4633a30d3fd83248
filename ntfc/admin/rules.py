"""Who runs the site, and how jobs and mails are told in plain words."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from ntfc.i18n import _
from ntfc.jobs import WORKER_ENDED, Job, JobState
from ntfc.permissions import Permission, Role

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

LOOK = Permission("site.look", _("See the state of the site"), ADMINISTRATOR)
MANAGE_JOBS = Permission(
    "site.manage_jobs", _("Repeat or drop work that failed"), ADMINISTRATOR, hides=True
)
READ_TRAIL = Permission("site.read_trail", _("Read the audit trail"), ADMINISTRATOR, hides=True)
CHECK_TRAIL = Permission("site.check_trail", _("Check the audit trail"), ADMINISTRATOR)
READ_OUTBOX = Permission(
    "site.read_outbox", _("Read the mails of a demonstration"), ADMINISTRATOR, hides=True
)
PERMISSIONS = (LOOK, MANAGE_JOBS, READ_TRAIL, CHECK_TRAIL, READ_OUTBOX)

CHECK = "site.check_trail"  # the kind of job
LATE = timedelta(minutes=10)  # a worker that runs takes a job within seconds

# What the names of errors mean; the first one found in the error counts.
MEANINGS = {
    WORKER_ENDED: _(
        "It ended the worker each time it was tried, so it was given up. It may need more memory than the machine has."
    ),
    "SMTPAuthenticationError": _("The mail server does not accept the name or password."),
    "SMTPRecipientsRefused": _("The mail server does not accept the address of the recipient."),
    "SMTPSenderRefused": _("The mail server does not accept the sender of this site."),
    "SMTPServerDisconnected": _("The mail server ended the connection."),
    "SMTP": _("The mail server refused the mail."),
    "gaierror": _("The server's name could not be found."),
    "SSL": _("No secure connection to the server could be made."),
    "ConnectionRefusedError": _("The server does not answer at its address."),
    "TimeoutError": _("The server took too long to answer."),
    "OperationalError": _("The database was away or busy."),
    "FileNotFoundError": _("A file is missing."),
    "PermissionError": _("The site may not read or write a file."),
    "OSError": _("The network or the disk failed."),
}
ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


def meaning_of(error: str) -> str:
    """Return what an error means to somebody who runs the site, not to who wrote it."""
    name = error.partition(":")[0]
    known = (words for part, words in MEANINGS.items() if part in name)
    return next(known, _("Something went wrong in the program.")) if error else ""


def obstacles_to_touching(job: Job, now: datetime) -> Iterator[str]:
    """Yield why a job cannot be repeated or dropped now."""
    if job.state in (JobState.DONE, JobState.DROPPED):
        yield _("This is over: it was done or dropped already.")
    elif job.lease_until is not None and job.lease_until > now:
        yield _("It is being done at this moment. Look again in a few minutes.")


def is_standing_still(oldest_due: datetime | None, now: datetime) -> bool:
    """Tell whether nobody does the jobs: one has been due for long, and none took it."""
    return oldest_due is not None and oldest_due < now - LATE


def parts_of(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it is an address of the web."""
    end = 0
    for found in ADDRESS.finditer(text):
        yield text[end : found.start()], False
        yield found.group(), True
        end = found.end()
    yield text[end:], False
