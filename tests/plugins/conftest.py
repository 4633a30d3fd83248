"""Wheels of the samples, and the ways of installing them."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from ntfc import admission
from ntfc.app import create_app
from ntfc.db import db
from ntfc.instance import with_plugins
from tests.plugins import packing

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def wheels(tmp_path_factory):
    """The samples, packed: `good`, `newer` (its next version), each broken one by its name."""
    folder = tmp_path_factory.mktemp("wheels")
    made = {name: packing.broken(folder, name) for name in packing.BROKEN}
    good = packing.SAMPLES / "good" / "ntfc_sample_good"
    newer = folder / "newer"
    shutil.copytree(good, newer, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(packing.SAMPLES / "newer", newer, dirs_exist_ok=True)
    return made | {
        "good": packing.packed(folder, "good", good),
        "newer": packing.packed(folder, "good", newer, version="2.0"),
    }


@pytest.fixture(autouse=True)
def trials(request):
    """Let each trial be a fork of the loaded program; what is marked with `alone` starts its own."""
    if "config" not in request.fixturenames or request.node.get_closest_marker("alone"):
        yield
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(admission, "start", request.getfixturevalue("warm").start)
        yield


class Told:
    """What a command answered."""

    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr


@pytest.fixture
def environment(config):
    """What an administrator has set who runs commands on the instance of the test."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "NTFC_INSTANCE": str(config.instance),
        "NTFC_DATABASE_URL": config.database_url,
    }


@pytest.fixture
def ntfc(config, environment, warm):
    """Run the `ntfc` command on the instance of the test, as an administrator would."""

    def ntfc(*words, typed="", **settings):
        more = {f"NTFC_{name.upper()}": str(value) for name, value in settings.items()}
        env = environment | more
        done = warm.run("-m", "ntfc", *words, env=env, cwd=config.instance, typed=typed)
        assert "Traceback" not in done.stderr, done.stderr
        return Told(done)

    return ntfc


@pytest.fixture
def ask(config):
    """Ask the database of the instance something in SQL."""

    def ask(statement):
        engine = create_engine(config.url)
        try:
            with engine.connect() as connection:
                return connection.execute(text(statement)).all()
        finally:
            engine.dispose()

    return ask


@pytest.fixture
def tables(config):
    def tables():
        engine = create_engine(config.url)
        try:
            return set(inspect(engine).get_table_names())
        finally:
            engine.dispose()

    return tables


@pytest.fixture
def load(config):
    """Put the application together as a process of the site does: with the plugins that are on."""
    made = []

    def load(**settings):
        made.append(create_app(with_plugins(replace(config, **settings))))
        return made[-1]

    yield load
    for app in made:
        with app.app_context():
            db.engine.dispose()
