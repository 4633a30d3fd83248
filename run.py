#!/usr/bin/env python3
"""Starts ntfc from this folder: `python3 run.py demo`, `serve` or `test`.

Needs Python 3.11 with its venv module, and nothing else. The syntax stays that of Python 3.6,
so that an older Python reaches the sentence which says that it is too old.
"""

import argparse
import contextlib
import errno
import functools
import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NoReturn

try:
    import fcntl
except ImportError:
    sys.exit("ntfc: ntfc runs on Linux and macOS. On Windows, start it inside WSL.")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OURS = VENV / "made-by-run.py"  # written first: the environment is ours to remove when broken
STAMP = VENV / "installed.json"  # written last: what is completely installed
SITE, TESTS = "ntfc/requirements.lock", "tests/requirements.lock"

say = functools.partial(print, flush=True)
N_ = str  # marks a text for the catalogues; _() says it in the language of the terminal
NO_VENV = N_("Install it (on Debian and Ubuntu: apt install python3-venv) and start again.")
FULL = N_("The disk is full. Free about 500 MB and start again.")
# What pip writes when it fails, in the order of asking, and what a person can do about it.
PIP_SAYS = {
    "No space left on device": FULL,
    "DO NOT MATCH THE HASHES": N_(
        "A downloaded package is not the one that was locked, so it was refused. Start again "
        "without the mirror or proxy in between; if it persists, report it."
    ),
    "CERTIFICATE_VERIFY_FAILED|SSLError": N_(
        "The certificate of the package index could not be verified. Check this machine's clock; "
        "behind an inspecting proxy, name its certificate in PIP_CERT. Then start again."
    ),
    "Retrying|name resolution|ConnectionError|Network is unreachable|ProxyError|timed out": N_(
        "The package index cannot be reached. Connect this machine to the internet for the first "
        "start, or name your proxy (HTTPS_PROXY) or your own index (PIP_INDEX_URL)."
    ),
    "No matching distribution found": N_(
        "The package index has no ready-made package for this machine and this Python. Check "
        "which index pip is configured to use, or try another Python."
    ),
    "": N_(
        "The packages could not be installed. Start again; if it fails again, look into the log."
    ),
}
# What some tests would like: programs that have it, and what to say without them.
WISHES = {
    "browser": (
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
        N_("No Chromium found (Debian: apt install chromium)."),
    ),
    "postgresql": (["initdb"], N_("No PostgreSQL server found (Debian: apt install postgresql).")),
}
FATES = N_("Tests that need it are left out."), N_("Tests that need it fail (NTFC_REQUIRE).")


def _(text: str) -> str:
    """The text in the language of the terminal, where the catalogues of ntfc have it."""
    return words().get(text) or text


