"""After a text was adopted: reservations and when they were lifted, evidence, seen to be done."""

from collections.abc import Callable

from flask import Response, request, url_for
from flask_login import current_user

from ntfc import clock, files, storage
from ntfc.decisions import queries, rules
from ntfc.decisions.forms import CarriedOutForm, EvidenceForm, LiftForm, ReservationForm
from ntfc.decisions.models import Decision
from ntfc.decisions.service import following as service
from ntfc.decisions.views.common import ask, bp, crumbs_of, seen, today_in
from ntfc.forms import typed
from ntfc.i18n import _
from ntfc.permissions import authorize


def _back(decision: Decision) -> str:
    return url_for(".show", decision_id=decision.id)


@bp.route("/decisions/<int:decision_id>/reservations", methods=["GET", "POST"])
def reserve(decision_id: int) -> Response:
    decision = seen(decision_id)
    authorize(current_user, rules.ADOPT, decision)
    form, back = typed(ReservationForm), _back(decision)
    form.offer(queries.institutions())

    def act() -> str:
        values = form.values
        service.reserve(
            decision,
            organisation_id=values["organisation_id"],
            text=values["text"] or "",
            actor=current_user,
            now=clock.now(),
        )
        return back

    return ask(
        form,
        act,
        _("The reservation is recorded."),
        title=_("Record a reservation"),
        lead=decision.title,
        button=_("Record it"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )


@bp.route("/decision-reservations/<int:reservation_id>/lift", methods=["GET", "POST"])
def lift(reservation_id: int) -> Response:
    reservation = queries.get_reservation(reservation_id)
    authorize(current_user, rules.ADOPT, reservation)
    decision = reservation.decision
    today, back = today_in(decision.body), _back(decision)
    form = typed(LiftForm, lifted_on=today)

    def act() -> str:
        service.lift(
            reservation,
            on=form.lifted_on.data,
            note=form.note.data or "",
            actor=current_user,
            now=clock.now(),
            today=today,
        )
        return back

    return ask(
        form,
        act,
        _("It is noted. What the reservation was stays readable."),
        title=_("%(name)s lifts its reservation", name=reservation.organisation.name),
        lead=reservation.text,
        button=_("Note it"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )


@bp.route("/decisions/<int:decision_id>/evidence", methods=["GET", "POST"])
def show_file(decision_id: int) -> Response:
    def allow() -> None:
        authorize(current_user, rules.ADDRESS, seen(decision_id))

    upload = files.kept("file", allow) if request.method == "POST" else None
    decision = seen(decision_id)
    authorize(current_user, rules.ADDRESS, decision)
    form, back = typed(EvidenceForm), _back(decision)

    def act() -> str:
        title = form.title.data
        service.show(decision, title=title, upload=upload, actor=current_user, now=clock.now())
        return back

    return _ask_for_file(form, act, decision, decision.title)


@bp.route("/decision-answers/<int:addressee_id>/evidence", methods=["GET", "POST"])
def show_answer(addressee_id: int) -> Response:
    def allow() -> None:
        authorize(current_user, rules.ANSWER, queries.get_addressee(addressee_id))

    upload = files.kept("file", allow) if request.method == "POST" else None
    addressee = queries.get_addressee(addressee_id)
    authorize(current_user, rules.ANSWER, addressee)
    form = typed(EvidenceForm)

    def act() -> str:
        title, now = form.title.data, clock.now()
        service.show_answer(addressee, title=title, upload=upload, actor=current_user, now=now)
        return _back(addressee.decision)

    return _ask_for_file(form, act, addressee.decision, addressee.organisation.name)


def _ask_for_file(
    form: EvidenceForm, act: Callable[[], str], decision: Decision, lead: str
) -> Response:
    return ask(
        form,
        act,
        _("The file is stored with the decision."),
        title=_("Add a file that shows it"),
        lead=lead,
        button=_("Add the file"),
        crumbs=crumbs_of(decision.body, decision),
        back=_back(decision),
    )


@bp.get("/decision-evidence/<int:evidence_id>/file")
def evidence(evidence_id: int) -> Response:
    found = queries.get_evidence(evidence_id)
    authorize(current_user, rules.VIEW, found)
    content = storage.get(found.file)
    return files.download(content, found.file_name or "file", "application/octet-stream")


@bp.route("/decisions/<int:decision_id>/carried-out", methods=["GET", "POST"])
def carried_out(decision_id: int) -> Response:
    decision = seen(decision_id)
    authorize(current_user, rules.FOLLOW, decision)
    form, back = typed(CarriedOutForm), _back(decision)

    def act() -> str:
        service.close(
            decision,
            note=form.note.data,
            actor=current_user,
            now=clock.now(),
            today=today_in(decision.body),
        )
        return back

    return ask(
        form,
        act,
        _("It is noted as carried out."),
        title=_("It is carried out"),
        lead=decision.title,
        button=_("Note it"),
        crumbs=crumbs_of(decision.body, decision),
        back=back,
    )
