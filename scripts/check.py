"""The gate: format, lint, types, migrations, deploy check, templates, spelling, translations.

Every step runs; all must pass. A step shows its own words only when it fails.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# As on a real host, so that the deploy check means something; nothing here is a secret.
PRODUCTION = {
    "SECRET_KEY": "only-for-the-deploy-check-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2,
    "ALLOWED_HOSTS": "reconnect.example.org",
    "SITE_URL": "https://reconnect.example.org",
    "PLAIN_HTTP": "0",
    "DEBUG": "0",
    "SIGN_UP_OPEN": "0",
}
MANAGE = (sys.executable, "manage.py")
STEPS: dict[str, tuple[str, ...]] = {
    "format": (str(BIN / "ruff"), "format", "--check", "--quiet", "."),
    "lint": (str(BIN / "ruff"), "check", "--quiet", "."),
    "types": (str(BIN / "mypy"), "."),
    "migrations": (*MANAGE, "makemigrations", "--check", "--dry-run"),
    "deploy check": (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"),
    "templates": (str(BIN / "djlint"), "--lint", "--quiet", "templates"),
    "spelling": (str(BIN / "codespell"), "."),
    "translations": (sys.executable, "scripts/translations.py", "--check"),
}


def main() -> int:
    """Run all steps; 1 when one failed."""
    os.chdir(ROOT)
    if not shutil.which("msgfmt"):
        say("make check needs gettext for the translations (Debian: apt-get install gettext)")
    environment = {**os.environ, **PRODUCTION}
    for name in ("DATABASE_URL", "REDIS_URL", "CELERY_URL", "EMAIL_URL"):
        environment.pop(name, None)
    failed = [name for name, command in STEPS.items() if not passes(name, command, environment)]
    say(f"make check: failed: {', '.join(failed)}" if failed else "make check: all passed")
    return 1 if failed else 0


def passes(name: str, command: tuple[str, ...], environment: dict[str, str]) -> bool:
    """Run one step."""
    started = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    word = "FAILED" if done.returncode else "ok"
    say(f"{name:14}{word:8}{time.monotonic() - started:6.1f} s")
    if done.returncode:
        say(done.stdout + done.stderr)
    return done.returncode == 0


def say(text: str) -> None:
    """One line, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
