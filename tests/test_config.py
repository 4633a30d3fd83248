import threading
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from ntfc import config
from ntfc.errors import Misconfigured

SETTINGS_PAGE = Path(__file__).parent.parent / "docs" / "settings.md"


def load(tmp_path, toml="", **variables):
    if toml:
        (tmp_path / "ntfc.toml").write_text(toml, "utf-8")
    return config.load({"NTFC_INSTANCE": str(tmp_path), "PATH": "/bin"} | variables)


def test_without_any_setting_the_instance_works(tmp_path):
    found = load(tmp_path)
    assert found.url == f"sqlite:///{tmp_path}/ntfc.db"
    assert found.languages == ("en",)


def test_settings_are_frozen(tmp_path):
    with pytest.raises(FrozenInstanceError):
        load(tmp_path).port = 1


def test_the_environment_wins_over_the_file(tmp_path):
    found = load(
        tmp_path,
        'site_name = "لجنة"\nport = 9000\nhttps_only = true\nlanguages = ["ar", "en"]',
        NTFC_PORT="9001",
    )
    assert (found.site_name, found.port, found.https_only) == ("لجنة", 9001, True)
    assert found.languages == ("ar", "en")


@pytest.mark.parametrize(
    ("variables", "secure"),
    [
        ({}, False),
        ({"NTFC_BASE_URL": "http://ntfc.example"}, False),
        ({"NTFC_BASE_URL": "https://ntfc.example"}, True),
        ({"NTFC_BASE_URL": "https://ntfc.example", "NTFC_HTTPS_ONLY": "no"}, False),
        ({"NTFC_HTTPS_ONLY": "yes"}, True),
    ],
)
def test_cookies_follow_the_address_of_the_site_unless_told(tmp_path, variables, secure):
    assert load(tmp_path, **variables).https_only is secure


@pytest.mark.parametrize(
    ("address", "hosts"),
    [("", None), ("https://NTFC.example:8443/", ["ntfc.example"]), ("http://[::1]", ["::1"])],
)
def test_the_site_answers_under_the_host_of_its_address(tmp_path, address, hosts):
    assert load(tmp_path, NTFC_BASE_URL=address).trusted_hosts == hosts


