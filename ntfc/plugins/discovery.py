"""Finding plugins: the installed distributions that offer an entry point `ntfc.plugins`."""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import getaddresses
from importlib.metadata import Distribution, EntryPoint, distributions
from pathlib import Path

GROUP = "ntfc.plugins"
# What an installer writes about itself: where from, when asked for. It says nothing of the plugin.
NOTES = frozenset({"RECORD", "INSTALLER", "REQUESTED", "direct_url.json", "uv_cache.json"})


@dataclass(frozen=True)
class Found:
    """A plugin that could be loaded."""

    name: str
    entry_point: EntryPoint
    distribution: Distribution

    @property
    def package(self) -> str:
        return self.distribution.name

    @property
    def version(self) -> str:
        return self.distribution.version

    @property
    def author(self) -> str:
        """Return who wrote it, all of them, as the package says, without any address."""
        told = self.distribution.metadata
        with_mail = getaddresses(told.get_all("Author-email") or [])
        names = [*(told.get_all("Author") or []), *(name for name, _address in with_mail)]
        return ", ".join(name for name in dict.fromkeys(names) if name)

    @property
    def root(self) -> Path:
        """Return the folder in which the distribution was installed."""
        return Path(str(self.distribution.locate_file("")))

    @property
    def hash(self) -> str:
        """Return the hash of every file of the distribution: a changed one is another plugin."""
        total = hashlib.sha256()
        for path in sorted(set(self._files())):
            content = path.read_bytes()
            total.update(f"{path.relative_to(self.root)}\n{len(content)}\n".encode() + content)
        return total.hexdigest()

    def _files(self) -> Iterator[Path]:
        """Yield the files on record, and those that were laid among its modules since."""
        listed = [
            Path(str(self.distribution.locate_file(f))) for f in self.distribution.files or ()
        ]
        package = self.root / self.entry_point.module.partition(".")[0]
        for path in [*listed, *package.rglob("*")]:
            noted = path.name in NOTES and path.parent.suffix == ".dist-info"
            if path.is_file() and path.suffix != ".pyc" and not noted and self.root in path.parents:
                yield path


def discover(folder: Path | None) -> dict[str, Found]:
    """Return the plugins in the environment and in *folder*, by name.

    The environment comes first, as it does when Python imports: what is checked is what is loaded.
    """
    places = [*sys.path, *([str(folder)] if folder is not None else [])]
    found: dict[str, Found] = {}
    for distribution in distributions(path=list(dict.fromkeys(places))):
        for entry in distribution.entry_points:
            if entry.group == GROUP:
                found.setdefault(entry.name, Found(entry.name, entry, distribution))
    return dict(sorted(found.items()))


def make_importable(folder: Path | None) -> None:
    """Let the plugins in *folder* be imported; what the core itself brings always comes first."""
    if folder is not None and str(folder) not in sys.path:
        sys.path.append(str(folder))
