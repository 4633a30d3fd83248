"""The service for clients, and who works in it."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ntfc.people.models import Person
from ntfc_client_coordinators.models.base import PREFIX, Base
from ntfc_client_coordinators.rules.portfolio import Limits
from ntfc_client_coordinators.rules.posts import Label, Post


class Desk(Base):
    """The service as the country set it up. There is one."""

    __tablename__ = f"{PREFIX}desks"

    id: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[Label] = mapped_column(default=Label.COORDINATOR)
    of_body_id: Mapped[int | None] = mapped_column(ForeignKey("bodies.id"))
    warn_share: Mapped[int | None]
    most_firms: Mapped[int | None]
    rotation_months: Mapped[int | None]
    grants: Mapped[bool] = mapped_column(default=False)  # coordinators keep authorisations

    posts: Mapped[list["Officer"]] = relationship(
        lazy="selectin", order_by="Officer.id", back_populates="desk"
    )

    body_id = None

    @property
    def limits(self) -> Limits:
        return Limits(self.warn_share, self.most_firms, self.rotation_months)


class Officer(Base):
    """Somebody who works in the service."""

    __tablename__ = f"{PREFIX}officers"
    __table_args__ = (UniqueConstraint("desk_id", "person_id", "post"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey(Desk.id))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    post: Mapped[Post]
    office: Mapped[str] = mapped_column(String(120), default="")
    branch: Mapped[str] = mapped_column(String(120), default="")  # what one knows best
    training: Mapped[str] = mapped_column(Text, default="", server_default="")
    since: Mapped[date]
    conduct_on: Mapped[date | None]
    is_held: Mapped[bool] = mapped_column(default=True)

    desk: Mapped[Desk] = relationship(back_populates="posts", lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(Person, lazy="raise")

    body_id = None
