"""The pages of the meeting beside bare ones that read the same rows and send the same size.

`python3 run.py bench meetings` fills one body with 301 meetings of 30 items and minutes of 30
sections of 90 words, and asks for each page and its bare twin (Flask, Jinja, raw sqlite3) in turn.
Then the same again beside the first with 10 and with 3,000 meetings in the database: the cost of a
page must not follow what is stored. There is no cache of answers on the way.
"""

import argparse
import sqlite3
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # `run.py` starts Python without it

from filling import a_body_with_a_secretary, meetings
from flask import Flask
from pages import migrated, seconds, signed_in

from ntfc.db import db
from ntfc.transaction import unit_of_work

FEW, USUAL, MANY = 10, 301, 3000
MEETING = 5
PAGES = {
    "agenda": (
        f"/meetings/{MEETING}/agenda",
        "SELECT * FROM agenda_items WHERE agenda_id = 5 ORDER BY position",
    ),
    "minutes": (
        f"/minutes/{MEETING}/",
        "SELECT * FROM minutes_sections WHERE minutes_id = 5 ORDER BY position",
    ),
    "list of meetings": (
        "/bodies/1/meetings",
        "SELECT * FROM meetings WHERE body_id = 1 ORDER BY starts_at DESC LIMIT {rows}",
    ),
}
BARE = """<!doctype html><html lang="en"><head><title>{{ body.name }}</title></head><body><table>
{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}
</table><p>{{ filler }}</p></body></html>"""


def filled(folder, count):
    """Return an application with so many meetings of one body, and its secretary's browser."""
    app = migrated(folder)
    with app.app_context(), unit_of_work():
        body_id, person_id = a_body_with_a_secretary()
        for first in range(1, count + 1, 50):
            meetings(body_id, range(first, min(first + 50, count + 1)), live=MEETING)
    return app, signed_in(app, person_id)


def bare_twin(folder, sql, size):
    """Return a browser of the least that shows these rows in a page of this size."""
    app = Flask("bare")
    template = app.jinja_env.from_string(BARE)  # compiled once, as a template in a file is

    @app.get("/")
    def page():
        connection = sqlite3.connect(folder / "ntfc.db")
        connection.row_factory = sqlite3.Row
        body = connection.execute("SELECT * FROM bodies WHERE id = 1").fetchone()
        rows = connection.execute(sql).fetchall()
        connection.close()
        return template.render(body=body, rows=rows, filler=app.config["FILLER"])

    app.config["FILLER"] = ""
    client = app.test_client()
    app.config["FILLER"] = "x" * max(0, size - len(client.get("/").data))
    return client


def ratio(folder, client, name, rounds):
    """Return the medians of a page and of its bare twin, and the size of the page."""
    url, sql = PAGES[name]
    size = len(client.get(url).data)
    bare = bare_twin(folder, sql.format(rows=shown(client, url)), size)
    pairs = [(seconds(client, url), seconds(bare, "/")) for _round in range(rounds)]
    page, twin = (statistics.median(column) for column in zip(*pairs, strict=True))
    return page, twin, size


def shown(client, url):
    return client.get(url).text.count("<tr")


def main(argv=None):
    parser = argparse.ArgumentParser(prog="run.py bench meetings", description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--flat", action="store_true", help="also with 10 and 3,000 meetings")
    told = parser.parse_args(argv)
    for count in (FEW, USUAL, MANY) if told.flat else (USUAL,):
        with tempfile.TemporaryDirectory() as folder:
            app, client = filled(Path(folder), count)
            for name in PAGES:
                page, twin, size = ratio(Path(folder), client, name, told.rounds)
                print(
                    f"{count:5} meetings  {name:17} {100 * twin / page:4.0f} % of the bare page's "
                    f"throughput ({page * 1000:.1f} ms, {size / 1024:.0f} KB)"
                )
            with app.app_context():
                db.engine.dispose()


if __name__ == "__main__":
    main()
