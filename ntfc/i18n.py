"""Languages. Every text that a person reads goes through _() or ngettext() of this module.

Both are lazy: a text is put into the reader's language when it is shown, so constants, rules and
errors may use them. Where a plain string must leave the program (mail, files), use str().
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, cast

from babel import Locale, dates
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, has_request_context, request
from flask.globals import _cv_app
from flask_babel import Babel, Domain, force_locale, format_date, format_time, get_locale
from flask_babel import get_translations as words_of_language
from flask_babel.speaklater import LazyString
from flask_login import current_user
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from ntfc import terminal
from ntfc.config import Config
from ntfc.dates import as_read, reading
from ntfc.directions import in_letter, writing


def _said(text: str, /, **values: Any) -> str:
    found: str = _words().ugettext(text)
    return found % in_letter(values) if values else found


def _counted(singular: str, plural: str, num: int, /, **values: Any) -> str:
    found: str = _words().ungettext(singular, plural, num)
    return found % {"num": num, **in_letter(values)}


class _OfTerminal(NullTranslations):
    """What a command says while there is no application around it."""

    def ugettext(self, message: str) -> str:
        return terminal.found(message)

    def ungettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return terminal.counted(msgid1, msgid2, n)


OF_TERMINAL = _OfTerminal()


def _words() -> NullTranslations:
    """Return where texts are looked up now: a page does it hundreds of times in one language."""
    try:
        # What Flask-Babel remembers of this request, asked for without the proxy: it doubles the time.
        kept = _cv_app.get().g._flask_babel  # noqa: SLF001
        locale, words = kept.ntfc_words
        if locale is kept.babel_locale:
            return cast(NullTranslations, words)
    except (AttributeError, LookupError):
        pass  # the first text of this request, or there is no application
    if not g:
        return OF_TERMINAL
    words = words_of_language()
    g._flask_babel.ntfc_words = (get_locale(), words)  # noqa: SLF001
    return cast(NullTranslations, words)


# The ways in which a sentence is put into words: by what name it is kept, and how it is written.
WAYS: dict[str, Callable[..., str]] = {"text": _said, "number": _counted}


class Sentence(LazyString):  # type: ignore[misc]  # Flask-Babel says nothing of its types
    """A text of the program, put into the language of whoever reads it at the moment it is read.

    It is no HTML: what people typed may stand in it, so a page escapes it like any other text.
    """

    def __init__(self, way: str, *parts: Any, **values: Any) -> None:
        super().__init__(WAYS[way], *parts, **values)
        self.way, self.parts, self.values = way, parts, values

    def __html__(self) -> str:
        return escape(str(self))


def _(text: str, **values: Any) -> str:
    """Return *text* in the language of whoever reads it."""
    return cast(str, Sentence("text", text, **values))


def with_commas(parts: Iterable[object]) -> str:
    """Return words one after another, parted as the reader's language parts them."""
    return str(_(", ")).join(in_letter({n: str(part) for n, part in enumerate(parts)}).values())


def ngettext(singular: str, plural: str, num: int, **values: Any) -> str:
    """Return the form of the text that fits *num*, in the language of whoever reads it."""
    return cast(str, Sentence("number", singular, plural, num, **values))


def in_one(parts: Iterable[object]) -> str:
    """Return words one after another as with_commas(), in the language of whoever reads them."""
    return cast(str, Sentence("list", [*parts]))


def below_each_other(*parts: object) -> str:
    """Return sentences each on a line of its own; what is empty is left out."""
    return cast(str, Sentence("lines", [part for part in parts if part]))


def lines_in(said: object) -> list[object]:
    """Return the lines of what below_each_other() put together, or of what people typed."""
    if isinstance(said, Sentence):
        parts = said.parts[0] if said.way == "lines" else ()
        return [line for part in parts for line in lines_in(part)] or [said]
    return [line.strip() for line in str(said).splitlines() if line.strip()]


def named(label: str, value: str) -> str:
    """Return “label: value” as labelled(), in the language of whoever reads it; just the label alone."""
    return _("%(label)s: %(value)s", label=label, value=value) if value else label


def on_day(day: date) -> str:
    """Return a day in words, in the language of whoever reads it."""
    return cast(str, Sentence("day", day))


@pass_eval_context
def _in_page(page: EvalContext, text: str, /, **values: Any) -> str:
    """Say a text in a template; what is put into it was typed by people and is escaped."""
    found = _words().ugettext(text)
    return _safe(page, found) % values if values or "%" in found else _safe(page, found)


@pass_eval_context
def _counted_in_page(
    page: EvalContext, singular: str, plural: str, num: int, /, **values: Any
) -> str:
    return _safe(page, _words().ungettext(singular, plural, num)) % {"num": num, **values}


def _safe(page: EvalContext, text: str) -> str:
    return Markup(text) if page.autoescape else text  # noqa: S704  -- a translator's text, not typed


