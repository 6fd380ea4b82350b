"""Files are read in a process of its own: its result, its limits, its end (TRUST.md, T16)."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.conf import settings

from contacts import reading
from contacts.exchange import read_file
from contacts.exchange.record import Choices, FileProblem, Limits
from contacts.reading import ReaderEnded, read_apart
from tests.contacts.exchange.cards import card, names

SAMPLES = Path(__file__).parents[1] / "data" / "samples"
FILES = sorted(path for path in SAMPLES.iterdir() if path.suffix in (".vcf", ".csv", ".xlsx"))


@pytest.fixture
def child(monkeypatch):
    """Put other Python code in place of the reader."""

    def put(code: str) -> None:
        monkeypatch.setattr(reading, "COMMAND", [sys.executable, "-c", code])

    return put


@pytest.fixture
def started(monkeypatch) -> list[subprocess.Popen]:
    """The processes that were started."""
    found = []

    class Seen(subprocess.Popen):
        def __init__(self, *args, **options) -> None:
            super().__init__(*args, **options)
            found.append(self)

    monkeypatch.setattr(subprocess, "Popen", Seen)
    return found


def reason(data: bytes = b"x", **options) -> str:
    with pytest.raises(ReaderEnded) as ended:
        read_apart(data, "x.vcf", **options)
    return ended.value.reason


# --- The result -------------------------------------------------------------------------------
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_samples_read_apart_are_as_read_here(path):
    data = path.read_bytes()

    assert read_apart(data, path.name) == read_file(data, path.name)


def test_choices_and_limits_reach_the_reader(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # wherever the server was started
    data = card("FN:Dvo\xf8\xe1k".encode("latin-1")) * 2

    chosen = read_apart(data, "x.vcf", choices=Choices(encoding="windows-1250"))
    limited = read_apart(data, "x.vcf", limits=Limits(rows=1))
    assert (names(chosen), limited.file_error) == (["Dvořák"] * 2, FileProblem.TOO_MANY_ROWS)


def test_T16_much_in_and_much_out_never_waits_for_each_other():
    told = []
    data = b"".join(card(f"FN:Ann {n}", f"NOTE:{'x' * 900}") for n in range(4_000))
    found = read_apart(data, "x.vcf", progress=lambda *so_far: told.append(so_far))

    assert (len(found.contacts), len(data) > 3_500_000) == (4_000, True)
    assert (told[0], told[-1]) == ((500, 4_000), (4_000, 4_000))


def test_T16_several_at_once_in_threads():
    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda n: read_apart(card(f"FN:Ann {n}"), "x.vcf"), range(4))

        assert [names(read) for read in found] == [[f"Ann {n}"] for n in range(4)]


def test_a_file_over_the_limit_starts_no_process(started):
    found = read_apart(b"x" * 11, "x.csv", limits=Limits(file_bytes=10))

    assert (found.file_error, started) == (FileProblem.FILE_TOO_LARGE, [])


def test_B57_the_name_may_be_anything():
    name = "../\n\0" + "ü" * 5_000 + ".vcf"
    assert names(read_apart(card("FN:Ann"), name)) == ["Ann"]


# --- The end ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(3)",
        "import os; os.kill(os.getpid(), 9)",
        "import sys; sys.stdin.buffer.read()",
        "print('no line of ours')",
        "print('[1]'); print('{}')",
        "print('{\"reading\": {}}'); print('{\"end\": true}')",
        "import sys; print('x' * 1_000_000); sys.stdin.read(); print('x' * 1_000_000)",
    ],
    ids=["exit", "killed", "silent", "noise", "other JSON", "half a result", "much noise"],
)
def test_T16_a_child_that_dies(child, started, code):
    child(code)

    assert reason(bytes(5_000_000)) == "child_died"
    assert [process.returncode is None for process in started] == [False]


def test_T16_a_child_that_takes_too_long_is_killed(child, started):
    child("import time; time.sleep(60)")

    assert reason(bytes(5_000_000), seconds=0.3) == "took_too_long"
    assert [process.returncode for process in started] == [-9]


def test_T16_a_child_out_of_cpu_took_too_long(child):
    child("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)")

    assert reason() == "took_too_long"


def test_what_progress_raises_ends_the_child(child, started):
    child("import time; print('{\"progress\": [1, 2]}', flush=True); time.sleep(60)")

    def lost(done: int, total: int) -> None:
        raise ValueError(done, total)

    with pytest.raises(ValueError, match="2"):
        read_apart(b"x", "x.vcf", progress=lost)
    assert [process.returncode for process in started] == [-9]


def test_no_thread_is_left(child):
    before = set(threading.enumerate())
    read_apart(card("FN:Ann"), "x.vcf")
    child("raise SystemExit(1)")
    reason()

    assert set(threading.enumerate()) <= before


# --- The limits -------------------------------------------------------------------------------
def test_T16_the_child_has_no_environment_and_no_files_of_ours(child, monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.delenv("LD_LIBRARY_PATH", raising=False)
    child(
        "import os, json\n"
        "names = set(os.environ) - {'LC_CTYPE'}\n"
        "files = [n for n in os.listdir('/proc/self/fd') if int(n) > 3]\n"
        "print(json.dumps({'progress': [len(names), len(files)]}))"
    )
    told = []
    with (tmp_path / "x").open("w"), pytest.raises(ReaderEnded):
        read_apart(b"x", "x.vcf", progress=lambda *so_far: told.append(so_far))
    assert told == [(0, 0)]


def outcome(code: str) -> str:
    """What Python says last when it runs this inside of the fence."""
    fenced = f"from contacts.exchange.__main__ import fence\nfence()\n{code}"
    done = subprocess.run(
        [sys.executable, "-B", "-c", fenced], cwd=settings.BASE_DIR, capture_output=True, text=True
    )
    return (done.stdout + done.stderr).strip().rpartition("\n")[2]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import socket; socket.socket()", "PermissionError: socket.__new__"),
        ("import subprocess; subprocess.run(['true'])", "PermissionError: subprocess.Popen"),
        ("import os; os.fork()", "PermissionError: os.fork"),
        ("import os; os.system('true')", "PermissionError: os.system"),
        ("open('/tmp/x', 'w')", "PermissionError: open"),
        ("x = bytearray(280_000_000)", "MemoryError"),
        (
            "from resource import *; what = RLIMIT_AS, RLIMIT_DATA, RLIMIT_CPU\n"
            "print(*(getrlimit(one)[0] for one in what))",
            "419430400 268435456 20",
        ),
        ("import sys; print('django' in sys.modules)", "False"),
    ],
    ids=["network", "process", "fork", "shell", "file", "memory", "limits", "no Django"],
)
def test_T16_what_the_child_cannot_do(code, said):
    assert outcome(code) == said