@pytest.mark.parametrize(
    ("toml", "variables", "words"),
    [
        ("", {"NTFC_PROT": "1"}, ["NTFC_PROT", "environment", "NTFC_PORT"]),
        ("", {"NTFC_XYZZY": "1"}, ["NTFC_XYZZY", "docs/settings.md"]),
        ("smtp_ulr = 'x'", {}, ["smtp_ulr", "ntfc.toml", "smtp_url"]),
        ("", {"NTFC_PORT": "eight"}, ["NTFC_PORT", "whole number", "'eight'"]),
        ("port = 99999", {}, ["port in", "65535", "99999"]),
        ("", {"NTFC_HTTPS_ONLY": "maybe"}, ["NTFC_HTTPS_ONLY", "yes or no"]),
        ("site_name = 7", {}, ["site_name", "text in quotes"]),
        ("languages = 'en'", {}, None),
        ("languages = 3", {}, ["languages", "list"]),
        ("languages = []", {}, ["languages", "at least one"]),
        ("", {"NTFC_LANGUAGES": "en,klingon"}, ["NTFC_LANGUAGES", "klingon"]),
        ("", {"NTFC_TIME_ZONE": "Amman"}, ["NTFC_TIME_ZONE", "time zone", "'Amman'"]),
        ("", {"NTFC_BASE_URL": "example.org"}, ["NTFC_BASE_URL", "https://"]),
        ("", {"NTFC_SMTP_URL": "smtp://mail"}, ["smtp_url", "mail_from"]),
        (
            "",
            {"NTFC_SMTP_URL": "smtp://mail", "NTFC_MAIL_FROM": "a@example.org"},
            ["smtp_url", "base_url"],
        ),
        ("", {"NTFC_SMTP_URL": "mail.example.org"}, ["NTFC_SMTP_URL", "smtp://"]),
        ("", {"NTFC_TRUSTED_PROXIES": "-1"}, ["NTFC_TRUSTED_PROXIES", "negative"]),
        ("port = ", {}, ["ntfc.toml", "cannot be read"]),
        ("", {"NTFC_DATABASE_URL": "foo"}, ["NTFC_DATABASE_URL", "postgresql+psycopg://"]),
        ("", {"NTFC_DATABASE_URL": "mysql://a/b"}, ["NTFC_DATABASE_URL", "mysql", "sqlite:////"]),
        ("", {"NTFC_DATABASE_URL": "postgres://a/b"}, ["postgres)", "postgresql+psycopg://"]),
        ("", {"NTFC_DATABASE_URL": "postgresql://h:ab/x"}, ["NTFC_DATABASE_URL", "must be like"]),
        ("", {"NTFC_DATABASE_URL": "postgresql+psycopg2://h/x"}, ["psycopg2", "must be like"]),
        ("", {"NTFC_DATABASE_URL": "postgresql://host"}, ["names no database"]),
        ("", {"NTFC_DATABASE_URL": "sqlite://"}, ["names no database"]),
        ("", {"NTFC_COUNTRY": "Jordan"}, ["NTFC_COUNTRY", "write JO for Jordan", "'Jordan'"]),
        ("", {"NTFC_COUNTRY": "jo"}, ["write JO for Jordan"]),
        ("", {"NTFC_COUNTRY": "XQ"}, ["NTFC_COUNTRY", "such as JO for Jordan"]),
        ("", {"NTFC_BASE_URL": "http://"}, ["NTFC_BASE_URL", "name a host"]),
        ("", {"NTFC_BASE_URL": "https://exa mple"}, ["NTFC_BASE_URL", "name a host"]),
        ("", {"NTFC_BASE_URL": "https://a.example:port"}, ["NTFC_BASE_URL", "name a host"]),
        ("", {"NTFC_BASE_URL": "https://a.example/committee"}, ["end after the host"]),
        ("", {"NTFC_HOST": ""}, ["NTFC_HOST", "127.0.0.1"]),
        ("", {"NTFC_HOST": "0.0.0.0:80"}, ["NTFC_HOST", "without a port"]),
        ("", {"NTFC_HOST": "http://ntfc"}, ["NTFC_HOST", "0.0.0.0"]),
        ("", {"NTFC_SITE_NAME": "  "}, ["NTFC_SITE_NAME", "not be empty"]),
        ("", {"NTFC_SECRET_KEY": "committee"}, ["NTFC_SECRET_KEY", "32", "leave it out"]),
        ("", {"NTFC_LANGUAGES": "en,pt-br"}, ["pt-br", "write pt_BR"]),
        ("", {"NTFC_TIME_ZONE": "Amman"}, ["did you mean Asia/Amman"]),
        ("", {"NTFC_TIME_ZONE": "Mars/Olympus"}, ["such as Asia/Amman"]),
        ("", {"NTFC_SMTP_URL": "smtp://"}, ["NTFC_SMTP_URL", "name a host"]),
        ("", {"NTFC_SMTP_URL": "smtp://mail:99999"}, ["NTFC_SMTP_URL", "65535"]),
        ("", {"NTFC_SMTP_URL": "smtp://mail:0"}, ["NTFC_SMTP_URL", "65535"]),
        ("", {"NTFC_SMTP_URL": "smtp://mail:smtp"}, ["NTFC_SMTP_URL", "65535"]),
        ("", {"NTFC_SMTP_URL": "smtp://n:a/b@mail"}, ["NTFC_SMTP_URL", "%2F for /"]),
        ("", {"NTFC_MAIL_FROM": "Secretariat"}, ["NTFC_MAIL_FROM", "desk@example.org"]),
        ("", {"NTFC_MAIL_FROM": "a@b.example, c@d.example"}, ["NTFC_MAIL_FROM", "one address"]),
        ("", {"NTFC_MAIL_FROM": "a@b.example\nBcc: c@d.example"}, ["NTFC_MAIL_FROM"]),
        (
            "",
            {"NTFC_HTTPS_ONLY": "yes", "NTFC_BASE_URL": "http://ntfc.example.org"},
            ["https_only", "https://"],
        ),
        ("plugins = ['x']", {}, ["plugins"]),
    ],
)
def test_what_is_wrong_is_named(tmp_path, toml, variables, words):
    if words is None:
        assert load(tmp_path, toml, **variables)
        return
    with pytest.raises(Misconfigured) as refused:
        load(tmp_path, toml, **variables)
    for word in words:
        assert word in str(refused.value)


