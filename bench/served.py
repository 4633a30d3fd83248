"""A site really served: saves by eight writers, the memory of a web worker, the PDF of minutes.

`python3 run.py bench served` fills a throw-away instance on SQLite (with `synchronous=FULL`, as
always), starts `ntfc serve` on it, lets each of eight writers save a section of the same minutes
once a second, asks for the pages of a meeting, and reads what the web workers take. The PDF is made
in this process.
"""

import argparse
import gc
import http.client
import io
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parent))  # `run.py` starts Python without it


from filling import a_body_with_a_secretary, a_secretary, meetings
from pages import migrated, signed_in
from pypdf import PdfReader

from ntfc.db import db
from ntfc.transaction import unit_of_work

WRITERS, MEETING, FIRST_SECTION = 8, 5, 505
PAGES = (
    f"/meetings/{MEETING}/agenda",
    f"/minutes/{MEETING}/",
    f"/minutes/{MEETING}/record",
    "/bodies/1/meetings",
    f"/meetings/{MEETING}/",
    "/",
)


def filled(folder):
    """Return the application, and the cookie of each writer with the writer's number."""
    app = migrated(folder)
    with app.app_context(), unit_of_work():
        body_id, first = a_body_with_a_secretary()
        people = [first, *(a_secretary(body_id) for _ in range(WRITERS - 1))]
        meetings(body_id, range(1, 51), live=MEETING)
    browsers = [signed_in(app, person) for person in people]
    name = app.config["SESSION_COOKIE_NAME"]
    cookies = [f"{name}={browser.get_cookie(name).value}" for browser in browsers]
    return app, browsers[0], list(zip(people, cookies, strict=True))


def served(app, folder, port):
    """Start the site as `ntfc serve` does, and return its process once it answers."""
    env = os.environ | {
        "NTFC_INSTANCE": str(folder),
        "NTFC_SECRET_KEY": app.secret_key,
        "PYTHONPATH": str(Path(__file__).parent.parent),
    }
    command = [sys.executable, "-P", "-m", "ntfc", "serve", "--port", str(port)]
    site = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while site.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            if ask(port, "GET", "/sign-in", "")[0] == 200:
                return site
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit("The site did not start.")


def ask(port, method, path, cookie, body=None):
    """Return status, answer and seconds of one request on a connection of its own."""
    headers = {"Cookie": cookie, "Accept": "application/json", "Sec-Fetch-Site": "same-origin"}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    start = time.perf_counter()
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    said = answer.read()
    spent = time.perf_counter() - start
    connection.close()
    return answer.status, said, spent


def write(port, place, person, cookie, rounds, spent):
    """Save one section once a second, each time with some words more."""
    section, words = FIRST_SECTION + place, f"Writer {place} begins."
    seen, begin = section, time.perf_counter() + place / WRITERS
    for turn in range(rounds):
        time.sleep(max(0, begin + turn - time.perf_counter()))
        words += f" And {turn} more words are said here."
        form = {"text": f"<p>{words}</p>", "seen": seen, "writer": person, "ticket": f"t{turn}"}
        path = f"/minutes/sections/{section}"
        status, said, seconds = ask(port, "POST", path, cookie, urlencode(form))
        assert status == 200, said
        seen = json.loads(said)["seen"]
        spent.append(seconds)


def saves(port, writers, rounds):
    """Return how many seconds each save took, the slowest last."""
    spent = []
    threads = [
        threading.Thread(target=write, args=(port, place, *writer, rounds, spent))
        for place, writer in enumerate(writers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(spent) == rounds * len(writers), "a writer failed"
    return sorted(spent)


def memory(pid):
    """Return resident and proportional megabytes of each process below *pid*, with its command."""
    found, below = [], {pid}
    for folder in sorted(Path("/proc").glob("[0-9]*"), key=lambda one: int(one.name)):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            if parent not in below:
                continue
            below.add(int(folder.name))
            rolled = (folder / "smaps_rollup").read_text().splitlines()[1:]
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        sizes = {line.split(":")[0]: int(line.split()[1]) / 1024 for line in rolled}
        found.append((sizes["Rss"], sizes["Pss"], command))
    return found


def pdf(client, rounds=20):
    """Return the pages of the PDF of minutes, and the median seconds that making it takes."""
    spent = []
    for _round in range(rounds):
        start = time.process_time()
        made = client.get(f"/minutes/{MEETING}/members.pdf").data
        spent.append(time.process_time() - start)
    pages = len(PdfReader(io.BytesIO(made)).pages)
    return pages, statistics.median(spent), spent[0]


def main(argv=None):
    parser = argparse.ArgumentParser(prog="run.py bench served", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="saves of each writer")
    parser.add_argument("--port", type=int, default=8765)
    told = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        app, client, writers = filled(folder)
        gc.freeze()  # as web workers do
        pages, usual, first = pdf(client)
        print(
            f"PDF of minutes, {pages} pages: {usual * 1000:.0f} ms, the first {first * 1000:.0f} ms"
        )
        site = served(app, folder, told.port)
        try:
            for _round in range(5):
                for path in PAGES:
                    assert ask(told.port, "GET", path, writers[0][1])[0] == 200, path
            spent = saves(told.port, writers, told.rounds)
            middle, high = (spent[int(len(spent) * share)] for share in (0.5, 0.95))
            print(
                f"saves by {WRITERS} writers, one a second each: median {middle * 1000:.1f} ms, "
                f"95 of 100 within {high * 1000:.1f} ms, the slowest {spent[-1] * 1000:.1f} ms"
            )
            for resident, share, command in memory(site.pid):
                print(f"{resident:6.0f} MB resident, {share:.0f} MB its share: {command[-60:]}")
        finally:
            site.send_signal(signal.SIGTERM)
            site.wait(30)
        with app.app_context():
            db.engine.dispose()


if __name__ == "__main__":
    main()
