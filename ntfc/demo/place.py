"""Where the demonstration lives: a folder of its own, filled beside its place and then moved in.

A folder is ours to remove only when it carries our mark. The stamp is written last, so a demo
without it was interrupted and is made again.
"""

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ntfc import __version__, catalogues, config, serve, terminal
from ntfc.config import FOREIGN, PREFIX, Config
from ntfc.errors import Misconfigured
from ntfc.mark import core_mark
from ntfc.paths import PACKAGE, bundled
from ntfc.terminal import _, ngettext

NAME = "demo"
MARK, STAMP = "made-by-ntfc-demo.txt", "demo.json"
MARKED = "This folder belongs to `ntfc demo`, which may delete it. Keep nothing of yours here.\n"
ZONE = "Asia/Amman"
SITE_NAME = "Trade Facilitation in Qadria"
OLD_AFTER = 30  # days; then the dates of the story have lost their point

Say = Callable[[str], None]


def home() -> Path:
    """Return the folder of the demo: beside the real instance, never in its database."""
    return Path(os.environ.get(f"{PREFIX}INSTANCE", "instance")).absolute() / NAME


def leave_the_real_site(folder: Path) -> None:
    """Make this process and its children know the demo alone, not the settings of a site around."""
    for name in [name for name in os.environ if name.startswith(PREFIX) and name not in FOREIGN]:
        del os.environ[name]
    os.environ[f"{PREFIX}INSTANCE"] = str(folder)


def ready(folder: Path, say: Say, *, fresh: bool = False) -> Config:
    """Return the settings of a complete demo in *folder*, made or made anew where needed."""
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _alone(folder):
        why = _why_to_make(folder, fresh=fresh)
        if why is not None:
            _refuse_strangers(folder)
            if why:
                say(why)
            _make(folder, say)
        elif _stamp(folder).get("core") != core_mark():
            _try_again(folder, say)
    return settings(folder)


def _try_again(folder: Path, say: Say) -> None:
    """Have the modules tried with the program as it is now: no verdict on them is about this one."""
    say(_("The program is another than when it was last started; the modules are tried again."))
    from ntfc import upkeep  # noqa: PLC0415  -- loads the whole application

    upkeep.recheck(settings(folder))
    (folder / STAMP).write_text(json.dumps(_stamp(folder) | {"core": core_mark()}), "utf-8")


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    with folder.with_name(f"{folder.name}.lock").open("ab") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        yield


def _why_to_make(folder: Path, *, fresh: bool) -> str | None:
    """Return the sentence that says why the demo is made, empty at the first time; None: it is there."""
    if not folder.exists():
        return ""
    if fresh:
        return _("The demonstration of before is thrown away.")
    if not (folder / STAMP).exists():
        return _("The demonstration was not finished; it is made again.")
    if _stamp(folder).get("story") != story():
        return _("The demonstration was made by another version of ntfc; it is made anew.")
    return None


def _stamp(folder: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((folder / STAMP).read_text("utf-8"))
    return told


def story() -> str:
    """Return a mark of what decides how a demo looks: version, languages, tables and the story."""
    total = hashlib.sha256(" ".join([__version__, *catalogues.shipped()]).encode())
    for place in (bundled("migrations") / "versions", PACKAGE / "demo"):
        for path in sorted([*place.glob("*.py"), *place.glob("*.csv")]):
            total.update(path.name.encode() + path.read_bytes())
    return total.hexdigest()[:16]


def _refuse_strangers(folder: Path) -> None:
    """Raise when the folder is not ours to remove, or somebody works in it."""
    if not folder.exists():
        return
    if not (folder / MARK).exists():
        raise Misconfigured(
            _(
                "%(folder)s was not made by `ntfc demo`, so it stays as it is. Move it away, or "
                "name another place in NTFC_INSTANCE.",
                folder=folder,
            )
        )
    state = serve.running(folder)
    if state is not None:
        raise Misconfigured(
            _(
                "The demonstration is being served at %(address)s, by process %(pid)s. Stop it "
                "first.",
                address=state.get("address", "?"),
                pid=state.get("pid", "?"),
            )
        )


def _make(folder: Path, say: Say) -> None:
    """Fill a new demo beside *folder*, and put it there once it is complete."""
    making, leaving = (folder.with_name(f"{folder.name}.{word}") for word in ("new", "old"))
    for rest in (making, leaving):
        _remove(rest)
    making.mkdir(mode=0o700)
    (making / MARK).write_text(MARKED, "utf-8")
    (making / "ntfc.toml").write_text(_settings_text(), "utf-8")
    from ntfc.demo.making import filled  # noqa: PLC0415  -- loads the whole application

    day = _today()
    accounts = filled(settings(making), day, say)
    stamp = {
        "story": story(),
        "core": core_mark(),
        "day": day.isoformat(),
        "accounts": accounts,
    }
    (making / STAMP).write_text(json.dumps(stamp), "utf-8")
    if folder.exists():
        folder.rename(leaving)
    making.rename(folder)
    _remove(leaving)


def _remove(folder: Path) -> None:
    if not folder.exists():
        return
    _refuse_strangers(folder)
    for path in sorted(folder.iterdir(), key=lambda each: each.name == MARK):  # the mark goes last
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    folder.rmdir()


def _settings_text() -> str:
    languages = ", ".join(f'"{code}"' for code in catalogues.shipped())
    return f'demo = true\nsite_name = "{SITE_NAME}"\nlanguages = [{languages}]\ntime_zone = "{ZONE}"\nweb_workers = 1\n'


def settings(folder: Path) -> Config:
    """Return the settings of the demo in *folder*; those of a real site around it do not count."""
    return config.settings({f"{PREFIX}INSTANCE": str(folder)})


def age(folder: Path) -> int:
    """Return for how many days the demo has been standing."""
    return (_today() - date.fromisoformat(_stamp(folder)["day"])).days


def accounts_of(folder: Path) -> dict[str, str]:
    """Return who can be clicked there, as noted at the filling: no application is loaded for it."""
    told: dict[str, dict[str, str]] = _stamp(folder)["accounts"]
    return {name: notes.get(terminal.language(), "") for name, notes in told.items()}


def greeting(folder: Path) -> str:
    """Return what is said once the demonstration answers, with the accounts to click."""
    days = age(folder)
    old = ngettext(
        "It was made %(num)d day ago; --fresh makes it anew.",
        "It was made %(num)d days ago; --fresh makes it anew.",
        days,
    )
    return "\n".join(
        [
            serve.here(),
            *([old] if days > OLD_AFTER else []),
            _("One click signs you in there, without a password, as one of these:"),
            *(
                _("  %(name)s: %(note)s", name=name, note=note)
                for name, note in accounts_of(folder).items()
            ),
        ]
    )


def _today() -> date:
    return datetime.now(ZoneInfo(ZONE)).date()