@pytest.mark.parametrize(
    "variables",
    [
        {"NTFC_DATABASE_URL": "postgresql+psycopg://ntfc:w%40rd@db.example.org:5433/ntfc"},
        {"NTFC_DATABASE_URL": "postgresql:///ntfc"},
        {"NTFC_DATABASE_URL": "sqlite:////var/lib/ntfc/ntfc.db"},
        {"NTFC_BASE_URL": "https://ntfc.example.org"},
        {"NTFC_BASE_URL": "http://10.0.0.7:8000/"},
        {"NTFC_BASE_URL": "http://[::1]:8000"},
        {"NTFC_BASE_URL": "https://تجارة.example"},
        {"NTFC_HOST": "0.0.0.0"},
        {"NTFC_HOST": "::"},
        {"NTFC_HOST": "localhost"},
        {"NTFC_COUNTRY": "JO"},
        {"NTFC_MAIL_FROM": "الأمانة <desk@example.org>"},
        {"NTFC_MAIL_FROM": "ntfc@localhost"},
        {"NTFC_TIME_ZONE": "Asia/Amman", "NTFC_LANGUAGES": "ar, en,fr_CA,ar_EG"},
        {
            "NTFC_SMTP_URL": "smtp://desk%40example.org:p%3Aw@mail.example.org:587",
            "NTFC_MAIL_FROM": "desk@example.org",
            "NTFC_BASE_URL": "https://ntfc.example.org",
        },
    ],
)
def test_what_is_right_is_taken(tmp_path, variables):
    load(tmp_path, **variables)


def test_all_that_is_wrong_is_told_at_once(tmp_path):
    wrong = {"NTFC_COUNTRY": "Jordan", "NTFC_PORT": "x", "NTFC_PROT": "1", "NTFC_MAIL_FROM": "x"}
    with pytest.raises(Misconfigured) as refused:
        load(tmp_path, "languages = 3\nsmtp_ulr = 'x'", NTFC_SMTP_URL="smtp://mail", **wrong)
    lines = str(refused.value).splitlines()
    assert lines[0] == "7 settings are wrong:"
    assert all(line.startswith("- ") for line in lines[1:])
    for name in (*wrong, "languages in", "smtp_ulr"):
        assert (
            sum(line.startswith((f"- {name}", f"- There is no setting {name} ")) for line in lines)
            == 1
        )
    assert lines[-1].startswith("- smtp_url needs base_url")


def test_a_settings_file_that_may_not_be_read_is_named(tmp_path):
    (tmp_path / "ntfc.toml").mkdir()
    with pytest.raises(
        Misconfigured, match=r"ntfc\.toml cannot be read\. .*:\n    .*Is a directory"
    ):
        load(tmp_path)


def test_a_secret_is_never_part_of_a_message(tmp_path):
    with pytest.raises(Misconfigured) as refused:
        load(tmp_path, "", NTFC_SMTP_URL="name:hunter2@example.org")
    assert "hunter2" not in str(refused.value)


def test_variables_of_the_test_suite_are_left_alone(tmp_path):
    assert load(tmp_path, NTFC_REQUIRE="browser")


def test_the_secret_is_made_once_and_readable_by_its_owner_only(tmp_path):
    seen = []
    start = threading.Barrier(8)

    def ask():
        start.wait()
        seen.append(config.secret(tmp_path, "secret.key"))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) == 1
    assert len(seen[0]) >= 48
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_every_setting_is_documented():
    page = SETTINGS_PAGE.read_text("utf-8")
    for name, spec in config.SETTINGS.items():
        assert f"| `{name}` | `NTFC_{name.upper()}` |" in page
        assert spec.metadata["about"] in page
