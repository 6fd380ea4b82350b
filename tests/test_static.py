"""The static files as a host gets them: hashed names, compressed, none missing."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from accounts.panel import panel
from reconnect_site.settings import STORAGES as PRODUCTION

TEMPLATES = Path(site_settings.BASE_DIR) / "templates"
USED = {
    name
    for path in TEMPLATES.rglob("*.html")
    for name in re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", path.read_text("utf-8"))
}


@pytest.fixture
def collected(settings, tmp_path) -> Path:
    """The folder that collectstatic fills, with the storage of production."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = PRODUCTION
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_production_serves_hashed_names() -> None:
    assert USED
    assert "Manifest" in PRODUCTION["staticfiles"]["BACKEND"]


def of_the_panel() -> set[str]:
    """The scripts that Django's own lists and forms load."""
    return {str(script) for admin in panel._registry.values() for script in admin.media._js}


def test_every_file_a_page_names_is_there_under_a_hashed_name(collected) -> None:
    assert any("jquery" in name for name in of_the_panel())
    for name in sorted(USED | of_the_panel()):
        hashed = staticfiles_storage.url(name).removeprefix("/static/")
        assert hashed != name
        assert (collected / hashed).is_file()


def test_text_files_are_there_compressed(collected) -> None:
    styles = [path for path in collected.rglob("*.css") if path.stat().st_size > 1000]
    assert styles
    assert [path.name for path in styles if not path.with_name(f"{path.name}.gz").exists()] == []