def labelled(label: object, value: object) -> str:
    """Return “label: value” as it is written in the language of the moment: French has a space there."""
    return str(_("%(label)s: %(value)s", label=label, value=value))


def _in_words(day: date) -> str:
    return as_read(dates.format_date(day, "long", locale=get_locale() or "en"))


def _in_lines(parts: Iterable[object]) -> str:
    return "\n".join(str(part).strip() for part in parts)


WAYS |= {"list": with_commas, "lines": _in_lines, "day": _in_words}


def moment(at: datetime) -> str:
    """Return the day and the hour of an instant by the reader's clock, as the reader writes them."""
    hour = format_time(at, "short").replace(" ", "\N{NO-BREAK SPACE}")
    return with_commas([as_read(format_date(at, "long")), hour])


def init_app(app: Flask, config: Config, directories: Sequence[str]) -> None:
    """Set up the languages of the site.

    Plugins bring *directories* of their own catalogues. What a country puts into the folder
    translations of its instance comes last and wins: its own words for chair, seat or session.
    """
    own = str(config.instance / "translations")
    usual = app.json.default  # type: ignore[attr-defined]  # of the provider that Flask sets

    def plain(value: object) -> object:
        return str(value) if isinstance(value, Sentence) else usual(value)

    app.json.default = plain  # type: ignore[attr-defined]
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join([*directories, own])
    app.config["BABEL_DEFAULT_LOCALE"] = config.languages[0]
    app.config["BABEL_DEFAULT_TIMEZONE"] = config.time_zone
    babel = Babel(app, locale_selector=language, timezone_selector=time_zone)
    babel.domain_instance = _Catalogues()
    filters = app.jinja_env.filters
    for name in ("dateformat", "datetimeformat"):
        filters[name] = reading(filters[name])
    filters["moment"] = moment
    # Jinja's own ways to a text take three calls, each of which looks up the language again.
    texts = {"_": _in_page, "gettext": _in_page, "ngettext": _counted_in_page}
    app.jinja_env.globals.update(texts)


class _Catalogues(Domain):  # type: ignore[misc]  # Flask-Babel says nothing of its types
    """The catalogues of a language one behind another, each with its own rule for plurals.

    Flask-Babel pours them into one and counts by the rule of the last folder: by the English one
    where that folder has no catalogue, so that Arabic said “no day” of one.
    """

    def get_translations(self) -> NullTranslations:
        """Return where the texts of the reader's language are looked up, the last folder first."""
        code = str(get_locale())
        if code not in self.cache:
            words = NullTranslations()
            for folder in self.translation_directories:
                found = Translations.load(folder, [code], *self.domain)
                if isinstance(found, Translations):
                    found.add_fallback(words)
                    words = found
            self.cache[code] = words
        return cast(NullTranslations, self.cache[code])


def _offered() -> tuple[str, ...]:
    languages: tuple[str, ...] = current_app.extensions["ntfc.config"].languages
    return languages


def language() -> str:
    """Return the code of the language of the person who asks: chosen, personal, or best match."""
    offered = _offered()
    if not has_request_context():
        return str(g.get("language", offered[0]))
    wanted = (
        request.cookies.get("language"),
        g.get("language"),  # of the person whose one-time link was opened
        getattr(current_user, "language", None),
    )
    chosen = next((code for code in wanted if code in offered), None)
    return chosen or _best_match(offered)


def _best_match(offered: tuple[str, ...]) -> str:
    by_tag = {tag_of(code): code for code in offered}
    return by_tag.get(request.accept_languages.best_match(by_tag) or "", offered[0])


def tag_of(code: str) -> str:
    """Return a language code as HTML and HTTP write it: pt-BR for pt_BR."""
    return code.replace("_", "-")


@contextmanager
def speaking(code: str, *, is_letter: bool = True) -> Iterator[str]:
    """Turn texts into the language of a reader who is not the one who asks, as in a mail.

    *is_letter*: it is plain text, in which words of the other direction are to be kept apart.
    """
    offered = _offered()
    chosen = code if code in offered else offered[0]
    runs = str(Locale.parse(chosen).text_direction) if is_letter else ""
    with force_locale(chosen), writing(runs):
        yield chosen


def untranslated(text: str) -> str:
    """Return a text as the code says it, to be kept and shown through _() to each reader."""
    with force_locale("en"):
        return str(text)


def time_zone() -> str:
    """Return the name of the time zone in which the person reads times."""
    site: str = current_app.extensions["ntfc.config"].time_zone
    if not has_request_context():
        return str(g.get("time_zone", site))
    return getattr(current_user, "time_zone", None) or site


def direction() -> str:
    """Return the writing direction of the page, as the dir attribute of HTML wants it."""
    return str(Locale.parse(language()).text_direction)


def languages_here() -> list[tuple[str, str]]:
    """Return the languages of the site, each with its name in itself."""
    return names_of(_offered())


def names_of(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Return each language with its name in itself, as a person looks for it in a list."""
    return [(code, (Locale.parse(code).display_name or code).capitalize()) for code in codes]
