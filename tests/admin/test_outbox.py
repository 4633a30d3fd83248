import pytest

from ntfc import mail
from ntfc.transaction import unit_of_work


@pytest.fixture
def settings():
    return {"demo": True}


@pytest.fixture
def send(app):
    def send(subject="You are invited", body="Open https://example.org/l/abc to begin."):
        with app.app_context(), unit_of_work():
            mail.send(to="amal@example.org", name="Amal", subject=subject, body=body, key=subject)

    return send


def test_mails_stand_newest_first_and_open_with_their_links(chief, send):
    send("First")
    send("Second", "Open https://example.org/l/abc, <b>now</b>.")
    page = chief.get("/admin/outbox").text
    assert page.index("Second") < page.index("First")
    url = page.partition('href="/admin/outbox/')[2].partition('"')[0]
    letter = chief.get(f"/admin/outbox/{url}").text
    assert '<a href="https://example.org/l/abc">https://example.org/l/abc</a>, ' in letter
    assert "&lt;b&gt;now" in letter


def test_many_mails_come_page_by_page_at_the_same_cost(chief, send, assert_constant_queries):
    send("Number 0")
    assert_constant_queries(
        chief, "/admin/outbox", lambda: [send(f"Number {n}") for n in range(1, 61)]
    )
    page = chief.get("/admin/outbox").text
    assert "Number 60" in page
    assert "Number 10<" not in page
    following = page.partition("?before=")[2].partition('"')[0]
    assert "Number 10<" in chief.get(f"/admin/outbox?before={following}").text


def test_another_job_is_no_mail(chief, make_job):
    assert chief.get(f"/admin/outbox/{make_job(kind='sweep')}").status_code == 404


def test_only_administrators_read_it(client_for, make_person):
    assert client_for(make_person()).get("/admin/outbox").status_code == 404


def test_outside_a_demonstration_it_is_not_there(make_app, make_job, chief):
    """Even with the very same mails in the very same database."""
    job_id = make_job()
    assert chief.get(f"/admin/outbox/{job_id}").status_code == 200
    real = make_app(demo=False).test_client()
    real.set_cookie("ntfc", chief.get_cookie("ntfc").value)
    assert real.get("/admin").status_code == 200
    assert "/admin/outbox" not in real.get("/admin").text
    assert real.get("/admin/outbox").status_code == 404
    assert real.get(f"/admin/outbox/{job_id}").status_code == 404
