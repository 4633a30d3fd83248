from datetime import date

from ntfc.committees.queries import calendars


def test_the_holidays_of_a_country_and_a_region_are_known_by_name():
    germany = calendars.holidays_of("DE", "", 2026)
    bavaria = calendars.holidays_of("DE", "BY", 2026)
    epiphany = date(2026, 1, 6)
    assert epiphany not in germany
    assert epiphany in bavaria
    assert set(germany) < set(bavaria)
    assert date(2026, 5, 25) in calendars.holidays_of("JO", "", 2026)


def test_a_country_without_a_calendar_has_none_and_an_unknown_region_counts_as_the_whole():
    assert calendars.holidays_of("", "", 2026) == {}
    assert calendars.holidays_of("DE", "nowhere", 2026) == calendars.holidays_of("DE", "", 2026)


def test_regions_are_listed_for_countries_that_have_them():
    assert calendars.regions("DE")["BY"] == "Bayern"
    assert calendars.regions("") == calendars.regions("JO") == {}
    assert {"DE", "JO", "MA"} <= set(calendars.countries())
