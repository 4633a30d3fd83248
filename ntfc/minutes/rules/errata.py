"""What a correction to approved minutes may say, and which text of it is approved."""

import json
from collections.abc import Iterator

from ntfc.i18n import _
from ntfc.minutes.models import Erratum, ErratumState, Minutes, MinutesState
from ntfc.minutes.rules.document import fingerprint_of


def obstacles_to_correcting(minutes: Minutes, *, is_in_text: bool) -> Iterator[str]:
    """Say why an erratum cannot be written."""
    if minutes.state is not MinutesState.APPROVED:
        yield _("These minutes are not approved yet, so their text itself can be changed.")
    if not is_in_text:
        yield _("These words do not stand in the text. Copy them from it as they are.")


def obstacles_to_withdrawing(erratum: Erratum) -> Iterator[str]:
    if erratum.state is not ErratumState.OPEN:
        yield _("This correction is with nobody now.")


def erratum_text(erratum: Erratum, approved: str) -> str:
    """Return every word of a correction as one text, bound to the text it corrects."""
    words = {
        "corrects": approved,
        "section": erratum.title,
        "reads": erratum.reads,
        "should_read": erratum.should_read,
        "reason": erratum.reason,
    }
    if erratum.place:  # sections had none before this release, so their corrections read as ever
        words["place"] = erratum.place
    return json.dumps(words, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def is_as_approved(erratum: Erratum) -> bool:
    """Tell whether a correction is approved and reads just as those who approve had it."""
    text = erratum_text(erratum, erratum.minutes.fingerprint)
    return erratum.state is ErratumState.APPROVED and erratum.fingerprint == fingerprint_of(text)
