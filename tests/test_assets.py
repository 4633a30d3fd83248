"""Static files: whole, unaltered, small on the line, and kept for as long as they are the same."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from ntfc import assets
from tests.browser.gallery import gallery

STATIC = Path(assets.__file__).parent / "static"
VENDOR = STATIC / "vendor"
GZIP = {"Accept-Encoding": "gzip, br"}
ROW = re.compile(r"^\| (\S+) \| \S+ \| \S+ \| \S+ \| ([0-9a-f]{64}) \|$", re.MULTILINE)
FIRST_PAGE = 150_000
LATER_PAGE = 20_000


@pytest.fixture
def client():
    return gallery().test_client()


@pytest.fixture
def address(client):
    with client.application.test_request_context():
        return assets.static_url("ntfc.css")


def test_vendored_files_are_those_that_were_taken():
    listed = dict(ROW.findall((VENDOR / "LICENSES.md").read_text(encoding="utf-8")))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.iterdir()
        if path.name != "LICENSES.md"
    }
    assert found == listed


def test_the_address_changes_with_the_content(client, tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    (tmp_path / "a.css").write_text("a {}")
    with client.application.test_request_context():
        before = assets.static_url("a.css")
    with client.application.test_request_context():
        (tmp_path / "a.css").write_text("a { color: red }")
        after = assets.static_url("a.css")
    assert before != after
    assert client.get(after).text == "a { color: red }"


def test_a_file_with_its_hash_is_kept_for_good(client, address):
    response = client.get(address)
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.content_type == "text/css; charset=utf-8"


@pytest.mark.parametrize("query", ["", "?v=0123456789ab"])
def test_a_file_with_an_old_hash_or_none_is_asked_for_again(client, query):
    response = client.get("/static/ntfc.css" + query)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-cache"


def test_a_file_is_packed_for_those_who_can_unpack(client, address):
    plain, packed = client.get(address), client.get(address, headers=GZIP)
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data == (STATIC / "ntfc.css").read_bytes()
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]


def test_who_refuses_gzip_does_not_get_it(client, address):
    refusing = client.get(address, headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in refusing.headers


def test_what_the_browser_has_is_not_sent_again(client, address):
    first = client.get(address, headers=GZIP)
    again = client.get(address, headers={**GZIP, "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.parametrize("name", ["none.css", "../assets.py", "vendor", "%2e%2e/assets.py"])
def test_nothing_else_is_served(client, name):
    assert client.get(f"/static/{name}").status_code == 404


def test_a_misspelt_name_in_a_template_is_found_out(client):
    with client.application.test_request_context(), pytest.raises(LookupError, match=r"nftc\.css"):
        assets.static_url("nftc.css")


def over_the_wire(client, address):
    return len(client.get(address, headers=GZIP).data)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_first_page_is_small_enough_for_a_slow_line(client, language):
    page = f"/?lang={language}"
    parts = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', client.get(page).text))
    assert {Path(part).name.partition("?")[0] for part in parts} >= {"htmx.min.js", "icons.svg"}
    pages = over_the_wire(client, page)
    assert pages < LATER_PAGE
    assert pages + sum(over_the_wire(client, part) for part in parts) < FIRST_PAGE


def test_a_page_is_packed_unless_another_site_sent_the_browser(client):
    plain = client.get("/parts")
    packed = client.get("/parts", headers={**GZIP, "Sec-Fetch-Site": "same-origin"})
    sent = client.get("/parts", headers={**GZIP, "Sec-Fetch-Site": "cross-site"})
    assert gzip.decompress(packed.data) == plain.data == sent.data
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in sent.headers


def test_a_short_page_is_left_as_it_is(client):
    client.application.add_url_rule("/short", view_func=lambda: "<p>Short.</p>")
    assert client.get("/short", headers=GZIP).data == b"<p>Short.</p>"
