"""What minutes keep of one person."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, or_, select

from ntfc.committees.models import Body
from ntfc.db import db
from ntfc.minutes.models import (
    ApprovalRequest,
    Erratum,
    ErratumState,
    Minutes,
    MinutesApproval,
    MinutesComment,
    MinutesLetter,
    MinutesRequest,
    MinutesSection,
    MinutesState,
    ReadBack,
    SectionAnswer,
    SectionInterest,
    SectionPosition,
    SectionRevision,
    SectionWriter,
    StandIn,
)
from ntfc.richtext import words


def saved_by(person_id: int) -> list[dict[str, Any]]:
    """Return the texts a person saved, oldest first."""
    query = (
        select(Body.name, MinutesSection.title, SectionRevision.at, SectionRevision.html)
        .join(MinutesSection, MinutesSection.id == SectionRevision.section_id)
        .join(Body, Body.id == MinutesSection.body_id)
        .where(SectionRevision.person_id == person_id)
        .order_by(SectionRevision.id)
    )
    return [
        {"body": body, "section": title, "at": at, "text": words(html)}
        for body, title, at, html in db.session.execute(query)
    ]


def writing_of(person_id: int) -> list[dict[str, Any]]:
    """Return where a person was writing last."""
    query = (
        select(Body.name, MinutesSection.title, SectionWriter.seen_at)
        .join(MinutesSection, MinutesSection.id == SectionWriter.section_id)
        .join(Body, Body.id == MinutesSection.body_id)
        .where(SectionWriter.person_id == person_id)
        .order_by(SectionWriter.seen_at)
    )
    return [
        {"body": body, "section": title, "at": at} for body, title, at in db.session.execute(query)
    ]


def asked_of(person_id: int) -> list[dict[str, Any]]:
    """Return the drafts a person was asked to comment on."""
    query = (
        select(Body.name.label("body"), MinutesRequest.asked_at.label("at"))
        .join(Body, Body.id == MinutesRequest.body_id)
        .where(MinutesRequest.person_id == person_id)
        .order_by(MinutesRequest.asked_at)
    )
    return [dict(row) for row in db.session.execute(query).mappings()]


def said_by(person_id: int) -> list[dict[str, Any]]:
    """Return what a person said about drafts, and answered to what others said."""
    query = (
        select(
            Body.name.label("body"),
            MinutesComment.at,
            MinutesComment.text,
            MinutesComment.disposition,
            MinutesComment.reason,
        )
        .join(Body, Body.id == MinutesComment.body_id)
        .where(
            or_(MinutesComment.person_id == person_id, MinutesComment.disposed_by_id == person_id)
        )
        .order_by(MinutesComment.at)
    )
    return [
        {**row, "disposition": row["disposition"].value if row["disposition"] else ""}
        for row in db.session.execute(query).mappings()
    ]


def approved_by(person_id: int) -> list[dict[str, Any]]:
    """Return what a person approved or returned."""
    query = (
        select(
            Body.name.label("body"),
            MinutesApproval.at,
            MinutesApproval.verdict,
            MinutesApproval.way,
            MinutesApproval.reason,
        )
        .join(Body, Body.id == MinutesApproval.body_id)
        .where(MinutesApproval.person_id == person_id)
        .order_by(MinutesApproval.at)
    )
    return [
        {**row, "verdict": row["verdict"].value, "way": row["way"].value}
        for row in db.session.execute(query).mappings()
    ]


def given_to_open_texts(person_id: int) -> Sequence[MinutesApproval]:
    """Return what a person said to texts that are not approved for ever."""
    query = (
        select(MinutesApproval)
        .join(Minutes, Minutes.id == MinutesApproval.minutes_id)
        .outerjoin(Erratum, Erratum.id == MinutesApproval.erratum_id)
        .where(MinutesApproval.person_id == person_id, MinutesApproval.name != "")
        .where(
            or_(
                Erratum.state != ErratumState.APPROVED,
                and_(Erratum.id.is_(None), Minutes.state != MinutesState.APPROVED),
            )
        )
    )
    return db.session.scalars(query).all()


def asked_to_approve(person_id: int) -> list[dict[str, Any]]:
    """Return what a person was asked to approve."""
    query = (
        select(Body.name.label("body"), ApprovalRequest.asked_at.label("at"))
        .join(Body, Body.id == ApprovalRequest.body_id)
        .where(ApprovalRequest.person_id == person_id)
        .order_by(ApprovalRequest.asked_at)
    )
    return [dict(row) for row in db.session.execute(query).mappings()]


def noted_by(person_id: int) -> list[dict[str, Any]]:
    """Return what a person noted at the table, and which interests the person declared."""
    return [
        dict(row)
        for model, whose in (
            (SectionAnswer, SectionAnswer.person_id),
            (ReadBack, ReadBack.person_id),
            (SectionPosition, SectionPosition.person_id),
            (SectionInterest, SectionInterest.person_id),
            (SectionInterest, SectionInterest.about_id),
        )
        for row in db.session.execute(
            select(Body.name.label("body"), MinutesSection.title.label("section"), model.at)
            .join(MinutesSection, MinutesSection.id == model.section_id)
            .join(Body, Body.id == MinutesSection.body_id)
            .where(whose == person_id)
            .order_by(model.at)
        ).mappings()
    ]


def letters_by(person_id: int) -> list[dict[str, Any]]:
    """Return which letters with extracts a person sent."""
    query = (
        select(Body.name.label("body"), MinutesLetter.at)
        .join(Body, Body.id == MinutesLetter.body_id)
        .where(MinutesLetter.person_id == person_id)
        .order_by(MinutesLetter.at)
    )
    return [dict(row) for row in db.session.execute(query).mappings()]


def standing_in(person_id: int) -> list[dict[str, Any]]:
    """Return where a person stood in for a chair, or named somebody."""
    query = (
        select(Body.name.label("body"), StandIn.at)
        .join(Body, Body.id == StandIn.body_id)
        .where(or_(StandIn.person_id == person_id, StandIn.named_by_id == person_id))
        .order_by(StandIn.at)
    )
    return [dict(row) for row in db.session.execute(query).mappings()]


def corrected_by(person_id: int) -> list[dict[str, Any]]:
    """Return the corrections a person wrote."""
    query = (
        select(
            Body.name.label("body"),
            Erratum.proposed_at.label("at"),
            Erratum.should_read.label("text"),
            Erratum.reason,
        )
        .join(Body, Body.id == Erratum.body_id)
        .where(Erratum.proposed_by_id == person_id)
        .order_by(Erratum.proposed_at)
    )
    return [dict(row) for row in db.session.execute(query).mappings()]
