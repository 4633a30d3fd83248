"""The bare page beside which ours are measured: Flask, Jinja and raw sqlite3, and no more.

It asks who has signed in and what that person is, reads the rows that our page shows, writes every
value of them into a table, and is as long as our page: what fills it up stands around each value,
as the markup of a page does. Nothing of it is made before it is asked for.
"""

import sqlite3

from flask import Flask, session

from ntfc import tokens

# Who asks, and what seats make of that person: no page of a committee is for everybody.
WHO = (
    """SELECT d.id, d.stays, d.created_at, d.last_seen_at, d.second_factor_at, p.id, p.name,
              p.language, p.time_zone, p.is_administrator
       FROM devices d JOIN people p ON p.id = d.person_id WHERE d.token_hash = ?""",
    """SELECT s.body_id, s.id, s.role, a.capacity FROM appointments a JOIN seats s ON s.id = a.seat_id
       WHERE a.person_id = ?""",
)
BARE = """<!doctype html><html lang="en"><head><title>{{ tables[0][0].name }}</title></head><body>
{% for rows in tables %}<table>
{% for row in rows %}<tr>{% for value in row %}<td>{{ value }}</td>FILLER{% endfor %}</tr>
{% endfor %}</table>{% endfor %}
<p>{{ person.name }}: {{ seats|length }}</p></body></html>"""


def bare_client(site, client, folder, questions, size, *, keeps_open=False):
    """Return a browser of the same person at a bare page of this *size*.

    The page opens the database at each request, as the tutorial of Flask does, or *keeps_open*.
    """
    app = Flask("bare")
    app.secret_key = site.secret_key
    app.config["SESSION_COOKIE_NAME"] = site.config["SESSION_COOKIE_NAME"]
    template = app.jinja_env.from_string(BARE.replace("FILLER", ""))
    kept = _opened(folder) if keeps_open else None

    @app.get("/")
    def page():
        connection = kept or _opened(folder)
        token = tokens.hash_of(session["_user_id"])
        person = connection.execute(WHO[0], (token,)).fetchone()
        seats = connection.execute(WHO[1], (person[5],)).fetchall()
        tables = [connection.execute(question).fetchall() for question in questions]
        if not kept:
            connection.close()
        return template.render(tables=tables, person=person, seats=seats)

    browser = app.test_client()
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    browser.set_cookie(cookie.key, cookie.value)
    plain = browser.get("/").text
    missing = max(0, size - len(plain)) // plain.count("<td>")
    template = app.jinja_env.from_string(BARE.replace("FILLER", "x" * missing))
    return browser


def _opened(folder):
    connection = sqlite3.connect(folder / "ntfc.db", check_same_thread=False)
    connection.row_factory = sqlite3.Row
    return connection
