"""Who may change plugins, what stands against a change, and its steps in plain words."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import PurePath
from typing import Any, Protocol

from ntfc.i18n import _, in_one
from ntfc.permissions import Permission, Role
from ntfc.shelf.models import ChangeState, What

ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
SEE = Permission("shelf.see", _("See the plugins of the site"), ADMINISTRATOR, hides=True)
CHANGE = Permission(
    "shelf.change",
    _("Install plugins, turn them on and off, delete them"),
    ADMINISTRATOR,
    behind=SEE,
)
SET = Permission("shelf.set", _("Change the settings of plugins"), ADMINISTRATOR, behind=SEE)
PERMISSIONS = (SEE, CHANGE, SET)

JOB = "shelf.change"  # the kind of job
LATE = timedelta(minutes=2)  # a worker that runs begins within seconds
LONGEST = timedelta(hours=1)  # that a change can take
WEEK = timedelta(days=7)
LONGEST_FILE = 200  # signs in the name of a file
OPEN = (ChangeState.ASKED, ChangeState.DOING)

# The steps of each change, in the order in which they come.
STEPS: Mapping[What, Sequence[str]] = {
    What.READ: ("read",),
    What.INSTALL: ("fetch", "build", "try", "copy", "keep", "write", "reload"),
    What.CHECK: ("try", "reload"),
    What.ON: ("try", "copy", "keep", "write", "reload"),
    What.OFF: ("write", "reload"),
    What.UNINSTALL: ("build", "write", "reload"),
    What.PURGE: ("save", "build", "write", "reload"),
}
UNREADABLE = _(
    "The site may not read this file. Whoever keeps the server lets the user of the site read it."
)
CLOSED = _(
    "The site may not look into the folder of the shelf. Whoever keeps the server lets the user of "
    "the site read it."
)
STEP_WORDS = {
    "read": _("Each file is tried in a process of its own"),
    "fetch": _("The file is taken from the shelf and compared with the one you read"),
    "keep": _("Where tables that hold data may change, the whole site is saved first"),
    "save": _("The whole site is saved, and the backup read from end to end"),
    "build": _("A new folder of plugins is built beside the one in use"),
    "try": _("The plugins are tried in a process of their own"),
    "copy": _("The changes of tables are rehearsed: on a copy, or so that they are undone"),
    "write": _("Tables and settings are changed, all at once or not at all"),
    "reload": _("The running site takes it up, without failing a request"),
}


class State(StrEnum):
    """What a plugin is now, seen by an administrator."""

    ON = "on"
    ASIDE = "aside"
    AWAITED = "awaited"  # on, and the processes that answer do not have it yet
    OFF = "off"
    KEPT = "kept"  # not installed, and its data stays


@dataclass(frozen=True)
class Standing:
    """All that says what a plugin is now."""

    is_installed: bool
    is_on: bool
    is_loaded: bool
    fault: str = ""


def state_of(plugin: Standing) -> State:
    if plugin.is_on:
        if plugin.fault:
            return State.ASIDE
        return State.ON if plugin.is_loaded else State.AWAITED
    return State.OFF if plugin.is_installed else State.KEPT


def possible(plugin: Standing) -> list[What]:
    """Return what can be done with a plugin, the likeliest first."""
    if plugin.is_on and plugin.is_installed:
        return [What.OFF, What.CHECK] if plugin.is_loaded else [What.CHECK, What.OFF]
    if plugin.is_on:
        return [What.OFF]
    return [What.ON, What.UNINSTALL, What.PURGE] if plugin.is_installed else [What.PURGE]


def obstacles(what: What, plugin: Standing) -> Iterator[str]:
    """Yield what stands against a change of a plugin."""
    if what in possible(plugin):
        return
    if what in (What.UNINSTALL, What.PURGE) and plugin.is_on:
        yield _("It is on. Turn it off first.")
    elif what in (What.ON, What.UNINSTALL, What.CHECK) and not plugin.is_installed:
        yield _("It is not installed. Install it from the shelf first.")
    elif what is What.ON:
        yield _("It is on already.")
    elif what is What.OFF:
        yield _("It is off already.")
    else:
        yield _("It is off. It is checked when it is turned on.")


class Wheel(Protocol):
    """A wheel on the shelf, as far as it was read."""

    @property
    def file(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def package_version(self) -> str: ...
    @property
    def fault(self) -> str: ...
    @property
    def sum(self) -> str: ...
    @property
    def facts(self) -> Mapping[str, Any]: ...


def refusals(
    wheel: Wheel, others: Iterable[Wheel], sums: Mapping[str, str], versions: Mapping[str, str]
) -> Iterator[str]:
    """Yield why a wheel cannot be installed, with the whole shelf in view.

    *sums* are those of the files as they lie on the shelf now, empty for what cannot be read;
    *versions* those of the plugins that are installed: beside such a one, the next may lie.
    """
    if wheel.file not in sums:
        yield _("The file is not on the shelf any more.")
    elif not sums[wheel.file]:
        yield UNREADABLE
    elif sums[wheel.file] != wheel.sum:
        yield _("The file changed since it was read. Have the shelf read again.")
    if (
        wheel.fault and wheel.sum
    ):  # without a sum it could not be read; what is true now stands above
        yield wheel.fault
    new = [each for each in others if each.package_version != versions.get(each.name)]
    rivals = [each for each in new if each.name == wheel.name and each.file != wheel.file]
    if wheel.name and rivals and wheel.package_version != versions.get(wheel.name):
        alike = (wheel, *rivals)
        found = sorted({each.package_version for each in alike})
        if len(found) == 1:  # of several packages, or built twice
            found = sorted(each.file for each in alike)
        yield _(
            "The shelf holds %(plugin)s more than once: %(versions)s. Leave only the one that is "
            "to be installed.",
            plugin=wheel.name,
            versions=in_one(found),
        )


def comes_with(wheel: Wheel, other: Wheel) -> bool:
    """Tell whether *other* is a plugin that the one in *wheel* needs, as both were read."""
    needs: Mapping[str, str] = wheel.facts.get("needs", {})
    return bool(other.name) and needs.get(other.file) == other.sum


def unread(files: Collection[str], wheels: Iterable[Wheel]) -> list[str]:
    """Return the files that were put on the shelf since it was read."""
    return sorted(set(files) - {wheel.file for wheel in wheels})


def is_wheel(name: str) -> bool:
    """Tell whether a file on the shelf is meant to be read; notes and hidden files are not.

    Nor is what has a name that no wheel has: signs that cannot be written, or hundreds of them.
    """
    is_sound = name.isprintable() and len(name) <= LONGEST_FILE
    return is_sound and PurePath(name).suffix == ".whl" and not name.startswith(".")


@dataclass(frozen=True)
class Step:
    """A step of a change as ui.steps shows it."""

    title: str
    state: str


def steps_of(what: What, state: ChangeState, begun: str) -> list[Step]:
    """Return the steps of a change with how far each is; *begun* is the one begun last."""
    names = STEPS[what]
    at = names.index(begun) if begun in names else -1
    return [Step(STEP_WORDS[name], _how_far(n, at, state)) for n, name in enumerate(names)]


def _how_far(number: int, at: int, state: ChangeState) -> str:
    if state is ChangeState.DONE or number < at:
        return "done"
    if number > at:
        return "next" if state in OPEN else "missed"
    return "now" if state is ChangeState.DOING else "missed"


def may_be_given_up(state: ChangeState, asked_at: datetime, now: datetime) -> bool:
    """Tell whether a change that does not end may be given up, so that another can be asked for."""
    wait = LATE if state is ChangeState.ASKED else LONGEST
    return state in OPEN and asked_at < now - wait


def is_left_lying(state: ChangeState, asked_at: datetime, now: datetime) -> bool:
    """Tell whether nobody begins a change: the worker seems to be stopped."""
    return state is ChangeState.ASKED and asked_at < now - LATE
