"""The steps of which journeys are made, in the words of those who walk them."""

import base64
import hashlib
import hmac
import re
import struct

from playwright.sync_api import expect

from ntfc.clock import now

HALF_MINUTE = 30


def field(page, label):
    """Return the field that carries exactly this label."""
    return page.get_by_label(re.compile(rf"^\s*{re.escape(label)}(\s+required)?\s*$"))


def fill(page, typed):
    """Type into fields, each named by its label."""
    for label, text in typed.items():
        field(page, label).fill(text)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).click()


def tab(page, name):
    """Turn to another of the pages of a body."""
    page.locator("nav.tabs").get_by_role("link", name=name, exact=True).click()


def choose(page, menu, entry):
    """Open a menu of the page and follow one of its entries."""
    page.locator("details.menu summary", has_text=menu).click()
    page.get_by_role("link", name=entry, exact=True).click()


def title(page, text):
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def told(page, words):
    expect(page.locator("#flashes")).to_contain_text(words)


def heading_to(address):
    """Return the path of an address that was shown to be handed over."""
    return re.search(r"/(l|set-up)/[\w-]+", address).group()


def code_of(key, *, later=0):
    """Compute the six digits of a key as a telephone does (RFC 6238), perhaps half a minute on."""
    secret = base64.b32decode(key.replace(" ", ""))
    moment = struct.pack(">Q", int(now().timestamp()) // HALF_MINUTE + later)
    digest = hmac.new(secret, moment, hashlib.sha1).digest()
    place = digest[-1] & 15
    number = int.from_bytes(digest[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
