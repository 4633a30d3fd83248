"""How dear our pages are, as ratios to a bare page that reads the same rows, in the same run.

`python3 run.py bench` fills a throw-away instance with 500 bodies, then asks for each
page and for its bare twin in turn, many times, and prints the ratio of the medians. Absolute times
say little on a busy machine; a ratio that doubles says a page became dear. There is no cache of
answers on the way.
"""

import argparse
import secrets
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from flask import Response
from flask_login import current_user
from sqlalchemy import select

from ntfc import migrate, tokens
from ntfc.accounts.models import Device
from ntfc.app import create_app
from ntfc.committees import service as bodies
from ntfc.committees.models import Body, BodyKind
from ntfc.config import Config
from ntfc.db import db
from ntfc.people.models import Person
from ntfc.permissions import BE_HERE, SITE, SYSTEM, authorize
from ntfc.transaction import unit_of_work

NOW = datetime.now(UTC)
BODIES = 500
PAGES = {"directory of bodies": "/bodies/", "page of a body": "/bodies/1/", "home": "/"}


def migrated(folder):
    """Return the application of an empty site."""
    app = create_app(Config(instance=folder, secret_key=secrets.token_hex()))
    migrate.upgrade(app)
    return app


def filled(folder):
    """Return an application with a tree of bodies."""
    app = migrated(folder)
    with app.app_context(), unit_of_work():
        kinds = {kind.code: kind for kind in db.session.scalars(select(BodyKind))}
        top = bodies.start(
            SITE, kind=kinds["national_committee"], name="Committee", now=NOW, actor=SYSTEM
        )
        for number in range(BODIES - 1):
            name = f"Group {number}"
            bodies.start(top, kind=kinds["working_group"], name=name, now=NOW, actor=SYSTEM)

    @app.get("/bare")
    def bare():
        """The least that an honest page does: know who asks, read the rows, write them out."""
        authorize(current_user, BE_HERE, SITE)
        rows = db.session.execute(
            select(Body.name, Body.short_name, Body.place, Body.state).order_by(Body.path).limit(50)
        )
        return Response("\n".join(" ".join(map(str, row)) for row in rows), mimetype="text/plain")

    return app


def administrator(app):
    """Return the number of somebody who runs the site."""
    with app.app_context(), unit_of_work():
        person = Person(name="Bench", created_at=NOW, is_administrator=True)
        db.session.add(person)
        db.session.flush()
        return person.id


def signed_in(app, person_id):
    """Return the browser of a person."""
    token = tokens.new()
    with app.app_context(), unit_of_work():
        db.session.add(
            Device(
                person_id=person_id,
                token_hash=tokens.hash_of(token),
                created_at=NOW,
                last_seen_at=NOW,
                second_factor_at=NOW,
            )
        )
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True
    return client


def seconds(client, url):
    start = time.perf_counter()
    answer = client.get(url)
    spent = time.perf_counter() - start
    assert answer.status_code == 200, f"{url}: {answer.status}"
    return spent


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        app = filled(Path(folder))
        client = signed_in(app, administrator(app))
        for title, url in PAGES.items():
            seconds(client, url)
            pairs = [(seconds(client, url), seconds(client, "/bare")) for _round in range(rounds)]
            page, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
            print(f"{title:22} {page / bare:5.1f} times the bare page ({page * 1000:.1f} ms)")
        with app.app_context():
            db.engine.dispose()


if __name__ == "__main__":
    main()
