"""Reading the lists that features and plugins have."""

from collections.abc import Sequence

from sqlalchemy import func, select

from ntfc import plugins
from ntfc.db import db
from ntfc.organisations.models import Choice
from ntfc.plugins import ChoiceList


def every_list() -> list[ChoiceList]:
    """Return all lists that administrators extend, in order."""
    found = [each for answer in plugins.gather("ntfc_choice_lists") for each in answer]
    return sorted(found, key=lambda each: (each.order, each.key))


def find(key: str) -> ChoiceList | None:
    return next((each for each in every_list() if each.key == key), None)


def entries(choices: ChoiceList) -> Sequence[Choice]:
    """Return the entries of a list in their order, retired ones last."""
    model = choices.model
    query = select(model).order_by(model.is_retired, model.position, model.id)
    return db.session.scalars(query).all()


def sizes(lists: Sequence[ChoiceList]) -> dict[str, int]:
    """Return how many entries in use each list has, in one query."""
    counts = [
        select(func.count()).where(each.model.is_retired.is_(False)).scalar_subquery()
        for each in lists
    ]
    row = db.session.execute(select(*counts)).one() if counts else ()
    return {each.key: number for each, number in zip(lists, row, strict=True)}
