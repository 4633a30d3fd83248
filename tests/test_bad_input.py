"""What people really send: marks that turn the line, pictures, a whole Word file, a session that is over.

One table for the forms in which the committee's work begins. What only one feature knows (the hour
that daylight saving skips, an action due on a holiday, kinds of files) is tested with that feature.
"""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup

from ntfc import clock
from ntfc.permissions import Role
from ntfc.richtext import clean
from tests.filling import as_it_opens

# Arabic between marks that say so, an emoji of several signs, a mathematical script, quotation marks.
ODD = "\u200fنافذة واحدة\u200f 👩🏽‍✈️ 𝒞𝓊𝓈𝓉 “one” <b>&amp;"
PDF = b"%PDF-1.7 one lorry, two scanners"
FORMS = {
    "issue": (
        "/bodies/1/issues/new",
        {"title": "", "problem": "x", "expected_result": "x", "concerns_one_case": "no"},
        {"organisation_id": "0"},
    ),
    "meeting": (
        "/bodies/1/meetings/new",
        {"title": "", "kind": "ordinary", "mode": "on_site", "host_id": "", "time_zone": "UTC"},
        {"first-day": "SOON", "first-starts": "10:00", "first-ends": "12:00", "place": "Hall"},
    ),
    "decision": ("/bodies/1/decisions/new", {"title": "", "kind": "decision", "text": "x"}, {}),
    "action": ("/bodies/1/actions/new", {"title": "", "due_on": "SOON"}, {}),
    "paper": ("/bodies/1/documents/write", {"title": ""}, {}),
}


@pytest.fixture
def committee(make_body):
    return make_body(time_zone="UTC")


@pytest.fixture
def secretary(committee, seat):
    return seat(committee, Role.SECRETARY, "Samira Khoury")


def filled(name, **values):
    url, first, more = FORMS[name]
    soon = (clock.today("UTC") + timedelta(days=40)).isoformat()
    fields = {key: soon if value == "SOON" else value for key, value in (first | more).items()}
    return url, fields | values


def main_of(answer):
    return BeautifulSoup(answer.text, "html.parser").main


@pytest.mark.parametrize("name", FORMS)
def test_odd_signs_are_kept_as_typed_and_shown_as_words(client_for, secretary, name):
    client = client_for(secretary)
    form = main_of(client.get(FORMS[name][0])).select_one("form[data-keep]")
    given = as_it_opens(form)
    url, fields = filled(name, title=ODD)
    sent = client.post(url, data=given | fields)
    assert sent.status_code == 303, main_of(sent).select(".field-error, .form-errors")
    page = client.get(sent.location)
    assert ODD in main_of(page).text  # between two tags, not as one
    shown = len(main_of(page).find_all(string=lambda text: ODD in text))
    # Pressed twice, or sent again after going back: one thing; with other words, another one.
    again = client.post(url, data=given | fields)
    assert (again.status_code, again.location) == (303, sent.location)
    page = client.get(sent.location)
    assert "It was not done twice." in page.text
    assert len(main_of(page).find_all(string=lambda text: ODD in text)) == shown
    other = client.post(url, data=given | fields | {"title": "Another one"})
    assert other.status_code == 303
    # Gone back without scripts, the form has another ticket: asked once, whoever means it sends it.
    late = given | fields | {"title": "Another one", "form_ticket": "anew"}
    asked = client.post(url, data=late)
    kept = as_it_opens(main_of(asked).select_one("form[data-keep]"))
    assert kept["title"] == "Another one"
    if name != "issue":  # there what is alike is shown before anything is stored
        assert asked.status_code == 409
        assert "less than an hour ago" in main_of(asked).select_one(".form-errors").text
    assert client.post(url, data=kept).status_code == 303
    # Longer than any line: a sentence at the field, and every word of it is still there.
    long = ODD * 30
    told = client.post(url, data=given | fields | {"title": long})
    assert told.status_code == 422
    assert main_of(told).select_one("#title-error").text.strip()
    assert main_of(told).select_one("[name=title]")["value"] == long


@pytest.mark.parametrize("name", FORMS)
def test_whose_session_is_over_stores_nothing_and_is_told_to_sign_in(client_for, secretary, name):
    url, fields = filled(name, title="Late in the evening")
    gone = client_for(None)
    for headers in ({}, {"HX-Request": "true"}):  # a page that hears 401 keeps what was typed
        answer = gone.post(url, data=fields, headers=headers)
        assert answer.status_code == 401
        assert "HX-Redirect" not in answer.headers
    assert "sign in" in gone.post(url, data=fields).text.casefold()
    client = client_for(secretary)
    listing = client.get(url.rsplit("/", 1)[0])
    assert "Late in the evening" not in listing.text
    # The page keeps every word; whoever has signed in again in another window sends it from there.
    given = as_it_opens(main_of(client.get(url)).select_one("form[data-keep]"))
    long = {name: f"{ODD}\n\nand more" for name in ("text", "problem", "purpose") if name in given}
    page = main_of(gone.post(url, data=given | fields | long | {"password": "Canary-7"}))
    assert "Canary-7" not in str(page)
    assert "send it again" in page.text
    again = page.select_one("form[data-keep]")
    assert again["action"].rstrip("?") == url
    kept = as_it_opens(again)
    assert {key: value for key, value in kept.items() if value} == {
        key: value if isinstance(value, str) else value[0]
        for key, value in (given | fields | long).items()
        if value
    }
    sent = client.post(again["action"], data=kept)
    assert sent.status_code == 303, main_of(sent)
    assert "Late in the evening" in client.get(sent.location).text
    for there in (client, client_for(secretary)):  # not twice, signed in anew either
        assert there.post(again["action"], data=kept).location == sent.location


