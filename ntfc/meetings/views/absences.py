"""The letter about a seat that stayed empty, as it waits for the secretary."""

from datetime import datetime

from flask import Response, request, url_for
from flask_login import current_user

from ntfc.errors import FieldRefused
from ntfc.forms import typed
from ntfc.i18n import _
from ntfc.meetings import rules
from ntfc.meetings.forms.presence import LetterForm
from ntfc.meetings.queries.presence import get_letter, receivers_of
from ntfc.meetings.service import absences as service
from ntfc.meetings.views.common import ask, bp, crumbs_in
from ntfc.permissions import authorize


@bp.route("/absence-letters/<int:letter_id>", methods=["GET", "POST"])
def letter(letter_id: int) -> Response:
    found = get_letter(letter_id)
    authorize(current_user, rules.LETTERS, found)
    form = typed(LetterForm, subject=found.subject, text=found.text)
    dropped = "drop" in request.form

    mailed = "mail" in request.form

    def act(now: datetime) -> str:
        if mailed:
            words = {"subject": form.subject.data, "text": form.text.data}
            service.mail_letter(found, **words, now=now, actor=current_user)
            return url_for(".attendance", meeting_id=found.meeting_id)
        if dropped and not (form.reason.data or "").strip():
            raise FieldRefused("reason", _("Say why it is not sent."))
        service.settle_letter(
            found,
            subject=form.subject.data,
            text=form.text.data,
            reason=form.reason.data if dropped else "",
            now=now,
            actor=current_user,
        )
        return url_for(".attendance", meeting_id=found.meeting_id)

    said = _("Put away.") if dropped else _("Noted that it went out.")
    said = _("It goes out by mail.") if mailed else said
    return ask(
        form,
        act,
        said,
        "meetings/letter.html",
        "meetings/_letter.html",
        letter=found,
        receivers=receivers_of(found),
        title=_("Letter about an empty seat"),
        crumbs=crumbs_in(found.meeting),
        back=url_for(".attendance", meeting_id=found.meeting_id),
    )
