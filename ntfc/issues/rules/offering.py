"""What a body is asked to do with an issue, those first that fit its purpose."""

from ntfc.committees.models import Purpose
from ntfc.committees.rules.purpose import Pairs, offered
from ntfc.issues.models import Verb
from ntfc.issues.rules import words

FITS = {
    Purpose.POLICY: (Verb.SHARE_VIEWS, Verb.ENDORSE, Verb.GIVE_GUIDANCE),
    Purpose.SOLUTIONS: (Verb.PROVIDE_INPUT, Verb.SUGGEST, Verb.EXAMINE),
}


def verbs_for(purpose: Purpose) -> tuple[Pairs[Verb], Pairs[Verb]]:
    """Return the verbs that are offered first, and those that stand under the others."""
    return offered(purpose, words.VERBS, FITS)
