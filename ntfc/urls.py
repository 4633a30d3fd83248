"""Addresses of pages. A page with a hundred links asks for them again at each request."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any

from flask import Flask, has_request_context, request
from werkzeug.routing import Rule

Build = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """The rule of an address, which learns how to make it when one is first asked for.

    Werkzeug compiles two functions for each of our hundreds of rules while the site comes up.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Build:
        learn = super()._compile_builder
        learnt: list[Build] = []

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            if not learnt:
                learnt.append(learn(append_unknown))
            return learnt[0](rule, **values)

        return build


def init_app(app: Flask) -> None:
    """Keep the addresses that the application makes: the same question has the same answer."""
    app.url_rule_class = LateRule
    app.url_for = _remembering(app.url_for)  # type: ignore[method-assign]
    app.jinja_env.globals["url_for"] = app.url_for


def _remembering(make: Callable[..., str]) -> Callable[..., str]:
    @lru_cache(maxsize=8192)
    def kept(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return make(endpoint, **dict(values))

    @wraps(make)
    def url_for(endpoint: str, /, **values: Any) -> str:
        """Return the address of an endpoint, as Flask does; kept where it names rows alone."""
        for value in values.values():
            # Not isinstance: True == 1, yet it reads otherwise in an address.
            if type(value) is not int and value is not None:
                return make(endpoint, **values)
        if endpoint[0] == "." or not has_request_context():
            return make(endpoint, **values)
        return kept(request.script_root, endpoint, tuple(values.items()))

    return url_for
