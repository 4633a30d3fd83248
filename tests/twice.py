"""A form within a page that is sent twice: by a double press, or again after going back."""

from bs4 import BeautifulSoup

from tests.filling import as_it_opens


def sent_twice(client, page, action, **fields):
    """Send a form of a page, then the very same again; what is typed stands on the page once.

    Before, the session is over: it is sent from the page that says so, which keeps every word.
    """
    form = BeautifulSoup(client.get(page).text, "html.parser").select_one(
        f"form[action='{action}']"
    )
    fields["form_ticket"] = form.select_one("[name=form_ticket]")["value"]
    text = max((str(value) for value in fields.values() if value != fields["form_ticket"]), key=len)
    fields = kept_when_signed_out(client, action, **fields)
    shown = []
    for _press in range(2):
        assert client.post(action, data=fields).status_code == 303, fields
        answer = client.get(page).text
        shown.append(answer.count(text))
    assert shown[0] == shown[1] > 0
    assert "It was not done twice." in answer
    # Gone back without scripts, the form has another ticket: it is asked whether that is meant.
    asked = client.post(action, data=fields | {"form_ticket": "another"})
    assert asked.status_code == 409
    assert "less than an hour ago" in asked.text
    assert text in asked.text
    assert 'value="again.' in asked.text
    return answer


def kept_when_signed_out(client, action, **fields):
    """Send a form when the session is over; return what the page that says so keeps of it."""
    gone = client.application.test_client()
    gone.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    answer = gone.post(action, data=fields)
    assert answer.status_code == 401
    page = BeautifulSoup(answer.text, "html.parser").main
    assert "send it again" in page.text
    form = page.select_one("form[data-keep]")
    assert form["action"].rstrip("?") == action
    kept = as_it_opens(form)
    assert kept == {name: str(value) for name, value in fields.items()}
    return kept
