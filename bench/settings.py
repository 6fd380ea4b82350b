"""The production settings with one more URL: the bare view that pages are measured against.

With BENCH_PLAIN=1 only the middleware of a fresh Django project runs, for a second yardstick.
"""

import os

from reconnect_site.settings import *  # noqa: F403
from reconnect_site.settings import BASE_DIR, TEMPLATES

ROOT_URLCONF = "bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [BASE_DIR / "templates", BASE_DIR / "bench" / "templates"]}]
# The deliberate opposite of a cached test database: a file, as in production.
SESSION_COOKIE_AGE = 24 * 3600

if os.environ.get("BENCH_PLAIN"):
    MIDDLEWARE = [
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "allauth.account.middleware.AccountMiddleware",
    ]
