"""Beginning a plugin: a folder with each part once, which works as it stands."""

import json
import re
import shutil
import unicodedata
from collections.abc import Collection
from pathlib import Path

from ntfc.errors import Misconfigured
from ntfc.i18n import _
from ntfc.paths import PACKAGE
from ntfc.plugins.declaration import LONGEST_NAME, NAME

SKELETON = PACKAGE / "plugins" / "skeleton"
ENDING = ".txt"  # of each file there: until it is filled in, it is no program


def begin(name: str, place: Path, taken: Collection[str], author: str = "") -> Path:
    """Write the plugin *name* of *author* into a new folder in *place* and return the folder."""
    _refuse_name(name, taken)
    folder = place / f"ntfc-{name.replace('_', '-')}"
    words = {
        "@name@": name,
        "@package@": f"ntfc_{name}",
        "@folder@": folder.name,
        "@author@": json.dumps(author or f"The authors of {folder.name}", ensure_ascii=False),
        "@title@": name.replace("_", " ").capitalize(),
    }
    if not place.is_dir():
        raise Misconfigured(_("There is no folder %(folder)s. Nothing was written.", folder=place))
    try:
        folder.mkdir()
    except FileExistsError:
        raise Misconfigured(
            _("%(folder)s is there already. Nothing was written.", folder=folder)
        ) from None
    except OSError as error:
        raise Misconfigured(
            _(
                "The folder %(folder)s cannot be made: %(error)s.",
                folder=folder,
                error=error.strerror,
            )
        ) from error
    try:
        _fill(folder, words)
    except OSError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise Misconfigured(_("Nothing was written: %(error)s.", error=error.strerror)) from error
    return folder


def _refuse_name(name: str, taken: Collection[str]) -> None:
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        better = _better(name)
        wrong = _(
            "%(name)s is no good name: at most %(most)s small letters, digits and single "
            "underscores, a letter first.",
            name=repr(name),
            most=LONGEST_NAME,
        )
        if not better:
            raise Misconfigured(wrong)
        raise Misconfigured(
            _("%(wrong)s Such as: ntfc plugins new %(better)s", wrong=wrong, better=better)
        )
    if name in taken:
        raise Misconfigured(
            _("The name %(name)s belongs to the core. Take another one.", name=repr(name))
        )


def _better(name: str) -> str:
    """Return a good name that is near to a wrong one, if there is one."""
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain.removeprefix("ntfc"))
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
