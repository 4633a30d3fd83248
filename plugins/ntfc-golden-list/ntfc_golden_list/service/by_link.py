"""What is done for a firm by link: the same as with an account, once the link was looked at."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from ntfc.people.models import Person
from ntfc.permissions import Actor, Entrusted, requires
from ntfc.uploads import Sent
from ntfc_golden_list.models import Asked, File, Programme
from ntfc_golden_list.queries import files as queries
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules.lifecycle import State
from ntfc_golden_list.rules.programme import Notice
from ntfc_golden_list.service import benefits, files, judging, steps
from ntfc_golden_list.service.files import FirmTold, IsNews, Told

PAUSE = timedelta(minutes=10)  # who presses twice does not write to a colleague twice


@requires(access.COME)
def show_interest(made: Programme, *, firm: FirmTold, now: datetime, actor: Actor) -> File:
    """Open the file of a firm for whoever holds the link, and signs for it from now on."""
    return files.show_interest(made, firm=firm, now=now, actor=Entrusted(actor), channel="link")


@requires(access.FOLLOW)
def tell(file: File, *, kind: Notice, text: str, now: datetime, actor: Actor) -> None:
    """Tell customs by the link by which one follows the file."""
    benefits.tell(file, kind=kind, text=text, now=now, actor=Entrusted(actor))


@requires(access.ANSWER)
def answer_part(asked: Asked, *, said: Told, is_news: IsNews, now: datetime, actor: Actor) -> None:
    """Keep the answers of a colleague who was asked for one part."""
    own = {one.id for one in queries.questions(asked.file) if one.area == asked.area}
    of_part = {key: each for key, each in said.items() if key in own}
    files.answer(asked.file, said=of_part, is_news=is_news, now=now, actor=Entrusted(actor))


@requires(access.ANSWER)
def prove_part(
    asked: Asked,
    *,
    content: Sent,
    criterion_id: int,
    valid_until: date | None,
    now: datetime,
    actor: Actor,
) -> None:
    """Keep evidence of a colleague who was asked for one part."""
    _prove(asked.file, content, criterion_id, valid_until, now, Entrusted(actor))


@requires(access.APPLY)
def answer(file: File, *, said: Told, is_news: IsNews, now: datetime, actor: Actor) -> None:
    """Keep answers to any of the questions."""
    files.answer(file, said=said, is_news=is_news, now=now, actor=Entrusted(actor))


@requires(access.APPLY)
def prove(
    file: File,
    *,
    content: Sent,
    criterion_id: int | None,
    valid_until: date | None,
    now: datetime,
    actor: Actor,
) -> None:
    """Keep evidence for a requirement, or for the firm as a whole."""
    _prove(file, content, criterion_id, valid_until, now, Entrusted(actor))


def _prove(
    file: File,
    content: Sent,
    criterion_id: int | None,
    valid_until: date | None,
    now: datetime,
    actor: Actor,
) -> None:
    """Keep a paper; what is sent twice is kept once."""
    known = queries.papers(file.id, of_visits=False)
    if any((one.stored, one.criterion_id) == (content.file, criterion_id) for one in known):
        return
    judging.add_evidence(
        file,
        content=content,
        criterion_id=criterion_id,
        valid_until=valid_until,
        now=now,
        actor=actor,
    )


@requires(access.APPLY)
def name_sites(file: File, *, names: Iterable[str], actor: Actor) -> None:
    """Name premises of a firm that were not named before."""
    known = {one.name for one in queries.sites(file.firm_id)}
    for name in dict.fromkeys(names):
        if name not in known:
            judging.add_site(file, name=name, actor=Entrusted(actor))


@requires(access.APPLY)
def ask(file: File, *, area: str, person: Person, now: datetime, actor: Actor) -> Asked | None:
    """Ask a colleague for one part of the answers; None where that was done a moment ago."""
    known = queries.asked_once(file.id, area, person.id)
    if known is not None and known.ended_at is None and now - known.asked_at < PAUSE:
        return None
    return files.ask(file, area=area, person=person, now=now, actor=Entrusted(actor))


@requires(access.APPLY)
def hand_in(file: File, *, now: datetime, actor: Actor) -> None:
    """Hand the application in, by the guards that hold for everybody."""
    to = State.APPLICATION
    steps.take(file, to=to, reasons="", now=now, actor=Entrusted(actor))


@requires(access.APPEAL)
def appeal(file: File, *, reasons: str, now: datetime, actor: Actor) -> None:
    """Appeal for a firm by the link that was sent to whoever signs for it."""
    steps.take(file, to=State.APPEAL, reasons=reasons, now=now, actor=Entrusted(actor))
