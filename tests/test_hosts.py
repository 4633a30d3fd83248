"""Under which address the site answers."""

import pytest
from bs4 import BeautifulSoup

SITE = "https://ntfc.example"


@pytest.fixture
def site(make_app):
    return make_app(base_url=SITE, languages=("en", "ar")).test_client()


@pytest.mark.parametrize("host", ["ntfc.example", "ntfc.example:8443"])
def test_the_site_answers_under_its_own_host(site, host):
    assert site.get("/sign-in", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1:8000", "localhost", "ntfc.example.evil.example", "x.ntfc.example"],
)
@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere", "/l/forged", "/static/ntfc.css"])
def test_under_any_other_it_says_where_it_is(site, host, path):
    answer = site.get(path, headers={"Host": host})
    assert answer.status_code == 400
    page = BeautifulSoup(answer.text, "html.parser")
    assert page.h1.text == "This site has another address"
    assert [link["href"] for link in page.select("a")] == [SITE]
    assert "evil" not in answer.text
    assert "Content-Security-Policy" in answer.headers


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"HX-Request": "true"}])
def test_a_form_sent_there_changes_nothing(site, headers):
    answer = site.post(
        "/forgotten-password",
        data={"email": "amal@example.org"},
        headers={"Host": "evil.example", "Origin": "http://evil.example", **headers},
    )
    assert answer.status_code == 400
    assert "Nothing was saved." in answer.text


def test_the_page_is_in_the_language_of_the_reader(site):
    answer = site.get("/", headers={"Host": "evil.example", "Accept-Language": "ar"})
    assert BeautifulSoup(answer.text, "html.parser").html["dir"] == "rtl"


def test_without_base_url_any_host_is_believed(make_app):
    client = make_app().test_client()
    assert client.get("/sign-in", headers={"Host": "10.0.0.5:8000"}).status_code == 200


def test_behind_a_proxy_the_host_it_names_counts(make_app):
    client = make_app(base_url=SITE, trusted_proxies=1).test_client()
    told = {"Host": "127.0.0.1:8000", "X-Forwarded-Host": "ntfc.example"}
    assert client.get("/sign-in", headers=told).status_code == 200
    told["X-Forwarded-Host"] = "evil.example"
    assert client.get("/sign-in", headers=told).status_code == 400


def test_a_cookie_goes_over_tls_only_where_the_config_says_so(make_app):
    assert make_app(https_only=True).config["SESSION_COOKIE_SECURE"]
    assert not make_app().config["SESSION_COOKIE_SECURE"]
