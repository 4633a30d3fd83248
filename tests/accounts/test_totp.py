import base64
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntfc.accounts.rules import totp

# RFC 6238, appendix B, for SHA-1: the key is the twenty digits "12345678901234567890".
KEY = base64.b32encode(b"12345678901234567890").decode()
VECTORS = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "code"), VECTORS)
def test_the_vectors_of_the_standard(seconds, code):
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert totp.code_at(KEY, totp.step_of(moment), digits=8) == code
    assert totp.code_at(KEY, totp.step_of(moment)) == code[2:]


@pytest.mark.parametrize(
    ("steps", "fits"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_slow_clock_is_forgiven_half_a_minute(steps, fits):
    step = totp.step_of(NOON) + steps
    found = totp.matching_step(KEY, totp.code_at(KEY, step), NOON)
    assert found == (step if fits else None)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "٣" * 6])
def test_what_is_no_code_fits_nothing(typed):
    assert totp.matching_step(KEY, typed, NOON) is None


@given(st.integers(min_value=0, max_value=2**40))
def test_a_code_always_has_six_digits(step):
    assert len(totp.code_at(KEY, step)) == 6


def test_keys_are_long_and_never_the_same():
    keys = {totp.new_secret() for _key in range(50)}
    assert len(keys) == 50
    assert all(len(base64.b32decode(key)) == 20 for key in keys)


def test_the_picture_says_what_apps_expect():
    told = totp.address_of(KEY, "amal@customs.gov.jo", "Comité: facilitation")
    assert told.startswith("otpauth://totp/Comit%C3%A9%20%20facilitation%3Aamal%40customs.gov.jo?")
    assert f"secret={KEY}" in told
    assert "issuer=Comit%C3%A9%20%20facilitation" in told
    assert told.endswith("&digits=6&period=30")
