"""Reading the HTML of a page as somebody meets it who has no scripts and another language."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    "area base br col embed hr img input link meta source track wbr".split()  # noqa: SIM905
)
SILENT = frozenset(
    {"script", "style", "code", "svg", "bdi", "textarea"}
)  # what people typed, or nobody reads
HEARD = ("title", "alt", "aria-label", "placeholder")
SENDING = {"button": "submit"}  # without a type, this sends
OPEN, CLOSE = "⟦", "⟧"  # around each text that went through the catalogue


@dataclass
class Form:
    """A form of a page, and what it sends as it stands."""

    method: str
    action: str
    values: dict[str, str] = field(default_factory=dict)
    has_button: bool = False


class Page(HTMLParser):
    """A page, with its forms, its texts, and what works with scripts only."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.texts: list[str] = []
        self.scripted: list[str] = []
        self._open: list[tuple[str, bool]] = []  # elements, and whether they are left out
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self._note_scripts(tag, told)
        self._note_form(tag, told)
        marked = told.get("dir") == "auto" or told.get("translate") == "no"
        is_silent = self._is_silent or tag in SILENT or marked
        if not is_silent:
            self.texts += [told[name] for name in HEARD if told.get(name)]
        if tag not in VOID:
            self._open.append((tag, is_silent))

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _silent in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._is_silent:
            self.texts.append(data.strip())

    @property
    def _is_silent(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _note_scripts(self, tag: str, told: dict[str, str]) -> None:
        for name in told:
            if name.startswith("on"):
                self.scripted.append(f"<{tag} {name}=…>")
        if tag == "a" and told.get("href", "").strip() in ("", "#"):
            self.scripted.append("<a> without an address")
        asks = [name for name in told if name in ("hx-get", "hx-post", "hx-put", "hx-delete")]
        if asks and tag not in ("a", "form", "input", "select", "textarea") and not self.forms:
            self.scripted.append(f"<{tag} {asks[0]}=…>")

    def _note_form(self, tag: str, told: dict[str, str]) -> None:
        within = any(name == "form" for name, _silent in self._open)
        if tag == "form":
            self.forms.append(Form(told.get("method", "").lower(), told.get("action", "")))
        elif within and told.get("type", SENDING.get(tag)) in ("submit", "image"):
            self.forms[-1].has_button = True
        elif within and tag == "input" and told.get("name"):
            self.forms[-1].values[told["name"]] = told.get("value", "")


def untranslated(text: str, typed: list[str]) -> bool:
    """Tell whether letters stand outside the brackets that no person typed."""
    for words in sorted(typed, key=len, reverse=True):
        text = text.replace(words, " ")
    times = 1
    while times:
        text, times = re.subn(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}", " ", text)
    return re.search(r"[A-Za-z]{2,}", text) is not None
