"""How the fields of a form stand: behind a fold, together below a heading, or one after the other."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, ClassVar

import wtforms


class Folds(wtforms.Form):  # type: ignore[misc]
    """The order of a form.

    FOLDS names the fields that stand folded behind a heading each: a short form first, the rest
    for who has more to say. GROUPS names those that stand together below a heading each, also
    within a fold.
    """

    FOLDS: ClassVar[Sequence[tuple[str, Sequence[str]]]] = ()
    GROUPS: ClassVar[Sequence[tuple[str, Sequence[str]]]] = ()
    is_opened_full = False  # whether a fold with something in it opens by itself

    @property
    def unfolded(self) -> list[Any]:
        """Return the fields that stand in no fold and no group."""
        folded = {name for _title, names in (*self.FOLDS, *self.GROUPS) for name in names}
        return [field for field in self if field.name not in folded]

    @property
    def folds(self) -> list[tuple[str, bool, list[Any]]]:
        """Return each fold with its heading, whether it opens by itself, and its fields."""
        found = []
        for title, names in self.FOLDS:
            fields = [self[name] for name in names if name in self]
            found.append((title, any(map(self._is_told_of, fields)), fields))
        return [fold for fold in found if fold[2]]

    def _is_told_of(self, field: Any) -> bool:
        """Tell whether a field has to be seen: something is wrong with it, or somebody else was here."""
        is_news = hasattr(field, "reads_now") or hasattr(field, "is_news")
        return bool(field.errors or is_news or (field.data and self.is_opened_full))

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """Return the groups that stand in no fold, each with its heading and its fields."""
        folded = {name for _title, names in self.FOLDS for name in names}
        return [
            (title, [self[name] for name in names])
            for title, names in self.GROUPS
            if not folded.issuperset(names)
        ]

    def together(self, fields: Iterable[Any]) -> list[tuple[str, list[Any]]]:
        """Return fields of a fold below the headings of their groups; of no group, below none."""
        title_of = {name: title for title, names in self.GROUPS for name in names}
        parts = groupby(fields, key=lambda field: title_of.get(field.name, ""))
        return [(title, [*each]) for title, each in parts]
