"""Reminding by mail: a firm of its days, the officer in charge of what is late. Each once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from ntfc.addresses import absolute
from ntfc.audit import record
from ntfc.db import db
from ntfc.i18n import _, on_day, speaking
from ntfc.links import service as links
from ntfc.mail import send
from ntfc.people.models import Person
from ntfc.permissions import Actor, requires
from ntfc.procedure.queries import signs_in
from ntfc_golden_list import words
from ntfc_golden_list.models import File, Programme, Reminded
from ntfc_golden_list.queries import files
from ntfc_golden_list.queries import reminding as queries
from ntfc_golden_list.rules import access
from ntfc_golden_list.rules.reminding import Occasion, in_charge


@requires(access.WORK)
def remind_firm(
    file: File, *, due: Sequence[tuple[Occasion, date]], now: datetime, actor: Actor
) -> None:
    """Remind everybody who speaks for a firm now; where nobody has an address, on another day.

    It is one mail for all that is due in the file: a second link would end the first.
    """
    reached = queries.people_with_mail([one.id for one in files.people_of(file.firm_id)])
    if not reached:
        return
    for occasion, due_on in due:
        _note(file, occasion, due_on, now=now, actor=actor)
    insiders = signs_in([person.id for person in reached])
    first, on = due[0]
    for person in reached:
        with speaking(person.language):
            told = [_words_of(file, occasion, due_on) for occasion, due_on in due]
        sentences = [sentence for _subject, sentence in told]
        if person.id not in insiders:  # the link carries them, in a mail of the same language
            why = "\n".join(sentences)
            links.issue_and_send(person, "golden_list.follow", file, actor=actor, now=now, why=why)
            continue
        key = f"golden_list:{first.value}:{file.id}:{on}:{person.id}"
        with speaking(person.language):
            _send(person, told[0][0], [*sentences, _page(file.id)], key)


def _words_of(file: File, occasion: Occasion, due_on: date) -> tuple[str, str]:
    """Return what a firm is reminded of: in a line, and in a sentence."""
    of = {"firm": file.firm.name, "programme": file.programme.title, "day": on_day(due_on)}
    said = {
        Occasion.REVIEW: (
            _("The review of %(firm)s is open", **of),
            _(
                "The status of %(firm)s in the programme %(programme)s is looked at again by %(day)s. "
                "The review is open from now on.",
                **of,
            ),
        ),
        Occasion.CERTIFICATE: (
            _("The certificate of %(firm)s ends soon", **of),
            _("The certificate of %(firm)s in the programme %(programme)s ends on %(day)s.", **of),
        ),
        Occasion.IMPROVEMENT: (
            _("%(firm)s has something to improve soon", **of),
            _(
                "Something that %(firm)s has to improve in the programme %(programme)s is due on "
                "%(day)s. The file says what it is.",
                **of,
            ),
        ),
    }
    subject, sentence = said[occasion]
    return str(subject), str(sentence)


@requires(access.WORK)
def tell_of_late(made: Programme, *, today: date, now: datetime, actor: Actor) -> None:
    """Tell each officer in charge of all that became late, in one mail."""
    due = {row.id: row.due_on for row in queries.late(made, today)}
    told: dict[int, list[File]] = {}
    for file in queries.files_of([*due]):
        own = {one.person_id for one in file.firm.people if one.is_active}
        charged = queries.people_with_mail(in_charge(file.coordinator_id, made.posts, own=own))
        for person in charged:
            told.setdefault(person.id, []).append(file)
        if charged:
            _note(file, Occasion.LATE, due[file.id], now=now, actor=actor)
    for person in queries.people_with_mail([*told]):
        _tell(person, made, told[person.id])


def _tell(person: Person, made: Programme, late: Sequence[File]) -> None:
    first = late[0]  # of one file and day nobody is told again: it stands for them all
    key = f"golden_list:late:{first.id}:{first.due_on}:{person.id}"
    with speaking(person.language):
        lines = [_("%(firm)s – %(state)s – was due on %(day)s", **_standing(file)) for file in late]
        sentence = _("These files of the programme %(name)s are late:", name=made.title)
        subject = _("Late in the programme %(name)s", name=made.title)
        page = _page(first.id) if len(late) == 1 else _desk(made.id)
        _send(person, subject, [sentence, "\n".join(map(str, lines)), page], key)


def _standing(file: File) -> Mapping[str, str]:
    day = on_day(file.due_on) if file.due_on else ""
    return {"firm": file.firm.name, "state": str(words.STATES[file.state]), "day": day}


def _note(file: File, occasion: Occasion, due_on: date, *, now: datetime, actor: Actor) -> None:
    """Write down that it was told; two at one moment are refused, and nobody is told twice."""
    db.session.add(Reminded(file_id=file.id, occasion=occasion, due_on=due_on, at=now))
    db.session.flush()
    record(actor, "golden_list.reminded", file, occasion=occasion.value, due=due_on.isoformat())


def _page(file_id: int) -> str:
    return absolute(f"/x/golden_list/files/{file_id}")


def _desk(programme_id: int) -> str:
    return absolute(f"/x/golden_list/programmes/{programme_id}/desk")


def _send(person: Person, subject: object, parts: Sequence[object], key: str) -> None:
    texts = [str(part) for part in (_("%(name)s,", name=person.name), *parts)]
    body = "\n\n".join(texts) + "\n"
    send(to=person.email or "", name=person.name, subject=str(subject), body=body, key=key)
