"""A form within a page that is sent twice: by a double press, or again after going back."""

from bs4 import BeautifulSoup


def sent_twice(client, page, action, **fields):
    """Send a form of a page, then the very same again; what is typed stands on the page once."""
    form = BeautifulSoup(client.get(page).text, "html.parser").select_one(
        f"form[action='{action}']"
    )
    fields["form_ticket"] = form.select_one("[name=form_ticket]")["value"]
    text = max((str(value) for value in fields.values() if value != fields["form_ticket"]), key=len)
    shown = []
    for _press in range(2):
        assert client.post(action, data=fields).status_code == 303, fields
        answer = client.get(page).text
        shown.append(answer.count(text))
    assert shown[0] == shown[1] > 0
    assert "It was not done twice." in answer
    return answer
