"""The browser of the journeys: what CHROMIUM names, or the first that is found.

The shell is the same browser without its windows; the journeys take a third less time in it.
"""

import os
import shutil

NAMES = ("chromium-headless-shell", "chromium", "google-chrome")


def chromium() -> str | None:
    """Its path; None where there is none."""
    found = (shutil.which(name) for name in NAMES)
    return os.environ.get("CHROMIUM") or next(filter(None, found), None)
