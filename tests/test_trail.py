"""Every act in the audit trail says in words what it was."""

import ast
from pathlib import Path

import pytest
from flask import Flask
from sources import everything_in

import ntfc
from ntfc.app import create_app
from ntfc.config import Config


def recorded():
    """Return every action that the program records, as its services name them."""
    found = set()
    for file in Path(ntfc.__file__).parent.rglob("*.py"):
        for node in everything_in(file):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
                found |= {
                    part.value for part in ast.walk(node.args[1]) if isinstance(part, ast.Constant)
                }
    return found


@pytest.fixture
def in_words(tmp_path):
    app: Flask = create_app(Config(instance=tmp_path, secret_key="x", testing=True))
    return [action for plugin in app.extensions["ntfc.declared"] for action in plugin.trail]


def test_every_action_has_words_and_no_words_stand_for_nothing(in_words):
    assert set(in_words) == recorded()


def test_no_two_features_give_words_to_one_action(in_words):
    assert len(in_words) == len(set(in_words))
