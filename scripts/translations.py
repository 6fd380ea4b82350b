"""The French catalogue: collect the strings and compile it, or check that it is whole and true.

``--check``: no string of the code is missing in the catalogue, no entry is fuzzy or empty, every
placeholder is right, no line can begin with a colon or a closing quotation mark, and the committed
.mo is exactly what the .po compiles to.
"""

import filecmp
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = Path("locale/fr/LC_MESSAGES/django.po")
OPTIONS = ("-l", "fr", "--add-location=file", "--no-wrap", "--no-obsolete")
IGNORED = (".venv/*", "var/*", "tests/*", "bench/*", "scripts/*")
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "var", ".*_cache", "__pycache__")
MAY_BREAK = re.compile(r"^msgstr.*(?:[\w»)%>] :(?=[ \"<\\]|$)|« | »)", re.M)
"""French: the space before a colon and inside « » must not break a line (WORDING.md)."""
ENVIRONMENT = {"SECRET_KEY": "x" * 50, "ALLOWED_HOSTS": "localhost", "PLAIN_HTTP": "1"}


def main(arguments: list[str]) -> int:
    """Update the catalogue in place, or check it against a copy; 1 when something is wrong."""
    os.chdir(ROOT)
    if not shutil.which("msgfmt"):
        return complain("gettext is not installed (Debian: apt-get install gettext)")
    if arguments == ["--check"]:
        return complain(*problems())
    collect(ROOT)
    compile_to(CATALOGUE.with_suffix(".mo"))
    sys.stdout.write(statistics(CATALOGUE) + "\n")
    return 0


def complain(*problems: str) -> int:
    """Say what is wrong, if anything is."""
    for problem in problems:
        sys.stdout.write(problem + "\n")
    return 1 if problems else 0


def collect(folder: Path) -> None:
    """Bring the .po below ``folder`` up to date with the strings in its code and templates."""
    command = [sys.executable, "manage.py", "makemessages", "-v0", *OPTIONS]
    for pattern in IGNORED:
        command += ["--ignore", pattern]
    subprocess.run(command, cwd=folder, env={**os.environ, **ENVIRONMENT}, check=True)


def compile_to(target: Path) -> None:
    """Compile with every check of msgfmt; a wrong placeholder ends it."""
    subprocess.run(["msgfmt", "--check", "-o", str(target), str(CATALOGUE)], check=True)


def statistics(path: Path) -> str:
    """How many entries are translated, fuzzy, untranslated: msgfmt's own words in English."""
    command = ["msgfmt", "--statistics", "-o", os.devnull, str(path)]
    english = {**os.environ, "LC_ALL": "C", "LANGUAGE": "en"}
    return subprocess.run(command, capture_output=True, text=True, env=english).stderr.strip()


def problems() -> list[str]:
    """What is wrong with the committed catalogue, in words."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "site"
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
        collect(copy)
        now = statistics(copy / CATALOGUE)
        if re.search(r"fuzzy|untranslated", now):
            found.append(f"The catalogue does not hold every string of the code: {now}")
        loose = MAY_BREAK.findall(CATALOGUE.read_text("utf-8"))
        found += [f"No-break space missing: {line}" for line in loose]
        fresh = Path(folder) / "fresh.mo"
        compile_to(fresh)
        committed = CATALOGUE.with_suffix(".mo")
        if not committed.exists() or not filecmp.cmp(fresh, committed, shallow=False):
            found.append("django.mo is not what django.po compiles to: run make translations")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
