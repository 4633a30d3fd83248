"""What is printed of minutes, and which files of them were handed out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import current_app, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from ntfc import addresses, i18n
from ntfc.config import Config
from ntfc.db import db
from ntfc.i18n import _
from ntfc.meetings.rules.words import hour, long_day
from ntfc.minutes import rules
from ntfc.minutes.models import (
    Erratum,
    ErratumState,
    IssuedPaper,
    Minutes,
    MinutesState,
)
from ntfc.minutes.queries.approval import errata_of, standing_approvals
from ntfc.minutes.queries.document import approved_document, document_of
from ntfc.minutes.rules import Approved, Audience, Document, Printing
from ntfc.minutes.rules.printing import Corrected, name_on_paper

LOGOS = ("logo.svg", "logo.png", "logo.jpg")  # in the folder letterhead of the instance


@dataclass(frozen=True)
class Ready:
    """What is to be printed, and the moment that stands in the file."""

    document: Document
    printing: Printing
    at: datetime


def ready_to_print(minutes: Minutes, audience: Audience, now: datetime) -> Ready:
    """Return the text that stands: once approved, word for word the one that was."""
    approved = minutes.state is MinutesState.APPROVED
    document = approved_document(minutes) if approved else document_of(minutes)
    errata = approved_errata(minutes)
    body = name_on_paper(minutes.body, document)
    printing = Printing(
        title=rules.title_of(minutes.meeting),
        state=_state(minutes, now),
        is_approved=approved,
        fingerprint=minutes.fingerprint or rules.fingerprint_of(rules.canonical(document)),
        address=addresses.absolute(url_for("minutes.show", minutes_id=minutes.id)),
        letterhead=(_config().site_name, body),
        body=body,
        language=i18n.tag_of(i18n.language()),
        direction=i18n.direction(),
        audience=audience,
        approvals=_approvals(minutes) if approved else (),
        errata=[_corrected(one) for one in errata],
        logo=_logo(),
    )
    last = [one.ended_at for one in errata if one.ended_at] or [minutes.approved_at or now]
    return Ready(document, printing, max(last))


def approved_errata(minutes: Minutes) -> list[Erratum]:
    """Return the corrections that were approved, each reading as those who approve had it."""
    return [one for one in errata_of(minutes) if rules.is_as_approved(one)]


def _corrected(erratum: Erratum) -> Corrected:
    return Corrected(
        number=erratum.number or 0,
        key=erratum.section_id,
        title=rules.place_in_words(erratum),
        reads=erratum.reads,
        should_read=erratum.should_read,
        reason=erratum.reason,
        is_confidential=erratum.is_confidential,
        place=erratum.place,
    )


def _state(minutes: Minutes, now: datetime) -> str:
    zone = ZoneInfo(minutes.meeting.time_zone)
    if minutes.approved_at is not None:
        return str(_("Approved on %(day)s", day=long_day(minutes.approved_at.astimezone(zone))))
    at = now.astimezone(zone)
    return str(_("As it stood on %(day)s, %(hour)s", day=long_day(at), hour=hour(at)))


def _approvals(minutes: Minutes) -> tuple[Approved, ...]:
    zone = ZoneInfo(minutes.meeting.time_zone)
    given = sorted(standing_approvals(minutes), key=lambda one: one.id)
    return tuple(
        Approved(
            name=one.given_by,
            place=(
                str(_("%(seat)s (standing in)", seat=one.title)) if one.stands_in else one.title
            ),
            when=long_day(one.at.astimezone(zone)),
            way=str(rules.WAYS[one.way]),
        )
        for one in given
    )


def _logo() -> bytes:
    folder = _config().instance / "letterhead"
    found = next((folder / name for name in LOGOS if (folder / name).is_file()), None)
    return found.read_bytes() if found else b""


def _config() -> Config:
    config: Config = current_app.extensions["ntfc.config"]
    return config


def issued_before(minutes: Minutes, kind: str, printing: Printing) -> IssuedPaper | None:
    """Return the file of approved minutes that was handed out for the same wish, if any."""
    query = select(IssuedPaper).where(
        IssuedPaper.minutes_id == minutes.id,
        IssuedPaper.is_approved,
        IssuedPaper.kind == kind,
        IssuedPaper.audience == printing.audience,
        IssuedPaper.language == printing.language,
        IssuedPaper.errata == len(printing.errata),
        IssuedPaper.fingerprint == printing.fingerprint,
    )
    return db.session.scalars(query.order_by(IssuedPaper.id).limit(1)).one_or_none()


def said_of(content: str) -> list[str]:
    """Say, in a sentence for each, what the file with this hash is."""
    return [
        rules.recognised(paper, corrections=_corrections(paper.minutes_id))
        for paper in papers_with(content)
    ]


def _corrections(minutes_id: int) -> int:
    query = select(func.count()).where(
        Erratum.minutes_id == minutes_id, Erratum.state == ErratumState.APPROVED
    )
    return db.session.scalar(query) or 0


def is_noted(minutes_id: int, content: str) -> bool:
    """Tell whether a file of these minutes with such bytes was handed out before."""
    noted = select(IssuedPaper.id).where(
        IssuedPaper.minutes_id == minutes_id, IssuedPaper.content == content
    )
    return db.session.scalar(noted.limit(1)) is not None


def papers_with(content: str) -> Sequence[IssuedPaper]:
    """Return the papers whose bytes have this hash."""
    query = (
        select(IssuedPaper)
        .join(IssuedPaper.minutes)
        .where(IssuedPaper.content == content)
        .options(contains_eager(IssuedPaper.minutes).joinedload(Minutes.meeting))
        .order_by(IssuedPaper.id)
    )
    return db.session.scalars(query).all()
