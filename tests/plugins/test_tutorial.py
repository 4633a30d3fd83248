"""The tutorial, word by word: each block is put where it says, and the tests of its plugin pass."""

import os
import re
from pathlib import Path

from ntfc.plugins import beginning, generations

ROOT = Path(__file__).parent.parent.parent
TUTORIAL = ROOT / "docs" / "plugins" / "tutorial.md"
STEP = re.compile(
    r"^(?P<how>New file|In|At the end of) `(?P<path>[^`]+)`"
    r"(?:, (?P<where>below|instead of) `(?P<there>[^`]+)`)?:\n\n```\w+\n(?P<code>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


def follow(step, folder):
    path, code, there = folder / step["path"], step["code"], step["there"]
    if step["how"] == "New file":
        assert not path.exists()
        path.write_text(code, "utf-8")
        return
    text = path.read_text("utf-8")
    if step["how"] == "At the end of":
        path.write_text(text + code, "utf-8")
        return
    assert text.count(there) == 1, f"{path.name}: {there}"
    if step["where"] == "instead of":
        path.write_text(text.replace(there, code.strip()), "utf-8")
    else:
        lines = text.splitlines(keepends=True)
        at = next(number for number, line in enumerate(lines) if there in line)
        path.write_text("".join([*lines[: at + 1], code, *lines[at + 1 :]]), "utf-8")


def test_whoever_follows_the_tutorial_has_a_plugin_that_is_fit(tmp_path, warm):
    text = TUTORIAL.read_text("utf-8")
    steps = list(STEP.finditer(text))
    blocks = re.findall(r"(?m)^```(?:python|jinja|po)$", text)
    assert len(steps) == len(blocks)
    folder = beginning.begin("waiting_times", tmp_path, ())
    for step in steps:
        follow(step, folder)
    place = tmp_path / "laid"
    place.mkdir()
    with generations.wheel_of(folder) as wheel:
        generations.fill(place, [wheel])
        built = f"{folder.name}/dist/{wheel.name}"  # where build puts it
        assert f"ntfc plugins install {built}\n" in text
    options = ["-q", "-p", "ntfc.testing.plugin", "-p", "no:cacheprovider", "-p", "no:randomly"]
    words = ["-m", "pytest", *options, "-o", f"pythonpath={place}", folder / "tests"]
    told = warm.run(*words, env={"PATH": os.environ["PATH"]}, cwd=tmp_path)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "8 passed" in told.stdout
