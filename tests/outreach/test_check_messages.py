"""The batch command: labels out, scores, and bad lines that stop nothing."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from outreach.message.labels import LABELS

NONE = dict.fromkeys(LABELS, False)
THANKS: dict[str, Any] = {
    "id": "t1",
    "kind": "thank_you",
    "channel": "sms",
    "channel_note": "",
    "subject": "",
    "body": "Neil, thank you for the call! Ffion",
    "labels": NONE | {"grateful": True},
}


def run(path: Path | str, *flags: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("check_messages", str(path), *flags, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def write(tmp_path: Path, *lines: object) -> Path:
    path = tmp_path / "messages.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts), "utf-8")
    return path


def test_one_object_per_message(tmp_path: Path) -> None:
    out, err = run(write(tmp_path, THANKS, THANKS | {"id": "t2"}))
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["t1", "t2"]
    assert json.loads(out.splitlines()[0])["labels"] == THANKS["labels"]
    assert err == ""


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{not json", "this is not JSON."),
        ("[1]", "this is not a JSON object."),
        (THANKS | {"body": 3}, '"body" is missing, or is not text.'),
        (THANKS | {"kind": "letter"}, '"kind" must be one of: '),
        (THANKS | {"channel": "pigeon"}, '"channel" must be one of: '),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(
    tmp_path: Path, line: object, problem: str
) -> None:
    out, err = run(write(tmp_path, line, "", THANKS))
    assert err.startswith(f"Line 1: {problem}")
    assert json.loads(out)["id"] == "t1"


def test_scores(tmp_path: Path) -> None:
    out, err = run(write(tmp_path, THANKS), "--score")
    assert out.splitlines()[0].split() == ["label", "precision", "recall", "F1", "true"]
    assert len(out.splitlines()) == len(LABELS) + 2
    assert out.splitlines()[-1].split()[-3:] == ["1.000", "(1", "messages)"]
    assert err == ""


def test_a_score_needs_every_label(tmp_path: Path) -> None:
    out, err = run(write(tmp_path, THANKS | {"labels": {"grateful": True}}, THANKS), "--score")
    assert err.startswith('Line 1: "labels" must hold')
    assert "(1 messages)" in out


def test_a_connection_note_has_its_own_limit(tmp_path: Path) -> None:
    note = THANKS | {"channel": "linkedin", "channel_note": "connection_note", "body": "a b " * 80}
    out, _ = run(write(tmp_path, note, note | {"channel_note": "message"}))
    assert [json.loads(line)["labels"]["too_long"] for line in out.splitlines()] == [True, False]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(json.dumps(THANKS)))
    assert json.loads(run("-")[0])["id"] == "t1"


def test_a_file_that_is_not_there_is_a_plain_message(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "none.jsonl")


def test_a_file_that_is_not_text_does_not_stop_the_command(tmp_path: Path) -> None:
    path = tmp_path / "odd.jsonl"
    path.write_bytes(b"\xff\xfe\x00\n" + json.dumps(THANKS).encode())
    out, err = run(path)
    assert (json.loads(out)["id"], err.startswith("Line 1")) == ("t1", True)
