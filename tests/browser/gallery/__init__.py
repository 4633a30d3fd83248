"""Every part of the pages with sample data, in both writing directions, under the real policy."""

from pathlib import Path
from types import SimpleNamespace

import wtforms
from flask import Flask, abort, flash, make_response, redirect, render_template, request
from jinja2 import StrictUndefined
from wtforms import validators, widgets
from wtforms.fields import SelectChoice

from ntfc import assets, headers, icons, once, richtext
from ntfc.forms import RichTextField
from tests.browser.gallery.words import ARABIC, SAMPLES

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE.parents[2] / "templates"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)
ERRORS = (400, 401, 403, 404, 405, 409, 410, 413, 429, 500, 503)
REFERENCE = "K7Q2-M4XD"
# What the page of 401 keeps of a form that was sent when the session was over.
KEPT = {
    "here": "/",
    "stays": True,
    "typed": [("title", "Fees"), ("text", "One window for all permits.\nAt the gate.")],
    "files": {"file": ["map.pdf"]},
}


class AgreementForm(wtforms.Form):
    number = wtforms.StringField("Number of the instrument")
    date = wtforms.DateField("Date", [validators.Optional()])


class GalleryForm(wtforms.Form):
    name = wtforms.StringField(
        "Name of the body", [validators.InputRequired()], description="As in the founding act."
    )
    email = wtforms.EmailField("E-mail", [validators.InputRequired()])
    password = wtforms.PasswordField("Password", description="Twelve characters or more.")
    mandate = wtforms.TextAreaField("Mandate", render_kw={"rows": 3})
    side = wtforms.SelectField(
        "Side", choices=[SelectChoice("public", "Public"), SelectChoice("private", "Private")]
    )
    languages = wtforms.SelectMultipleField("Languages", choices=["English", "Français", "العربية"])
    chairs = wtforms.RadioField(
        "Chairing",
        [validators.InputRequired()],
        choices=[SelectChoice("one", "One chair"), SelectChoice("two", "Two co-chairs")],
        description="Two co-chairs: one from each side.",
    )
    tasks = wtforms.SelectMultipleField(
        "Priorities",
        [validators.InputRequired("Choose at least one.")],
        choices=["Single window", "Transit", "Risk management"],
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    code = wtforms.BooleanField("The code of conduct was signed", [validators.InputRequired()])
    starts = wtforms.DateField("Start of the term", [validators.Optional()])
    seats = wtforms.IntegerField("Seats", [validators.Optional(), validators.NumberRange(1, 99)])
    act = wtforms.FileField("Founding act")
    token = wtforms.HiddenField(default="x")
    agreement = wtforms.FormField(AgreementForm, "Agreement")
    contacts = wtforms.FieldList(wtforms.StringField("Contact"), "Contacts", min_entries=2)


class TextForm(wtforms.Form):
    text = RichTextField("Text of the minutes", description="As it was said.")


def gallery() -> Flask:
    """Return a small site that shows the shared templates and nothing of the committee's work."""
    app = Flask(__name__, template_folder=str(TEMPLATES), static_folder=None)
    app.config["SECRET_KEY"] = "for the gallery only"
    app.jinja_loader.searchpath.append(str(HERE))
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    env.add_extension("jinja2.ext.i18n")
    env.install_gettext_callables(gettext, ngettext, newstyle=True)
    assets.init_app(app)
    icons.init_app(app)
    env.globals["style_nonce"] = headers.style_nonce
    env.globals["new_ticket"] = once.new_ticket
    env.globals["typed_words"] = lambda: [text for _name, text in KEPT["typed"]]
    env.filters["rich"] = richtext.shown
    app.context_processor(surroundings)
    app.after_request(policy)
    add_pages(app)
    return app


def language() -> str:
    return request.args.get("lang", "en")


def gettext(text: str) -> str:
    return ARABIC.get(text, text) if language() == "ar" else text


def ngettext(singular: str, plural: str, num: int) -> str:
    return gettext(singular if num == 1 else plural)


def surroundings() -> dict[str, object]:
    words = SAMPLES[language()]
    icons = ["home", "sitemap", "building-community", "users", "calendar-event", "parking",
             "gavel", "square-check", "file-text", "chart-bar", "settings"]  # fmt: skip
    entries = zip(words["nav"], icons, strict=True)
    return {
        "lang": language(),
        "direction": "rtl" if language() == "ar" else "ltr",
        "languages": [("en", "English"), ("fr", "Français"), ("ar", "العربية")],
        "site": SimpleNamespace(name=words["site"], country=words["country"], demo=True),
        "nav": [
            SimpleNamespace(title=title, url=f"/{n or ''}", icon=icon, active=n == 1)
            for n, (title, icon) in enumerate(entries)
        ],
        "current_user": SimpleNamespace(
            is_authenticated="visitor" not in request.args, person_id=1, name=words["person"]
        ),
        "words": words,
    }


def policy(response):
    assert headers.POLICY.startswith(POLICY)
    response.headers["Content-Security-Policy"] = headers.policy()
    return response


def add_pages(app: Flask) -> None:
    everywhere = {
        "/": ("home.show", body),
        "/me": ("accounts.me", body),
        "/devices": ("accounts.devices", body),
        "/parts": ("parts", lambda: render_template("gallery_parts.html")),
        "/sign-in": ("accounts.sign_in", sign_in),
        "/errors/<int:code>": ("error", error),
        "/refused": ("refused", refused),
    }
    for address, (endpoint, view) in everywhere.items():
        app.add_url_rule(address, endpoint, view)
    app.add_url_rule("/form", "form", form, methods=["GET", "POST"])
    app.add_url_rule("/text", "text", text, methods=["GET", "POST"])
    app.add_url_rule("/answer/<int:code>", "answer", answer, methods=["POST"])
    for address, endpoint in (
        ("out", "accounts.sign_out"),
        ("language", "accounts.choose_language"),
    ):
        app.add_url_rule(f"/{address}", endpoint, lambda: redirect("/", 303), methods=["POST"])


def tell_what_went_before():
    if "flashes" in request.args:
        flash(SAMPLES[language()]["saved"], "success")
        flash(SAMPLES[language()]["late"], "warning")


def body():
    tell_what_went_before()
    return render_template("gallery_body.html")


def form():
    tell_what_went_before()
    form = GalleryForm(request.form)
    wrong = request.method == "POST" and not form.validate()
    name = "_gallery_form.html" if "HX-Request" in request.headers else "gallery_form.html"
    return render_template(name, form=form), 422 if wrong else 200


def text():
    """Show the editor, or what the site would store of what was typed."""
    stored = richtext.clean(request.args.get("stored", ""))
    form = TextForm(request.form, data={"text": stored})
    sent = form.text.data if request.method == "POST" else None
    return render_template("gallery_text.html", form=form, sent=sent)


def sign_in():
    return render_template("gallery_sign_in.html", form=GalleryForm())


def error(code):
    if code not in ERRORS:
        abort(404)
    return render_template(f"{code}.html", reference=REFERENCE, plugin="", **KEPT)


def refused():
    return render_template("refused.html", reasons=SAMPLES[language()]["reasons"])


def answer(code):
    """Answer as the site does when it is done, refuses, fails or is too full."""
    if code == 409:
        reasons = SAMPLES[language()]["reasons"]
        response = make_response(render_template("_refused.html", reasons=reasons), 409)
        response.headers["HX-Reswap"] = "none"
        return response
    if code == 200:
        flash(SAMPLES[language()]["saved"], "success")
        return '<p id="answer">Done.</p>' + render_template("_flashes.html", oob=True)
    return render_template(f"{code}.html", reference=REFERENCE, plugin="", **KEPT), code
