"""Templates are compiled once for an instance, not at each start; what is kept may be lost or spoilt."""

import pytest
from flask import Flask
from jinja2 import Environment

from ntfc import compiled


@pytest.fixture
def started(tmp_path, monkeypatch):
    """Start a site with one template; return what it shows, and how often it had to compile."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text("Agenda of {{ day }}")
    monkeypatch.setattr(compiled, "core_mark", lambda: "this core")
    work = []
    compile_source = Environment.compile

    def counted(*args, **more):
        work.append(args)
        return compile_source(*args, **more)

    monkeypatch.setattr(Environment, "compile", counted)

    def start(instance=tmp_path):
        work.clear()
        app = Flask("site", template_folder=str(tmp_path / "templates"))
        compiled.init_app(app, instance)
        return app.jinja_env.get_template("page.html").render(day="Monday"), len(work)

    return start


def test_the_next_start_compiles_nothing(started, tmp_path):
    assert started() == ("Agenda of Monday", 1)
    assert started() == ("Agenda of Monday", 0)
    (tmp_path / "templates" / "page.html").write_text("Minutes of {{ day }}")
    assert started() == ("Minutes of Monday", 1)


def test_another_core_throws_away_what_was_kept(started, tmp_path, monkeypatch):
    started()
    (kept,) = (tmp_path / "compiled").iterdir()
    assert (tmp_path / "compiled").stat().st_mode & 0o077 == 0
    monkeypatch.setattr(compiled, "core_mark", lambda: "the next core")
    assert started() == ("Agenda of Monday", 1)
    assert kept not in (tmp_path / "compiled").iterdir()


@pytest.mark.parametrize("left", [0, 25, 40, -9])
def test_a_file_of_which_a_part_is_left_is_made_again(started, tmp_path, left):
    started()
    (file,) = (tmp_path / "compiled").rglob("*.cache")
    file.write_bytes(file.read_bytes()[:left])
    assert started() == ("Agenda of Monday", 1)
    assert started() == ("Agenda of Monday", 0)


def test_what_cannot_be_kept_is_shown_all_the_same(started, tmp_path):
    (tmp_path / "compiled").write_text("a file in the way")
    assert started() == started() == ("Agenda of Monday", 1)
    assert started(tmp_path / "no such instance") == ("Agenda of Monday", 1)
    assert not (tmp_path / "no such instance").exists()
