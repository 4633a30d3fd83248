"""The server of tests/warm.py: it loads the program, and lets everybody who asks have a fork of it.

    python -P forking.py DOOR TABLES COMPILED

DOOR is the address it listens at, TABLES a database with the tables of the core in it, COMPILED the
folder of compiled templates. It loads nothing that the program does not load.
"""

import contextlib
import gc
import importlib
import json
import os
import runpy
import select
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from ntfc import admission
from tests.day import put_back

LOADED = (
    "ntfc.cli",
    "ntfc.commands.added",
    "ntfc.commands.keeping",
    "ntfc.commands.plugins",
    "ntfc.commands.site",
    "ntfc.trial",
    "flask.testing",
    "alembic.autogenerate",
)


class Fork:
    """A process that the server made, with as much of a Popen as is needed."""

    def __init__(self, door, words, env, cwd, files):
        self.returncode = None
        self.line = socket.socket(socket.AF_UNIX)
        self.line.connect(door)
        asked = json.dumps([words, dict(env), str(cwd)]).encode()
        socket.send_fds(self.line, [len(asked).to_bytes(4, "big")], [f.fileno() for f in files])
        self.line.sendall(asked)
        self.pid = self.heard()

    def heard(self):
        return int.from_bytes(self.line.recv(4, socket.MSG_WAITALL), "big", signed=True)

    def wait(self, seconds=None):
        if self.returncode is None:
            self.line.settimeout(seconds)
            try:
                self.returncode = self.heard()
            except TimeoutError:
                raise subprocess.TimeoutExpired("python", seconds) from None
            self.line.close()
        return self.returncode


def start(door, words, log):
    with log.open("wb") as output, Path(os.devnull).open("rb") as nothing:
        environment = admission._environment()
        return Fork(door, [*words], environment, log.parent, (nothing, output, output))


def serve(door, tables, compiled):
    """Load the program, and let everybody who comes have a fork of it."""
    gc.disable()
    for name in LOADED:
        importlib.import_module(name)
    put_back()
    borrow(door, tables, compiled)
    gc.freeze()
    gc.enable()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(door)
        listening.listen()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while select.select([listening, sys.stdin], [], [])[0] == [listening]:
            line, _ = listening.accept()
            if os.fork() == 0:
                listening.close()
                return attend(line)
            line.close()
            with contextlib.suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass
        return None  # whoever started it is gone


def borrow(door, tables, compiled):
    """Let trials that a command starts be forks, with the tables and templates that the tests have."""
    admission.start = lambda words, log: start(door, words, log)
    Flask.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(compiled)}
    trial = importlib.import_module("ntfc.trial")
    trial.make_tables = lambda app: shutil.copy(
        tables, app.extensions["ntfc.config"].instance / "ntfc.db"
    )


def attend(line):
    """Make the process that was asked for, and tell what became of it."""
    length, files, *_ = socket.recv_fds(line, 4, 3)
    asked = line.recv(int.from_bytes(length, "big"), socket.MSG_WAITALL)
    child = os.fork()
    if child == 0:
        line.close()
        return become(*json.loads(asked), files)
    with contextlib.suppress(OSError):  # who asked does not want to know any more
        line.sendall(child.to_bytes(4, "big", signed=True))
        _pid, status = os.waitpid(child, 0)
        line.sendall(os.waitstatus_to_exitcode(status).to_bytes(4, "big", signed=True))
    os._exit(0)


def become(words, environment, folder, files):
    """Be `python -P` with these words; it ends as any Python does, when this has returned."""
    os.setsid()
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    how, *rest = words
    if how == "-c":
        code, *rest = rest
        sys.argv = ["-c", *rest]
        exec(compile(code, "<string>", "exec"), {"__name__": "__main__"})
    elif how == "-m":
        name, *rest = rest
        sys.argv = [name, *rest]
        runpy.run_module(name, run_name="__main__", alter_sys=True)
    else:
        sys.argv = words
        runpy.run_path(how, run_name="__main__")


if __name__ == "__main__":
    serve(*sys.argv[1:])
