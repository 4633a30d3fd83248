"""Typing minutes in a real browser: whatever happens to line, server, session or tab, no word is lost."""

import threading

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from werkzeug.serving import make_server

from ntfc.accounts.models import Device
from ntfc.agendas.models import Agenda, AgendaItem
from ntfc.db import db
from ntfc.meetings.models import Meeting
from ntfc.minutes.models import MinutesSection, RevisionKind, SectionRevision
from ntfc.minutes.views import record as record_views
from ntfc.transaction import unit_of_work
from tests.browser.conftest import faults, note

pytestmark = [pytest.mark.needs("browser"), pytest.mark.database("sqlite")]

TEXT = "<p>The committee met at nine.</p>"


class Server:
    """A server that can be killed and started again at the same address."""

    def __init__(self, app):
        self.app, self.port, self.running = app, 0, None

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def start(self):
        self.running = make_server("127.0.0.1", self.port, self.app, threaded=True)
        self.port = self.running.server_port
        self.running.daemon_threads = False  # closing waits for what is still being answered
        self.thread = threading.Thread(
            target=self.running.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self.thread.start()

    def kill(self):
        self.running.shutdown()
        self.thread.join()
        self.running.server_close()
        self.running = None


@pytest.fixture
def server(app):
    server = Server(app)
    server.start()
    yield server
    if server.running:
        server.kill()


@pytest.fixture
def sit_down(server, browser, client_for):
    """Return a function that opens a page in a browser of its own, signed in as a person."""
    contexts, complaints = [], []

    def sit_down(path, person_id, *, scripts=True, context=None):
        if context is None:
            context = browser.new_context(base_url=server.address, java_script_enabled=scripts)
            contexts.append(context)
            token = client_for(person_id).get_cookie("ntfc").value
            context.add_cookies([{"name": "ntfc", "value": token, "url": server.address}])
        page = context.new_page()
        page.complaints = complaints
        page.on("console", lambda said: note(complaints, said))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield sit_down
    for context in contexts:
        context.close()
    dropped = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_EMPTY_RESPONSE")
    assert [said for said in complaints if not any(word in said for word in dropped)] == []


@pytest.fixture
def record(make_minutes):
    """Minutes with two sections: the address of the record, and the numbers of the sections."""
    minutes_id, numbers = make_minutes(TEXT, "")
    return f"/minutes/{minutes_id}/record", numbers


@pytest.fixture
def stored(app):
    def stored(section_id):
        with app.app_context():
            return db.session.get_one(MinutesSection, section_id).html

    return stored


def open_section(page, section_id):
    section = page.locator(f"#section-{section_id}")
    section.locator("[data-write]").click()
    editor = section.locator("trix-editor[data-ready]")
    editor.wait_for()
    expect(editor).to_be_focused()
    page.keyboard.press("Control+End")
    return section


def state(section):
    return section.locator("[data-state]")


def saved(section):
    expect(state(section)).to_have_text("Saved", timeout=15_000)


def test_what_is_typed_is_saved_by_itself(sit_down, record, secretary, stored):
    url, (section_id, _other) = record
    page = sit_down(url, secretary)
    section = open_section(page, section_id)
    page.keyboard.type(" Customs spoke first.")
    saved(section)
    assert faults(page) == {}
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.type(" Health spoke next.")
    saved(section)  # said again with each save
    assert stored(section_id).endswith("nine. Customs spoke first. Health spoke next.</p>")
    section.get_by_role("button", name="Close").click()
    expect(section.locator("[data-text]")).to_contain_text("Customs spoke first.")
    assert faults(page) == {}


def test_the_keys_lead_on_to_the_next_section(sit_down, record, secretary, stored):
    url, (first, second) = record
    page = sit_down(url, secretary)
    open_section(page, first)
    page.keyboard.type(" One.")
    page.keyboard.press("Control+Enter")
    expect(page.locator(f"#section-{second} trix-editor[data-ready]")).to_be_focused()
    read_back = page.locator(f"#section-{second}").get_by_role("link", name="Read back")
    expect(read_back).to_be_hidden()
    page.keyboard.type("Two.")
    saved(page.locator(f"#section-{second}"))
    expect(read_back).to_be_visible()  # at once, while the section is still being written
    assert stored(first).endswith("nine. One.</p>")
    assert stored(second) == "<p>Two.</p>"


def test_without_scripts_a_button_saves_each_section(sit_down, record, secretary, stored):
    url, (section_id, _other) = record
    page = sit_down(url, secretary, scripts=False)
    section = page.locator(f"#section-{section_id}")
    section.get_by_role("link", name="Write").click()
    area = section.get_by_label("Text of this section")
    area.fill(area.input_value() + "\n\n- first\n- second")
    section.get_by_role("button", name="Save").click()
    expect(page.locator("#flashes")).to_contain_text("Saved.")
    assert stored(section_id) == TEXT + "<ul><li>first</li><li>second</li></ul>"


def test_a_line_that_is_cut_loses_nothing_and_comes_back(sit_down, record, secretary, stored):
    url, (section_id, _other) = record
    page = sit_down(url, secretary)
    section = open_section(page, section_id)
    page.context.set_offline(True)
    page.keyboard.type(" Said while the line was cut.")
    expect(state(section)).to_contain_text("kept in this browser", timeout=15_000)
    assert stored(section_id) == TEXT
    page.keyboard.type(" And more.")
    page.context.set_offline(False)
    saved(section)
    assert stored(section_id).endswith("Said while the line was cut. And more.</p>")


def test_who_notes_an_action_meanwhile_comes_back_to_the_section_and_writes_on(
    app, sit_down, record, secretary, stored
):
    url, (section_id, _other) = record
    with app.app_context(), unit_of_work():
        meeting = db.session.scalars(select(Meeting)).one()
        agenda = Agenda(meeting=meeting, body=meeting.body, begun_at=meeting.starts_at)
        facts = {"body_id": meeting.body_id, "position": 1, "title": "Fees"}
        item = AgendaItem(agenda=agenda, added_at=meeting.starts_at, **facts)
        db.session.add(item)
        db.session.flush()
        db.session.get_one(MinutesSection, section_id).item_id = item.id
    page = sit_down(url, secretary)
    section = open_section(page, section_id)
    page.keyboard.type(" Typed before.")
    section.get_by_role("link", name="Record an action").click()
    page.get_by_label("What is to be done").fill("Publish the fees")
    page.get_by_label("The date is to be set").check()
    page.get_by_role("button", name="Record it").click()
    expect(section.locator("trix-editor[data-ready]")).to_be_focused()
    expect(section).to_contain_text("Action 1: Publish the fees")
    page.keyboard.press("Control+End")
    page.keyboard.type(" Typed after.")
    saved(section)
    assert stored(section_id).endswith("Typed before. Typed after.</p>")
    plain = sit_down(url, secretary, scripts=False)
    with plain.expect_popup() as opened:
        plain.get_by_role("link", name="Record an action").click()
    window = opened.value
    window.get_by_label("What is to be done").fill("Print the fees")
    window.get_by_label("The date is to be set").check()
    window.get_by_role("button", name="Record it").click()
    expect(window.locator(f"#section-{section_id}")).to_be_focused()


def test_a_server_that_dies_and_comes_back_loses_nothing(
    sit_down, server, record, secretary, stored
):
    url, (section_id, _other) = record
    page = sit_down(url, secretary)
    section = open_section(page, section_id)
    server.kill()
    page.keyboard.type(" Said while the site was away.")
    expect(state(section)).to_contain_text("kept in this browser", timeout=15_000)
    server.start()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(section)
    assert stored(section_id).endswith("Said while the site was away.</p>")


def test_a_tab_that_is_closed_while_the_site_is_away_leaves_its_text(
    sit_down, server, record, secretary, stored
):
    url, (section_id, _other) = record
    page = sit_down(url, secretary)
    section = open_section(page, section_id)
    server.kill()
    page.keyboard.type(" Typed before the tab was closed.")
    expect(state(section)).to_contain_text("kept in this browser", timeout=15_000)
    context = page.context
    # By the browser's own clock, a minute on: nobody has typed there for long.
    later = page.evaluate("new Date(Date.now() + 60000).toISOString()")
    page.close()
    server.start()
    context.clock.install(time=later)
    again = sit_down(url, secretary, context=context)
    section = again.locator(f"#section-{section_id}")
    expect(section.locator("[data-text]")).to_contain_text("Typed before", timeout=20_000)
    assert stored(section_id).endswith("Typed before the tab was closed.</p>")


def test_a_page_loaded_anew_takes_its_text_up_again_and_says_so(
    sit_down, server, record, secretary, stored
):
    url, (section_id, _other) = record
    page = sit_down(url, secretary)
    section = open_section(page, section_id)
    server.kill()
    page.keyboard.type(" Typed before the page was loaded anew.")
    expect(state(section)).to_contain_text("kept in this browser", timeout=15_000)
    server.start()
    page.reload()
    expect(state(section)).to_contain_text("had not reached the site")
    expect(section.locator("trix-editor")).to_contain_text("loaded anew")
    expect(section.locator("[data-state].record-state-saved")).to_be_visible()
    assert stored(section_id).endswith("Typed before the page was loaded anew.</p>")


def test_who_is_signed_out_keeps_the_text_and_saves_it_after_signing_in_again(
    app, sit_down, record, secretary, stored, client_for, server
):
    url, (section_id, _other) = record
    page = sit_down(url, secretary)
    section = open_section(page, section_id)
    with app.app_context(), unit_of_work():
        for device in db.session.scalars(select(Device).where(Device.person_id == secretary)):
            db.session.delete(device)
    page.keyboard.type(" Said after the session was over.")
    expect(state(section)).to_contain_text("you are signed out", timeout=15_000)
    expect(section.get_by_role("link", name="Sign in")).to_have_attribute("target", "_blank")
    assert stored(section_id) == TEXT
    token = client_for(secretary).get_cookie("ntfc").value
    page.context.add_cookies([{"name": "ntfc", "value": token, "url": server.address}])
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    saved(section)
    assert stored(section_id).endswith("Said after the session was over.</p>")


def test_another_person_in_the_same_browser_does_not_save_it_as_the_own(
    app, sit_down, record, secretary, deputy, stored, client_for, server
):
    url, (section_id, _other) = record
    page = sit_down(url, secretary)
    section = open_section(page, section_id)
    token = client_for(deputy).get_cookie("ntfc").value
    page.context.add_cookies([{"name": "ntfc", "value": token, "url": server.address}])
    page.keyboard.type(" Samira's words.")
    expect(state(section)).to_contain_text("Another person typed this", timeout=15_000)
    assert stored(section_id) == TEXT


@pytest.fixture
def hold_two_saves(monkeypatch):
    """Return a function: from then on the first two saves begin only when both have arrived."""

    def hold_two_saves():
        barrier, arrived, look_up = threading.Barrier(2), [], record_views.queries.revision_html

        def waiting(section, seen):
            arrived.append(seen)
            if len(arrived) <= 2:
                barrier.wait(30)
            return look_up(section, seen)

        monkeypatch.setattr(record_views.queries, "revision_html", waiting)

    return hold_two_saves


def is_save(answer):
    return answer.request.method == "POST" and "/minutes/sections/" in answer.url


def test_two_people_type_in_one_section_and_both_texts_stay(
    sit_down, record, secretary, deputy, stored, hold_two_saves
):
    url, (section_id, _other) = record
    one, other = sit_down(url, secretary), sit_down(url, deputy)
    mine, theirs = open_section(one, section_id), open_section(other, section_id)
    hold_two_saves()
    for page, words in ((one, "Samira wrote this."), (other, "Omar wrote that.")):
        page.keyboard.press("Enter")
        page.keyboard.type(words)
    for section in (mine, theirs):
        expect(section.locator(".record-state-saved")).to_be_visible(timeout=20_000)
    assert (
        "Somebody else wrote here meanwhile"
        in state(mine).inner_text() + state(theirs).inner_text()
    )
    html = stored(section_id)
    assert {"Samira wrote this.", "Omar wrote that."} == set(
        html.removeprefix(TEXT).removeprefix("<p>").removesuffix("</p>").split("</p><p>")
    )
    with one.expect_response(is_save):
        one.keyboard.type(" And more.")
    assert "Samira wrote this. And more." in stored(section_id)
    assert "Omar wrote that." in stored(section_id)


def test_who_writes_where_is_seen(sit_down, record, secretary, deputy):
    url, (section_id, _other) = record
    other = sit_down(url, deputy)
    open_section(other, section_id)
    with other.expect_response(f"**/now?section={section_id}"):
        other.evaluate("window.dispatchEvent(new Event('focus'))")
    page = sit_down(url, secretary)
    writers = page.locator(f"#section-{section_id} [data-writers]")
    expect(writers).to_contain_text("Omar Haddad is writing here")
    assert faults(page) == {}


def test_what_another_saved_appears_in_the_open_page(
    sit_down, record, secretary, save, deputy, stands
):
    url, (section_id, _other) = record
    page = sit_down(url, secretary)
    save(section_id, deputy, TEXT + "<p>Written elsewhere.</p>", stands(section_id)[0])
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    text = page.locator(f"#section-{section_id} [data-text]")
    expect(text).to_contain_text("Written elsewhere.", timeout=15_000)


def test_a_paragraph_that_both_changed_is_shown_twice_and_brought_together(
    app, sit_down, record, secretary, deputy, save, stands, stored
):
    url, (section_id, _other) = record
    page = sit_down(url, secretary)
    section = open_section(page, section_id)
    save(section_id, deputy, "<p>The committee met at ten.</p>", stands(section_id)[0])
    page.keyboard.type(" We began.")
    expect(state(section)).to_contain_text("Your text is saved beside theirs", timeout=15_000)
    assert stored(section_id) == "<p>The committee met at ten.</p>"
    section.locator("[data-state]").get_by_role("link", name="Bring both together").click()
    expect(page.locator(".together")).to_contain_text("met at ten")
    expect(page.locator(".together")).to_contain_text("met at nine. We began.")
    assert faults(page) == {}
    page.get_by_label("Keep the text that waits").check()
    page.get_by_role("button", name="Bring together").click()
    expect(page.locator("#flashes")).to_contain_text("Both texts are brought together.")
    assert stored(section_id) == "<p>The committee met at nine. We began.</p>"
    with app.app_context():
        kinds = select(SectionRevision.kind).where(SectionRevision.section_id == section_id)
        assert RevisionKind.BESIDE not in set(db.session.scalars(kinds))
