import pytest

from ntfc.webworkers import without_secrets


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Error handling request GET /l/abc?x=1", "Error handling request GET /l/***"),
        ("Invalid request line 'GET /l/abc HTTQ'", "Invalid request line 'GET /l/*** HTTQ'"),
        ("GET /ntfc/l/abc/accept", "GET /ntfc/l/***"),
        ("POST /set-up/kJ3x_9-abc", "POST /set-up/***"),
        ("GET /feed/kJ3x_9-abc/meetings.ics", "GET /feed/***"),
        ("GET /bodies/3?page=2", "GET /bodies/3"),
        ("Really? Worker (pid:3) exited", "Really? Worker (pid:3) exited"),
    ],
)
def test_secrets_are_cut_out_of_what_gunicorn_says(said, kept):
    assert without_secrets(said) == kept