def test_a_file_chosen_before_the_session_ended_is_asked_for_again(client_for, secretary):
    client, url = client_for(secretary), "/bodies/1/documents/new"
    form = as_it_opens(main_of(client.get(url)).select_one("form[data-keep]"))
    typed = form | {"title": ODD, "access": "members"}
    page = main_of(client_for(None).post(url, data=typed | {"file": (BytesIO(PDF), "map.pdf")}))
    assert "Choose the file again: map.pdf" in " ".join(page.text.split())
    again = page.select_one("form[enctype='multipart/form-data']")
    assert again.select_one("label[for=file-1]")
    assert again.select_one("#file-1[type=file]")["name"] == "file"
    kept = as_it_opens(again)
    sent = client.post(again["action"], data=kept | {"file": (BytesIO(PDF), "map.pdf")})
    assert sent.status_code == 303, main_of(sent)
    assert ODD in main_of(client.get(sent.location)).text


# What two people change at one time: where, in which field both write, and in which the first alone.
CHANGED = {
    "/issues/1/edit": ("problem", {"context": "Only first."}),
    "/decisions/1/edit": ("text", {"title": "Only first"}),
    "/actions/1/edit": ("details", {"title": "Only first"}),
    "/agenda-items/1/edit": ("text", {"presenter": "Only first", "is_confidential": ["y"]}),
    "/parkings/1": ("next_step", {}),
}


def test_two_who_change_one_thing_see_both_texts_and_lose_none(client_for, secretary):
    first, second = client_for(secretary), client_for(secretary)
    for name in ("issue", "decision", "action", "meeting"):
        url, fields = filled(name, title="Fees at the gate")
        given = as_it_opens(main_of(first.get(url)).select_one("form[data-keep]"))
        assert first.post(url, data=given | fields).status_code == 303, name
    begin = "/meetings/1/agenda"
    given = as_it_opens(main_of(first.get(begin)).select_one("form[method=post]"))
    assert first.post(begin, data=given).status_code == 303
    add = "/agendas/1/items"
    given = as_it_opens(main_of(first.get(begin)).select_one(f"form[action='{add}']"))
    assert first.post(add, data=given | {"title": "Fees"}).status_code == 303
    for url, (field, alone) in CHANGED.items():
        if url == "/parkings/1":  # what was revised until now is set aside
            park = "/issues/1/park"
            soon = (clock.today("UTC") + timedelta(days=30)).isoformat()
            given = as_it_opens(main_of(first.get(park)).select_one("form[data-keep]"))
            said = first.post(park, data=given | {"review_on": soon})
            assert said.status_code == 303, main_of(said)
        opened = [
            as_it_opens(main_of(who.get(url)).select_one("form[data-keep]"))
            for who in (first, second)
        ]
        assert (
            first.post(url, data=opened[0] | {field: "Said first."} | alone).status_code == 303
        ), url
        late = second.post(url, data=opened[1] | {field: "Said second."})
        assert late.status_code == 409, url
        page = main_of(late)
        assert "since you opened it" in page.text, url
        assert "Somebody else saved here: Said first." in " ".join(page.text.split()), url
        assert page.select_one(f"[name={field}]").text.strip() == "Said second."
        assert page.text.count("Somebody else changed this.") == len(alone), url
        again = as_it_opens(page.select_one("form[data-keep]")) | {field: "Both said."}
        assert second.post(url, data=again).status_code == 303, url
        shown = as_it_opens(main_of(second.get(url)).select_one("form[data-keep]"))
        assert {name: shown[name] for name in (field, *alone)} == {field: "Both said."} | alone


def test_two_hundred_pages_from_word_lose_no_word(client_for, secretary, make_minutes, stands):
    _minutes, (section_id,) = make_minutes("")
    paragraph = "<p class=MsoNormal><span style='font-size:11.0pt'>Words {0} of the page.<o:p></o:p></span></p>"
    word = "".join(paragraph.format(number) for number in range(200 * 45))
    assert len(word) > 800_000
    seen, _html = stands(section_id)
    url = f"/minutes/sections/{section_id}"
    typed = {"text-html": word, "seen": str(seen), "writer": str(secretary)}
    answer = client_for(secretary).post(url, data=typed)
    assert answer.status_code == 303, main_of(answer)
    _seen, html = stands(section_id)
    assert html.count("<p>") == 200 * 45
    assert "Mso" not in html
    assert re.findall(r"Words (\d+) of", html) == [str(number) for number in range(200 * 45)]
    assert clean(html) == html
