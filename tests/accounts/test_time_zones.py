"""The list of time zones."""

from accounts.time_zones import CANADA, choices


def test_canada_comes_first_and_every_zone_once():
    groups = choices()
    names = [name for _region, zones in groups for name, _label in zones]
    assert groups[0][1] == CANADA
    assert len(names) == len(set(names))
    assert "Europe/Paris" in names


def test_cities_are_written_as_people_write_them():
    labels = dict(zone for _region, zones in choices() for zone in zones)
    assert labels["America/New_York"] == "New York"
    assert labels["America/Argentina/Buenos_Aires"] == "Argentina, Buenos Aires"


def test_an_old_name_that_somebody_has_is_still_offered():
    assert choices("US/Eastern")[0] == ("", [("US/Eastern", "US/Eastern")])
    assert choices("Europe/Paris")[0][1] == CANADA
