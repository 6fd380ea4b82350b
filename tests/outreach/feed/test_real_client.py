"""The calendar in programs that people use, where they are installed (Debian: calcurse, khal)."""

import os
import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from outreach.feed.calendar import written
from outreach.feed.entries import Entry
from tests.outreach.feed.test_calendar import CHANGED

TODAY = date(2026, 3, 2)
ENTRIES = [
    Entry(TODAY, "Zoë: send a nudge", "one"),
    Entry(TODAY + timedelta(days=1), "É, é; \\: write back", "two"),
]


def run(*command: str, **environment: str) -> str:
    """What the program says."""
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8", **environment},
    )
    return done.stdout


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The feed, saved."""
    path = tmp_path / "reconnect.ics"
    path.write_bytes(written(ENTRIES, "Steps", CHANGED))
    return path


@pytest.mark.skipif(not shutil.which("calcurse"), reason="calcurse is not installed")
@pytest.mark.parametrize("zone", ["America/Toronto", "Europe/Paris", "Pacific/Kiritimati"])
def test_F28_calcurse_takes_it_in_and_keeps_the_days_in_every_zone(file, tmp_path, zone):
    directory = str(tmp_path / "calcurse")
    Path(directory).mkdir()
    assert "2 events" in run("calcurse", "-D", directory, "-i", str(file), TZ=zone)
    shown = run("calcurse", "-D", directory, "-Q", "--from", "03/02/2026", "--days", "2", TZ=zone)
    assert shown.split("\n") == [
        "03/02/26:",
        " * Zoë: send a nudge",
        "",
        "03/03/26:",
        " * É, é; \\: write back",
        "",
    ]


@pytest.mark.skipif(not shutil.which("khal"), reason="khal is not installed")
def test_khal_takes_it_in_and_a_step_that_moved_stays_one_entry(tmp_path):
    (tmp_path / "calendar").mkdir()
    config = tmp_path / "khal.conf"
    config.write_text(
        f"[calendars]\n[[steps]]\npath={tmp_path}/calendar\n[sqlite]\npath={tmp_path}/db\n"
        "[locale]\nlocal_timezone=America/Toronto\ndefault_timezone=America/Toronto\n"
        "dateformat=%Y-%m-%d\nlongdateformat=%Y-%m-%d\n"
        "[default]\ndefault_calendar=steps\n"
    )
    khal = ("khal", "-c", str(config))
    for number, moved in enumerate(
        (ENTRIES[0], Entry(date(2026, 3, 9), *("Zoë: send a nudge", "one")))
    ):
        file = tmp_path / "reconnect.ics"
        file.write_bytes(written([moved], "Steps", CHANGED + timedelta(seconds=number)))
        run(*khal, "import", "--batch", str(file))
    shown = run(
        *khal, "list", "--format", "{start-date} {title}", "--day-format", "", "2026-03-01", "14d"
    )
    assert shown.split("\n") == ["2026-03-09 Zoë: send a nudge", ""]
