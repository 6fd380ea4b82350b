"""The production settings with a throw-away environment: set before they are read."""

import os

os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 60)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("PLAIN_HTTP", "1")

from reconnect_site.settings import *  # noqa: F403

# Cheap hashing and tasks at once; a test that is about them sets others.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# The files as they are: the collected ones need not exist, and whitenoise warns when they do not.
STATIC_ROOT = BASE_DIR / "static"  # noqa: F405
STORAGES = {
    **STORAGES,  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# The browser journeys load static files straight from the packages and static/.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
