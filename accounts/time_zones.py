"""Time zones as people name them: Canada first, then the world by continent and city."""

from functools import cache
from zoneinfo import available_timezones

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Choice = tuple[str, str | Promise]
Group = tuple[str | Promise, list[Choice]]

CANADA: list[Choice] = [
    ("America/St_Johns", _("Newfoundland (St. John’s)")),
    ("America/Halifax", _("Atlantic (Halifax, Moncton)")),
    ("America/Toronto", _("Eastern (Toronto, Ottawa, Montréal)")),
    ("America/Winnipeg", _("Central (Winnipeg)")),
    ("America/Regina", _("Saskatchewan (Regina)")),
    ("America/Edmonton", _("Mountain (Edmonton, Calgary)")),
    ("America/Vancouver", _("Pacific (Vancouver)")),
    ("America/Whitehorse", _("Yukon (Whitehorse)")),
]
REGIONS: dict[str, str | Promise] = {
    "America": _("The Americas"),
    "Europe": _("Europe"),
    "Africa": _("Africa"),
    "Asia": _("Asia"),
    "Australia": _("Australia"),
    "Pacific": _("Pacific Ocean"),
    "Atlantic": _("Atlantic Ocean"),
    "Indian": _("Indian Ocean"),
}


def choices(current: str = "") -> list[Group]:
    """Groups for a select. ``current`` is offered too when it is none of them."""
    groups = _groups()
    known = {name for _region, zones in groups for name, _label in zones}
    return groups if not current or current in known else [("", [(current, current)]), *groups]


@cache
def _groups() -> list[Group]:
    shown_above = {name for name, _label in CANADA}
    by_region: dict[str, list[Choice]] = {region: [] for region in REGIONS}
    for name in sorted(available_timezones() - shown_above):
        region, _slash, city = name.partition("/")
        if city and region in by_region:
            by_region[region].append((name, city.replace("_", " ").replace("/", ", ")))
    world: list[Group] = [(REGIONS[region], zones) for region, zones in by_region.items()]
    return [(_("Canada"), CANADA), *world, (_("Other"), [("UTC", "UTC")])]
