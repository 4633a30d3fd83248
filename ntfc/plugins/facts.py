"""What a trial found a plugin to add, in the words of whoever reads it: the plugin is not loaded then."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from flask_babel import force_locale

from ntfc.i18n import language
from ntfc.plugins.contract import Plugin


def titles_of(plugin: Plugin) -> dict[str, Any]:
    """Return what a plugin calls itself, its entries of the menu and its settings."""
    return {
        "title": str(plugin.title),
        "menu": [str(item.title) for item in plugin.nav],
        "settings": [str(setting.title) for setting in plugin.settings],
    }


def words_of(app: Flask, plugin: Plugin, languages: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the same in each of the languages that the plugin brings."""
    words = {}
    for code in languages:
        with app.app_context(), force_locale(code):
            words[code] = titles_of(plugin)
    return words


def in_words(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return facts with their titles as whoever reads them says it, where the plugin can."""
    return {**facts, **facts.get("words", {}).get(language(), {})}
