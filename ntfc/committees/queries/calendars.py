"""The holidays of a country or a part of it, read once a year from the `holidays` package."""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from types import MappingProxyType


@cache
def _known() -> Mapping[str, list[str]]:
    """Return the codes of the countries whose holidays are known, each with those of its regions."""
    import holidays  # noqa: PLC0415  -- three hundred files, read when somebody asks

    return holidays.list_supported_countries(include_aliases=False)


def countries() -> list[str]:
    """Return the ISO 3166 codes of the countries whose holidays are known."""
    return sorted(_known())


@lru_cache(maxsize=32)
def regions(country: str) -> Mapping[str, str]:
    """Return the regions of *country* that have holidays of their own: each code with its name."""
    codes = _known().get(country, ())
    if not codes:
        return MappingProxyType({})
    import holidays  # noqa: PLC0415  -- as above

    names: dict[str, str] = {}
    for name, code in getattr(
        holidays.country_holidays(country), "subdivisions_aliases", {}
    ).items():
        names[code] = max(names.get(code, ""), name, key=len)
    return MappingProxyType({code: names.get(code, code) for code in sorted(codes)})


@lru_cache(maxsize=256)
def holidays_of(country: str, region: str, year: int) -> Mapping[date, str]:
    """Return each holiday of *year* with its name; none for a country that is not known."""
    if not country or country not in _known():  # to know them takes 20 MB of memory
        return MappingProxyType({})
    import holidays  # noqa: PLC0415  -- as above

    part = region if region in _known()[country] else None
    found = holidays.country_holidays(country, subdiv=part, years=year)
    return MappingProxyType(dict(sorted(found.items())))
