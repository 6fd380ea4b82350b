"""A site that can send: into a folder."""

from pathlib import Path

import pytest


@pytest.fixture
def mail_folder(settings, tmp_path: Path) -> Path:
    """Where the mail of this site arrives."""
    folder = tmp_path / "mail"
    settings.EMAIL_URL = f"folder://{folder}"
    return folder
