"""Who reads the library, and who settles what it suggests."""

from ntfc.i18n import _
from ntfc.permissions import CHAIRS, OFFICE, Permission, Role

READ = Permission("library.read", _("Read the library"), frozenset({Role.PERSON}))

SETTLE = Permission(
    "suggestion.settle", _("Settle what the library suggests"), CHAIRS | OFFICE, hides=True
)
PERMISSIONS = (READ, SETTLE)
