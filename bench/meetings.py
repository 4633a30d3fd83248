"""The pages of the meeting beside bare ones that read the same rows and send the same size.

`python3 run.py bench meetings` fills one body with 301 meetings of 30 items in 5 sections, 20 papers
at the items and minutes of 30 sections of 90 words, and asks for each page and its bare twin
(`bare.py`) in turn. `--flat` asks for each page with 10, with 301 and with 3,000 meetings in the
database, in turn too: its cost must not follow what is stored. There is no cache of answers on the
way.
"""

import argparse
import gc
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # `run.py` starts Python without it

from bare import bare_client
from filling import a_body_with_a_secretary, meetings
from pages import migrated, seconds, signed_in

from ntfc.db import db
from ntfc.transaction import unit_of_work

USUAL = 301
COUNTS = 10, USUAL, 3000
MEETING, DRAFT = 5, 6
BODY = "SELECT * FROM bodies WHERE id = 1"
HELD = f"SELECT * FROM meetings WHERE id = {MEETING}"
# The rows that each page shows, as raw SQL; what a page looks for in vain is not asked for.
PAGES = {
    "agenda": (
        f"/meetings/{MEETING}/agenda",
        (
            BODY,
            HELD,
            f"SELECT * FROM meeting_days WHERE meeting_id = {MEETING}",
            f"SELECT * FROM agendas WHERE id = {MEETING}",
            f"SELECT * FROM agenda_items WHERE agenda_id = {MEETING} ORDER BY position",
            f"""SELECT p.id, p.item_id, p.is_late, d.id, d.title, d.access, d.state, d.latest, v.media
                FROM agenda_item_papers p JOIN agenda_items i ON i.id = p.item_id
                JOIN documents d ON d.id = p.document_id
                JOIN document_versions v ON v.document_id = d.id AND v.number = d.latest
                WHERE i.agenda_id = {MEETING} ORDER BY p.item_id, p.id""",
        ),
    ),
    "minutes": (
        f"/minutes/{MEETING}/",
        (
            BODY,
            HELD,
            f"SELECT * FROM meeting_days WHERE meeting_id = {MEETING}",
            f"SELECT * FROM minutes WHERE id = {MEETING}",
            f"SELECT * FROM minutes_sections WHERE minutes_id = {MEETING} ORDER BY position",
            f"""SELECT s.id, i.asked, i.questions FROM minutes_sections s
                JOIN agenda_items i ON i.id = s.item_id WHERE s.minutes_id = {MEETING}""",
        ),
    ),
    "list of meetings": (
        "/bodies/1/meetings",
        (
            BODY,
            """SELECT m.*, b.name FROM meetings m JOIN bodies b ON b.id = m.body_id
               WHERE m.body_id = 1 ORDER BY m.starts_at DESC, m.id DESC LIMIT 26""",
        ),
    ),
}


def filled(folder, count):
    """Return an application with so many meetings of one body, and its secretary's browser."""
    app = migrated(folder)
    with app.app_context(), unit_of_work():
        body_id, person_id = a_body_with_a_secretary()
        for first in range(1, count + 1, 50):
            meetings(body_id, range(first, min(first + 50, count + 1)), live=MEETING, draft=DRAFT)
    return app, signed_in(app, person_id)


def ratio(folder, site, client, page, rounds):
    """Return the medians of a page and of its bare twins, and the size of the page."""
    url, questions = page
    size = len(client.get(url).data)
    opens, keeps = (
        bare_client(site, client, folder, questions, size, keeps_open=kept)
        for kept in (False, True)
    )
    asked = ((client, url), (opens, "/"), (keeps, "/"))
    rows = [[worked(*one) for one in asked] for _round in range(rounds)]
    return *(statistics.median(column) for column in zip(*rows, strict=True)), size


def worked(client, url):
    """Return how long the processor worked for a page: what else runs on the machine counts less."""
    start = time.process_time()
    seconds(client, url)
    return time.process_time() - start


def beside_bare(folder, app, client, rounds, pages, held):
    """Print each page beside its bare twins; *held* says what the database holds."""
    for name, told in pages.items():
        page, opens, keeps, size = ratio(folder, app, client, told, rounds)
        print(
            f"{held}  {name:17} {page * 1000:5.1f} ms, {size / 1024:.0f} KB: "
            f"{100 * opens / page:3.0f} % of the throughput of the bare page "
            f"({100 * keeps / page:.0f} % of one that keeps its database open)"
        )


def in_preparation(client):
    """Print how large an agenda is that is being prepared."""
    prepared = client.get(f"/meetings/{DRAFT}/agenda")
    assert b'id="order"' in prepared.data, "the draft is not one that is being prepared"
    print(f"{USUAL} meetings  agenda in preparation: {len(prepared.data) / 1024:.0f} KB")


def beside_each_other(clients, rounds, pages, things):
    """Print each page with few and with many *things* in the database, asked for in turn."""
    for name, (url, _questions) in pages.items():
        rows = [[worked(one, url) for one in clients.values()] for _round in range(rounds)]
        spent = [statistics.median(column) for column in zip(*rows, strict=True)]
        first = spent[0]
        for (count, client), seconds_of in zip(clients.items(), spent, strict=True):
            print(
                f"{count:5} {things}  {name:17} {seconds_of * 1000:5.1f} ms, "
                f"{len(client.get(url).data) / 1024:.0f} KB: {100 * (seconds_of / first - 1):+.0f} %"
            )


def main(argv=None):
    parser = argparse.ArgumentParser(prog="run.py bench meetings", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--flat", action="store_true", help="with 10, 301 and 3,000 meetings")
    told = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as name:
        folders = {
            count: Path(name) / str(count) for count in COUNTS if told.flat or count == USUAL
        }
        for folder in folders.values():
            folder.mkdir()
        sites = {count: filled(folder, count) for count, folder in folders.items()}
        gc.collect()
        gc.freeze()  # as web workers do
        if told.flat:
            clients = {count: client for count, (_app, client) in sites.items()}
            beside_each_other(clients, told.rounds, PAGES, "meetings")
        else:
            beside_bare(folders[USUAL], *sites[USUAL], told.rounds, PAGES, f"{USUAL} meetings")
            in_preparation(sites[USUAL][1])
        for app, _client in sites.values():
            with app.app_context():
                db.engine.dispose()


if __name__ == "__main__":
    main()
