"""The countries of the world, by the two letters of ISO 3166, named in the reader's language."""

from babel import Locale

# What Unicode keeps beside countries: unions, testing regions, islands that have no code of ISO.
NOT_COUNTRIES = frozenset(
    {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
)


def names(language: str) -> dict[str, str]:
    """Return the name of every country in *language*, by code, in the order of the names."""
    territories = Locale.parse(language).territories
    known = {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }
    return dict(sorted(known.items(), key=lambda item: item[1].casefold()))
