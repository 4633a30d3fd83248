"""What becomes of a person's posts when the person is erased."""

from sqlalchemy import update

from ntfc.db import db
from ntfc_client_coordinators.models import Declared, Officer


def forget(person_id: int) -> None:
    """End the posts of an erased person, and empty the own notes.

    What was done for firms stays; the name is gone by itself.
    """
    notes = update(Declared).where(Declared.person_id == person_id).values(note="")
    db.session.execute(notes)
    db.session.execute(update(Officer).where(Officer.person_id == person_id).values(is_held=False))
