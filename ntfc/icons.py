"""Icons: each is drawn once, for a page shows a hundred of them."""

from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from ntfc.assets import static_url

SPRITE = "vendor/icons.svg"
# Those that point along the line of writing, and so turn round where it runs from right to left.
DIRECTIONAL = frozenset(
    {
        *("arrow-left", "arrow-right", "arrow-back-up", "arrow-forward-up"),
        *("indent-increase", "indent-decrease", "list", "list-numbers"),
        *("chevron-left", "chevron-right", "external-link", "login", "logout", "send"),
    }
)

DECORATION = Markup('aria-hidden="true"')


def init_app(app: Flask) -> None:
    """Give templates `icon_of`, which `ui.icon` is."""
    app.jinja_env.globals["icon_of"] = icon


def icon(name: str | None, label: object = None) -> Markup:
    """Return the icon *name*; without a label it is decoration, without a name nothing."""
    if not name:
        return Markup()
    return _drawn(static_url(SPRITE), name, str(label) if label else "")


@lru_cache(maxsize=1024)
def _drawn(sprite: str, name: str, label: str) -> Markup:
    turns = " icon-directional" if name in DIRECTIONAL else ""
    seen = Markup('role="img" aria-label="{}"').format(label) if label else DECORATION
    return Markup('<svg class="icon{}" {}><use href="{}#{}"></use></svg>').format(
        turns, seen, sprite, name
    )
