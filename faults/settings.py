"""The production settings on the clock of the trial, with a hash that costs nothing."""

import os
from pathlib import Path

from faults.clock import Clock
from reconnect_site.settings import *  # noqa: F403

CLOCK = Clock(Path(os.environ["FAULTS_CLOCK"]))
CLOCK.rules()  # before any model takes timezone.now as a default

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Files as they are: nothing need be collected before a trial.
STATIC_ROOT = BASE_DIR / "static"  # noqa: F405
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
