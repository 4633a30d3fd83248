"""What a browser sends of a form."""

from bs4 import BeautifulSoup


def opened(answer):
    """Return what the form of a page sends when nobody changes it."""
    page = BeautifulSoup(answer.text, "html.parser")
    return as_it_opens(page.select_one("form[data-keep]"))


def as_it_opens(form):
    given = {}
    for field in form.select("[name]"):
        kind = field.get("type")
        if field.name == "select":
            given[field["name"]] = (field.select_one("[selected]") or field.option)["value"]
        elif field.name == "textarea":
            given[field["name"]] = field.text.strip()
        elif kind in ("checkbox", "radio"):
            if field.has_attr("checked"):
                given.setdefault(field["name"], []).append(field["value"])
        elif field.name == "input" and kind != "file":
            given[field["name"]] = field.get("value", "")
    return given


def both(client, url, first, second):
    """Have two people open a form; the first saves, then the second: return that answer."""
    late = opened(client.get(url)) | second
    saved = client.post(url, data=opened(client.get(url)) | first)
    assert saved.status_code == 303, saved.text
    answer = client.post(url, data=late)
    assert answer.status_code == 409
    stands = opened(answer)
    for name, value in {**first, **second}.items():
        assert stands[name] == value, name  # what the first saved and the second left alone
    again = client.post(url, data=stands)
    assert again.status_code == 303, again.text
    stays = opened(client.get(url))
    assert {name: stays[name] for name in first | second} == first | second
    return BeautifulSoup(answer.text, "html.parser")
