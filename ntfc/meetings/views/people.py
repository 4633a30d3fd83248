"""Who is invited and answered what, guests and experts, and how everybody was told."""

from typing import Any

from flask import Response, flash, request, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees.models import Mode
from ntfc.errors import FieldRefused, Refused
from ntfc.forms import typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.meetings import queries, rules, service
from ntfc.meetings.forms import GuestForm, ItemsForm, ReplyForm
from ntfc.meetings.models import Invitation, Meeting
from ntfc.meetings.queries.by_hand import to_hand_over_to
from ntfc.meetings.queries.calling import get_recipient, notices_of
from ntfc.meetings.queries.conduct import guidance_in
from ntfc.meetings.queries.programme import programme_of
from ntfc.meetings.queries.proof import proofs_of
from ntfc.meetings.rules.effort import short_ways, time_asked
from ntfc.meetings.rules.notice import clock_sentence
from ntfc.meetings.views.calling import told
from ntfc.meetings.views.common import ask, bp, crumbs_in, seen, today_in
from ntfc.permissions import SYSTEM, authorize, can
from ntfc.procedure.queries import rules_on
from ntfc.procedure.rules import cite
from ntfc.seats.queries import code_of, open_organisations
from ntfc.seats.rules import DEFAULT_CODE_OF_CONDUCT
from ntfc.seats.service.people import person_to_invite


