"""Ask a served instance for a page as somebody who has signed in: `python page.py PATH [FILE…]`.

The files are taken away once the site runs. In a process of its own, because a module once imported stays: the tests load several versions.
"""

import sys
from pathlib import Path

from flask.testing import FlaskClient

from ntfc import clock
from ntfc.db import db
from ntfc.instance import load_app
from ntfc.people.models import Person
from ntfc.permissions import Insider
from ntfc.transaction import unit_of_work


def browser(app) -> FlaskClient:
    with app.app_context(), unit_of_work():
        person = Person(name="Amal", created_at=clock.now())
        db.session.add(person)
        db.session.flush()
        actor = Insider(person_id=person.id, name="Amal", token="x", language="fr")
    app.login_manager.user_loader(lambda _token: actor)
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = "x", True
    return client


if __name__ == "__main__":
    client = browser(load_app())
    for file in sys.argv[2:]:
        Path(file).unlink()
    answer = client.get(sys.argv[1])
    sys.stdout.write(f"{answer.status_code}\n{answer.text}")
