"""Who asked to speak in a meeting, and who had the floor."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from ntfc.db import Model


class SpeakingTurn(Model):
    """A seat or a guest asks to speak, has the floor, and has spoken; institution and side as then."""

    __tablename__ = "speaking_turns"

    body_id: Mapped[int] = mapped_column(ForeignKey("bodies.id"), index=True)
    agenda_id: Mapped[int] = mapped_column(ForeignKey("agendas.id"), index=True)
    item_id: Mapped[int | None] = mapped_column(ForeignKey("agenda_items.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("seats.id"), index=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitations.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    side_id: Mapped[int | None] = mapped_column(ForeignKey("sides.id"), index=True)
    asked_at: Mapped[datetime]
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    @property
    def whom(self) -> str:
        """Return whose turn it is, as the list of those present names it."""
        return f"seat-{self.seat_id}" if self.seat_id else f"guest-{self.invitation_id}"
