"""The phrases that a body, or the site, keeps of its own."""

from flask import Response, flash, url_for
from flask_login import current_user

from ntfc import clock
from ntfc.committees.models import Body
from ntfc.forms import taken, typed
from ntfc.htmx import done, render
from ntfc.i18n import _
from ntfc.minutes import queries, rules
from ntfc.minutes.forms.phrases import OwnPhraseForm
from ntfc.minutes.models import OwnPhrase
from ntfc.minutes.service import phrases as service
from ntfc.minutes.views.common import minutes
from ntfc.permissions import SITE, Site, authorize


@minutes.route("/bodies/<int:body_id>/phrases", methods=["GET", "POST"])
def own_phrases(body_id: int) -> Response:
    body = queries.body_with_phrases(body_id)
    authorize(current_user, rules.KEEP_PHRASES, body)
    return _list(body, body)


@minutes.route("/minutes/phrases", methods=["GET", "POST"])
def site_phrases() -> Response:
    authorize(current_user, rules.KEEP_PHRASES, SITE)
    return _list(SITE, None)


def _list(subject: Body | Site, body: Body | None) -> Response:
    """Show the phrases with the form for another one; take it when it was sent."""
    form = typed(OwnPhraseForm)

    def act() -> str:
        service.add_phrase(subject, **form.words, actor=current_user, now=clock.now())
        return _url(subject.body_id)

    return _answer(form, *taken(form, act), body, None, _("The phrase is kept."))


def _url(body_id: int | None) -> str:
    return url_for(".own_phrases", body_id=body_id) if body_id else url_for(".site_phrases")


def _answer(
    form: OwnPhraseForm,
    after: str | None,
    status: int,
    body: Body | None,
    phrase: OwnPhrase | None,
    message: str,
) -> Response:
    if after is not None:
        flash(message, "success")
        return done(after)
    number = body.id if body else None
    return render(
        "minutes/own_phrases.html",
        status=status,
        form=form,
        phrase=phrase,
        body=body,
        kept=queries.phrases_kept(number),
        back=_url(number) if phrase else None,
    )


@minutes.route("/phrases/<int:phrase_id>", methods=["GET", "POST"])
def change_phrase(phrase_id: int) -> Response:
    phrase = queries.get_phrase(phrase_id)
    authorize(current_user, rules.KEEP_PHRASES, phrase)
    form = typed(OwnPhraseForm, title=phrase.title, text=phrase.text)

    def act() -> str:
        service.change_phrase(phrase, **form.words, actor=current_user)
        return _url(phrase.body_id)

    return _answer(form, *taken(form, act), phrase.body, phrase, _("Saved."))


@minutes.post("/phrases/<int:phrase_id>/retire")
def retire_phrase(phrase_id: int) -> Response:
    phrase = queries.get_phrase(phrase_id)
    authorize(current_user, rules.KEEP_PHRASES, phrase)
    service.retire_phrase(phrase, actor=current_user, now=clock.now())
    flash(_("The phrase is offered no longer. Records in which it stands stay as they are."))
    return done(_url(phrase.body_id))