@bp.get("/meetings/<int:meeting_id>/people")
def people(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    rows = queries.replies_in(meeting.id)
    return render(
        "meetings/people.html",
        meeting=meeting,
        crumbs=crumbs_in(meeting),
        rows=rows,
        tally=queries.tally_of(rows),
        items=queries.titles_for(meeting, [row.id for row in rows if not row.role], current_user),
        offers_items=bool(queries.items_of(meeting, current_user)),
        may_reply_for=can(current_user, rules.EDIT, meeting),
        reads_notes=can(current_user, rules.PROOF, meeting),
    )


@bp.route("/meetings/<int:meeting_id>/guests/new", methods=["GET", "POST"])
def invite(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.EDIT, meeting)
    form = typed(GuestForm)
    form.offer([(row.id, row.name) for row in open_organisations()], _offered(meeting))
    status, today = 200, today_in(meeting.body)
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                issued = _invited(meeting, form)
            except FieldRefused as refusal:
                form.refuse(refusal.field, refusal.reason)
            except Refused as refusal:
                status, form.form_errors = 409, [*form.form_errors, *refusal.reasons]
            else:
                flash(_("%(name)s is invited.", name=form.person_name.data), "success")
                return told(meeting, issued)
    procedure = rules_on(meeting.body, today)
    return render(
        "meetings/form.html",
        "meetings/_form.html",
        status=status,
        form=form,
        action=request.path,
        title=_("Invite a guest or an expert"),
        lead=cite(procedure, "guests_by_leave") if procedure.guests_by_leave else None,
        crumbs=crumbs_in(meeting),
        back=url_for(".people", meeting_id=meeting.id),
        button=_("Invite"),
    )


def _invited(meeting: Meeting, form: GuestForm) -> Any:
    now = clock.now()
    person = person_to_invite(
        meeting.body,
        name=form.person_name.data,
        email=form.person_email.data or "",
        now=now,
        actor=current_user,
    )
    return service.invite(
        meeting,
        person=person,
        comes=service.Comes(
            kind=form.kind.data,
            about=form.about.data or "",
            organisation_id=form.organisation_id.data,
            items=tuple(form.item_keys),
        ),
        today=today_in(meeting.body),
        now=now,
        actor=current_user,
    )


def _offered(meeting: Meeting) -> list[tuple[str, str]]:
    return [(item.key, item.title) for item in queries.items_of(meeting, current_user)]


@bp.route("/invitations/<int:invitation_id>/items", methods=["GET", "POST"])
def choose_items(invitation_id: int) -> Response:
    invitation = queries.get_invitation(invitation_id)
    authorize(current_user, rules.EDIT, invitation)
    meeting = queries.get_meeting(invitation.meeting_id)
    offered, chosen = _offered(meeting), queries.keys_of([invitation.id]).get(invitation.id, [])
    form = typed(ItemsForm, items=chosen)
    form.offer(offered)
    back = url_for(".people", meeting_id=meeting.id)

    def act(_now: Any) -> str:
        items = form.items.data or []
        service.choose_items(invitation, meeting=meeting, items=items, actor=current_user)
        return back

    return ask(
        form,
        act,
        _("It is noted for which items %(name)s comes.", name=invitation.person.name),
        title=_("For which items %(name)s comes", name=invitation.person.name),
        lead=None,
        crumbs=crumbs_in(meeting),
        back=back,
        button=_("Save"),
    )


@bp.post("/invitations/<int:invitation_id>/withdraw")
def withdraw(invitation_id: int) -> Response:
    invitation = queries.get_invitation(invitation_id)
    authorize(current_user, rules.EDIT, invitation)
    meeting = queries.get_meeting(invitation.meeting_id)
    issued = service.withdraw(
        invitation,
        meeting=meeting,
        today=today_in(meeting.body),
        now=clock.now(),
        actor=current_user,
    )
    flash(_("The invitation was taken back."), "success")
    return told(meeting, issued)


@bp.route("/invitations/<int:invitation_id>/reply", methods=["GET", "POST"])
def reply(invitation_id: int) -> Response:
    invitation = queries.get_invitation(invitation_id)
    authorize(current_user, rules.REPLY, invitation)
    meeting = queries.get_meeting(invitation.meeting_id)
    form = reply_form(request.form if request.method == "POST" else None, invitation)
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate():
            try:
                issued = service.reply(
                    invitation,
                    **form.facts,
                    today=today_in(meeting.body),
                    now=clock.now(),
                    actor=current_user,
                )
            except Refused as refusal:
                status, form.form_errors = 409, [*form.form_errors, *refusal.reasons]
            else:
                flash(_("The answer is noted."), "success")
                return _answered(meeting, issued)
    return render(
        "meetings/reply.html",
        "meetings/_reply.html",
        status=status,
        form=form,
        invitation=invitation,
        meeting=meeting,
        takes_part=True,
        crumbs=crumbs_in(meeting),
        action=request.path,
        **conduct(meeting, invitation),
    )


def _answered(meeting: Meeting, issued: Any) -> Response:
    """Show links to hand over only to whoever may hand them over."""
    if issued and can(current_user, rules.CONVENE, meeting):
        return told(meeting, issued)
    return done(url_for("meetings.show", meeting_id=meeting.id))


def reply_form(data: Any, invitation: Invitation) -> ReplyForm:
    """Return the form to answer an invitation, with what its seat and its meeting allow."""
    meeting = invitation.meeting
    given = invitation.reply.value if invitation.reply else None
    form = ReplyForm(
        data,
        answer=given,
        stand_in_id=invitation.stand_in_id,
        short_way=invitation.short_way.value if invitation.short_way else "",
        note=invitation.note,
    )
    alternates = queries.alternates_for(invitation, today_in(meeting.body))
    form.offer(alternates, online=meeting.mode is not Mode.ON_SITE or bool(meeting.online_address))
    return form


def conduct(meeting: Meeting, invitation: Invitation | None) -> dict[str, Any]:
    """Return what stands beside an invitation: time, ways to save it, conduct, guidance."""
    programme = programme_of(meeting)
    numbers = [invitation.id] if invitation else []
    return {
        "items": [
            title
            for titles in queries.titles_for(meeting, numbers, SYSTEM).values()
            for title in titles
        ],
        "code": code_of(meeting.body_id).text,
        "standard": DEFAULT_CODE_OF_CONDUCT,
        "guidance": guidance_in(meeting, [invitation]),
        "time_asked": time_asked(meeting, programme),
        "short_ways": short_ways(meeting, programme),
    }


@bp.get("/meetings/<int:meeting_id>/notices")
def notices(meeting_id: int) -> Response:
    meeting = seen(meeting_id)
    authorize(current_user, rules.PROOF, meeting)
    found = notices_of(meeting.id)
    return render(
        "meetings/notices.html",
        meeting=meeting,
        crumbs=crumbs_in(meeting),
        notices=found,
        proofs=proofs_of(found),
        clock_sentence=clock_sentence,
        by_hand=can(current_user, rules.CONVENE, meeting) and to_hand_over_to(meeting.id),
    )


@bp.post("/meetings/<int:meeting_id>/links")
def links_by_hand(meeting_id: int) -> Response:
    """Show the links of those whom no mail reaches, also where somebody else invited them."""
    meeting = seen(meeting_id)
    authorize(current_user, rules.CONVENE, meeting)
    waiting = to_hand_over_to(meeting.id)
    if not waiting:
        flash(_("Nobody waits for a link: all got it, or have answered."), "info")
    issued = service.links_again(meeting, invitations=waiting, now=clock.now(), actor=current_user)
    return told(meeting, issued)


@bp.post("/notice-recipients/<int:recipient_id>/handed-over")
def handed_over(recipient_id: int) -> Response:
    recipient = get_recipient(recipient_id)
    authorize(current_user, rules.CONVENE, recipient)
    service.hand_over(recipient, now=clock.now(), actor=current_user)
    flash(_("Noted."), "success")
    return done(url_for(".notices", meeting_id=recipient.notice.meeting_id))
