"""The WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from reconnect_site.checks import refuse_unsafe_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reconnect_site.settings")

application = get_wsgi_application()
refuse_unsafe_settings()
