import pytest

from ntfc.accounts.rules.browsers import label_of

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605 Version/17.5 Mobile Safari/604"


@pytest.mark.parametrize(
    ("said", "label"),
    [
        (CHROME, "Chrome, Linux"),
        (CHROME + " Edg/130.0", "Edge, Linux"),
        (PHONE, "Safari, iPhone"),
        ("curl/8.5", ""),
        ("Something on Windows", "Windows"),
        ("", ""),
    ],
)
def test_a_device_is_named_as_people_name_it(said, label):
    assert label_of(said) == label
