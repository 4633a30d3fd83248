from tests.meetings.conftest import body_id, make

__all__ = ["body_id", "make"]
