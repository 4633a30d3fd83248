"""What becomes of a person's posts when the person is erased."""

from sqlalchemy import update

from ntfc.db import db
from ntfc_client_coordinators.models import Officer


def forget(person_id: int) -> None:
    """End the posts of an erased person. What was done for firms stays; the name is gone by itself."""
    db.session.execute(update(Officer).where(Officer.person_id == person_id).values(is_held=False))
