"""What becomes of a person's places when the person is erased."""

from sqlalchemy import update

from ntfc.db import db
from ntfc_golden_list.models import File, FirmPerson, Officer


def forget(person_id: int) -> None:
    """End the places of an erased person. What was decided stays; the name is gone by itself."""
    db.session.execute(update(Officer).where(Officer.person_id == person_id).values(is_held=False))
    db.session.execute(
        update(FirmPerson).where(FirmPerson.person_id == person_id).values(is_active=False)
    )
    db.session.execute(
        update(File).where(File.coordinator_id == person_id).values(coordinator_id=None)
    )