@functools.lru_cache(maxsize=None)  # noqa: UP033  -- functools.cache came with 3.9
def words() -> "dict[str, str]":
    """The catalogue that the terminal asks for, as ntfc/terminal.py chooses it; read as it is."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    place = next((os.environ[name] for name in names if os.environ.get(name)), "C")
    is_plain = place.split(".")[0] in ("C", "POSIX")
    asked = "en" if is_plain else os.environ.get("LANGUAGE") or place
    codes = [re.split("[.@]", one)[0] for one in asked.split(":")]
    for code in [part for one in codes for part in (one, one.split("_")[0])]:
        path = ROOT / "ntfc" / "translations" / code / "LC_MESSAGES" / "messages.po"
        if code == "en":
            break
        if path.is_file():
            told = path.read_text("utf-8").replace('"\n"', "")
            pairs = re.findall(r'(?m)^msgid (".*")\nmsgstr (".*")$', told)
            return {json.loads(text): json.loads(said) for text, said in pairs}
    return {}


# What argparse says of what was typed, in the catalogues as well.
SAID = [
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("the following arguments are required: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
]


class SetupError(Exception):
    """One sentence about a missing piece, with its remedy."""


def main(argv: "list[str]") -> int:
    try:
        check_machine()
        sys.stdout.reconfigure(errors="replace")  # a terminal may lack letters of its language
        if argv[:1] == ["test"]:
            return run_tests(argv[1:])
        if argv[:1] == ["bench"]:
            measure(argv[1:])
        start(argv)
    except SetupError as missing:
        print(f"ntfc: {missing}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def check_machine() -> None:
    if sys.version_info < (3, 11):
        told = _(
            "This is Python {}.{}, and ntfc needs 3.11 or later. Install a newer Python and start "
            "again with its name, for example: python3.11 run.py demo"
        )
        raise SetupError(told.format(*sys.version_info))


def start(argv: "list[str]") -> NoReturn:
    wanted, _ = options().parse_known_args(argv)
    if wanted.port is not None:
        check_port(wanted.command, getattr(wanted, "host", None) or "127.0.0.1", wanted.port)
    prepare([SITE])
    # -P: a folder named ntfc where the person happens to stand must not be taken for ours.
    os.execv(PYTHON, [PYTHON, "-P", "-m", "ntfc", *argv])


def measure(argv: "list[str]") -> NoReturn:
    """Says how dear our pages are: see bench/README.md."""
    prepare([SITE])
    kinds = ("clients", "meetings", "served", "traders")
    name, more = (argv[0], argv[1:]) if argv[:1] and argv[0] in kinds else ("pages", argv)
    os.execv(PYTHON, [PYTHON, "-P", str(ROOT / "bench" / f"{name}.py"), *more])


def options() -> argparse.ArgumentParser:
    vars(argparse)["_"] = _  # its own sentences, too
    told = _(
        "Runs ntfc, or its tests: run.py test [options of pytest], or its benchmarks: run.py bench."
    )
    parser = argparse.ArgumentParser(prog="run.py", description=told)
    commands = parser.add_subparsers(dest="command", metavar="demo|serve|test", required=True)
    demo = commands.add_parser("demo", help=_("a demonstration country, on this machine only"))
    demo.add_argument("--port", type=port, default=8000, help=_("default: 8000"))
    demo.add_argument("--fresh", action="store_true", help=_("forget what was done in the demo"))
    serve = commands.add_parser("serve", help=_("a real site; options as for `ntfc serve`"))
    # A port named elsewhere is known to ntfc only: then it, not this file, finds it taken.
    elsewhere = any(name.startswith(("NTFC_CONFIG", "NTFC_PORT")) for name in os.environ)
    serve.add_argument("--port", type=port, default=None if elsewhere else 8000)
    serve.add_argument("--host")
    return parser


def port(typed: str) -> int:
    if not typed.isdigit() or not 0 < int(typed) < 65536:
        raise argparse.ArgumentTypeError(
            _("{} is no port; choose a number from 1 to 65535").format(typed)
        )
    return int(typed)


def check_port(command: str, host: str, number: int) -> None:
    """Raises while somebody else listens there: better now than after a long installation."""
    try:
        family, kind, _number, _name, address = socket.getaddrinfo(
            host, number, type=socket.SOCK_STREAM
        )[0]
        with socket.socket(family, kind) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except OSError as refused:
        sentences = {
            errno.EADDRINUSE: _(
                "Port {port} on {host} is taken, perhaps by an ntfc started earlier. Stop that "
                "program, or choose another: {another}"
            ),
            errno.EACCES: _("Port {port} is kept for the system. Choose a --port above 1023."),
        }
        unknown = _("This machine has no address {host}. Choose one of its own with --host.")
        another = f"python3 run.py {command} --port {number + 1}"
        told = sentences.get(refused.errno, unknown)
        raise SetupError(told.format(port=number, host=host, another=another)) from None


def prepare(locks: "list[str]") -> None:
    """Leaves an environment in .venv in which everything of these locks is installed."""
    if stamp(locks).items() <= installed().items():
        return
    for name in ("venv", "ensurepip"):
        if not importlib.util.find_spec(name) and not environment_python():
            told = _("This Python has no {} module.").format(name)
            raise SetupError(" ".join([told, _(NO_VENV)]))
    with alone() as turn:
        if not stamp(locks).items() <= installed().items():  # not done by another meanwhile
            install(locks, turn)


def stamp(locks: "list[str]") -> "dict[str, str]":
    """What decides whether an installation still fits: folder, Python and the text of the locks."""
    texts = {lock: hashlib.sha256((ROOT / lock).read_bytes()).hexdigest() for lock in locks}
    return {"folder": str(ROOT), "python": environment_python(), **texts}


def installed() -> "dict[str, str]":
    return json.loads(STAMP.read_text("utf-8")) if STAMP.exists() else {}


def environment_python() -> str:
    """The version of the Python in .venv, or nothing when it does not run (any more)."""
    ask = [PYTHON, "-I", "-S", "-c", "import sys; print('{}.{}'.format(*sys.version_info))"]
    try:
        return subprocess.check_output(ask, stderr=subprocess.DEVNULL, text=True).strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


@contextlib.contextmanager
def alone() -> "Iterator[IO[str]]":
    """One installation at a time, and a sentence when the disk refuses it."""
    try:
        with Path(f"{VENV}.lock").open("a", encoding="utf-8") as turn:
            try:
                fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say(_("Another start is installing; waiting for it."))
                fcntl.flock(turn, fcntl.LOCK_EX)
            yield turn
    except OSError as refused:
        if refused.errno == errno.ENOSPC:
            raise SetupError(_(FULL)) from None
        told = _(
            "{} cannot be written ({}). Start as the user who owns this folder, or copy it to a "
            "place of your own."
        )
        raise SetupError(told.format(refused.filename or ROOT, refused.strerror)) from None


def install(locks: "list[str]", turn: "IO[str]") -> None:
    if shutil.disk_usage(ROOT).free < 500_000_000:
        raise SetupError(_(FULL))
    if OURS.exists() and installed().get("python") != (environment_python() or "none"):
        remove_environment()  # interrupted earlier, or made with a Python that is gone
    new = not VENV.is_dir() or not any(VENV.iterdir())
    steps = 3 if new else 2
    with Path(f"{VENV}.log").open("w+", encoding="utf-8") as log:
        if new:
            say(_("1 of {}  Making a Python environment in {}").format(steps, VENV))
            make_environment(log, turn)
        check_environment()
        STAMP.unlink(missing_ok=True)
        packages = len(re.findall(r"(?m)^\w.*==", (ROOT / locks[-1]).read_text("utf-8")))
        told = _("{} of {}  Installing {} packages, checked by their hashes")
        say(told.format(steps - 1, steps, packages))
        install_packages(locks[-1], log, turn)
        say(_("{} of {}  Making this folder known as ntfc").format(steps, steps))
        finish(stamp(locks))
    Path(log.name).unlink()


def remove_environment() -> None:
    """Removes what run.py made; the mark goes last, so that half a removal is still ours."""
    for path in sorted(VENV.iterdir(), key=OURS.__eq__):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def make_environment(log: "IO[str]", turn: "IO[str]") -> None:
    VENV.mkdir(exist_ok=True)
    OURS.write_text("Delete the folder .venv whenever you like; run.py makes it again.\n", "utf-8")
    python = getattr(sys, "_base_executable", "") or sys.executable  # not another environment's
    making = [python, "-I", "-m", "venv", VENV]
    if subprocess.call(making, stdout=log, stderr=log, pass_fds=[turn.fileno()]):
        remove_environment()
        VENV.rmdir()
        told = _("The venv module does not work, see {}.").format(log.name)
        raise SetupError(" ".join([told, _(NO_VENV)]))


def check_environment() -> None:
    """An environment that somebody else made is used, if it can be, and never removed."""
    version = [int(part) for part in environment_python().split(".") if part]
    asking = [PYTHON, "-I", "-c", "import pip"]
    if version < [3, 11] or subprocess.call(asking, stderr=subprocess.DEVNULL):
        told = _(
            "{} was not made by run.py and has no Python 3.11 or later with pip in it. Rename or "
            "delete that folder and start again."
        )
        raise SetupError(told.format(VENV))


def install_packages(lock: str, log: "IO[str]", turn: "IO[str]") -> None:
    # Where pip fetches from is the person's own configuration; that nothing is built, and
    # nothing unlocked gets in, is ours. The turn is held as long as pip itself lives.
    pip = [PYTHON, "-I", "-m", "pip", "install", "--require-hashes", "--only-binary=:all:"]
    pip += ["--no-input", "--no-user", "--progress-bar=off", "--disable-pip-version-check"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "errors": "replace"}
    with subprocess.Popen([*pip, "-r", ROOT / lock], pass_fds=[turn.fileno()], **pipes) as process:
        follow(process.stdout, log)
    if process.returncode:
        log.seek(0)
        said = log.read()
        why = next(sentence for sign, sentence in PIP_SAYS.items() if re.search(sign, said))
        told = _("What pip said is in {}").format(log.name)
        raise SetupError(" ".join([_(why), told]))


def follow(lines: "Iterator[str]", log: "IO[str]") -> None:
    """Keeps what pip says, and tells a person only what explains the waiting."""
    explain = {
        "Retrying": N_("The package index does not answer yet; trying for a while."),
        "Installing collected": N_("All of them are here and checked; unpacking."),
    }
    for line in lines:
        log.write(line)
        for sign in [sign for sign in explain if sign in line]:
            say(" " * 8 + _(explain.pop(sign)))


def finish(facts: "dict[str, str]") -> None:
    for packages in VENV.glob("lib/python3*/site-packages"):
        (packages / "ntfc-folder.pth").write_text(f"{ROOT}\n", "utf-8")
    command = VENV / "bin" / "ntfc"
    command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -P -m ntfc "$@"\n', "utf-8")
    shutil.copymode(PYTHON, command)
    whole = Path(f"{STAMP}.new")
    whole.write_text(json.dumps(facts, indent=1), "utf-8")
    whole.replace(STAMP)


def run_tests(chosen: "list[str]") -> int:
    prepare([SITE, TESTS])
    say_what_is_lacking()
    pytest = [PYTHON, "-m", "pytest", "-n", "auto", "--dist", "worksteal"]
    tests = subprocess.Popen([*pytest, *chosen], cwd=ROOT)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # pytest hears Ctrl-C itself and tidies up
    code = tests.wait()
    say_what_is_lacking()
    return code


def say_what_is_lacking() -> None:
    required = os.environ.get("NTFC_REQUIRE", "").replace(" ", "").split(",")
    aside = map(str, Path("/usr/lib/postgresql").glob("*/bin"))  # where Debian keeps servers
    path = os.pathsep.join([*os.get_exec_path(), *aside])
    for thing, (programs, remedy) in WISHES.items():
        if not any(shutil.which(program, path=path) for program in programs):
            say(_(remedy), _(FATES[thing in required]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
