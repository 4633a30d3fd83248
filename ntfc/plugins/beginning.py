"""Beginning a plugin: a folder with each part once, which works as it stands."""

import re
import shutil
from collections.abc import Collection
from pathlib import Path

from ntfc.errors import Misconfigured
from ntfc.paths import PACKAGE
from ntfc.plugins.declaration import LONGEST_NAME, NAME

SKELETON = PACKAGE / "plugins" / "skeleton"
ENDING = ".txt"  # of each file there: until it is filled in, it is no program


def begin(name: str, place: Path, taken: Collection[str]) -> Path:
    """Write the plugin *name* into a new folder in *place* and return the folder."""
    _refuse_name(name, taken)
    folder = place / f"ntfc-{name.replace('_', '-')}"
    words = {
        "@name@": name,
        "@package@": f"ntfc_{name}",
        "@folder@": folder.name,
        "@title@": name.replace("_", " ").capitalize(),
    }
    if not place.is_dir():
        raise Misconfigured(f"There is no folder {place}. Nothing was written.")
    try:
        folder.mkdir()
    except FileExistsError:
        raise Misconfigured(f"{folder} is there already. Nothing was written.") from None
    except OSError as error:
        raise Misconfigured(f"{folder} cannot be made: {error.strerror}.") from error
    try:
        _fill(folder, words)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise Misconfigured(f"Nothing was written: {error.strerror}.") from error
    return folder


def _refuse_name(name: str, taken: Collection[str]) -> None:
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        better = _better(name)
        instead = f" Such as: ntfc plugins new {better}" if better else ""
        raise Misconfigured(
            f"{name!r} is no good name: at most {LONGEST_NAME} small letters, digits and single "
            f"underscores, a letter first.{instead}"
        )
    if name in taken:
        raise Misconfigured(f"The name {name!r} belongs to the core. Take another one.")


def _better(name: str) -> str:
    """Return a good name that is near to a wrong one, if there is one."""
    words = re.findall(r"[a-z0-9]+", name.lower().removeprefix("ntfc"))
    near = "_".join(words).lstrip("0123456789_")[:LONGEST_NAME].rstrip("_")
    return near if NAME.fullmatch(near) else ""


def _fill(folder: Path, words: dict[str, str]) -> None:
    for source in sorted(SKELETON.rglob(f"*{ENDING}")):
        path = source.relative_to(SKELETON).as_posix().removesuffix(ENDING)
        path = path.replace("PACKAGE", words["@package@"]).replace("NAME", words["@name@"])
        text = source.read_text("utf-8")
        for mark, word in words.items():
            text = text.replace(mark, word)
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
