"""Those who play a journey through a plugin, each at a browser of the own."""

from pathlib import Path

from ntfc.db import db
from ntfc.plugins import generations

PLUGINS = Path(__file__).parent.parent.parent / "plugins"
PHONE = {"width": 390, "height": 844}


def laid_out(name, tmp_path_factory):
    """Lay out a plugin as it is installed, and return the folder."""
    folder = tmp_path_factory.mktemp("generation")
    with generations.wheel_of(PLUGINS / f"ntfc-{name.replace('_', '-')}") as wheel:
        generations.fill(folder, [wheel])
    return folder


class Players:
    """People who act in a browser, or send at once what is no part of the story."""

    def __init__(self, plugin, app, visit, clients):
        self.plugin, self.app, self.visit, self.clients, self.pages = (
            plugin,
            app,
            visit,
            clients,
            {},
        )

    def send(self, who, path, **data):
        answer = self.clients[who].post(f"/x/{self.plugin}{path}", data=data)
        assert answer.status_code == 303, (path, answer.status_code)
        return answer.location.rpartition("/")[2]

    def at(self, who, path, **looks):
        if who not in self.pages:
            self.pages[who] = self.visit(self.clients[who].get_cookie("ntfc"), **looks)
        self.pages[who].goto(f"/x/{self.plugin}{path}")
        return self.pages[who]

    def listed(self, column, table):
        with self.app.app_context():
            asked = f"SELECT {column} FROM plugin_{self.plugin}__{table} ORDER BY id"
            return db.session.scalars(db.text(asked)).all()
