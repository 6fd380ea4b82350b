#!/usr/bin/env python
"""Django's command line for Reconnect."""

import os
import sys
from pathlib import Path

from django.core.management import execute_from_command_line

# Written by ``make run`` on a machine of one's own; absent where the host sets the environment.
LOCAL_ENVIRONMENT = Path(__file__).resolve().parent / "var" / "environment"


def main() -> None:
    """Run one management command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reconnect_site.settings")
    if LOCAL_ENVIRONMENT.exists():
        for line in LOCAL_ENVIRONMENT.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            os.environ.setdefault(name, value)
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
