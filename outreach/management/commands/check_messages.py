"""Check a batch of messages: one JSON object in, one JSON object out, per line."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from outreach.message.check import labels
from outreach.message.labels import LABELS
from outreach.message.score import Score, Tally
from outreach.message.vocabulary import Channel, Kind

KINDS = {
    "friendly_hello": Kind.HELLO,
    "decline_reply": Kind.ANSWER_NO,
    "follow_up": Kind.NUDGE,
} | {kind.value: kind for kind in Kind}
CHANNELS = {
    "linkedin": Channel.LINKEDIN_MESSAGE,
    "phone": Channel.SPOKEN,
    "in_person": Channel.SPOKEN,
} | {channel.value: channel for channel in Channel}


class BadLine(ValueError):
    """A line that is not a message; its text says what is wrong, for a person."""


class Command(BaseCommand):
    """``check_messages [--score] FILE.jsonl``; ``-`` reads standard input."""

    help = "Print the labels of each message in a JSON Lines file, one JSON object per message."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", help="a JSON Lines file, or - for standard input")
        parser.add_argument(
            "--score",
            action="store_true",
            help="compare with the labels in the file: precision, recall and F1 per label",
        )

    def handle(self, *args: Any, file: str, score: bool, **options: Any) -> None:
        tally = Tally()
        for number, line in enumerate(_lines(file), start=1):
            if not line.strip():
                continue
            try:
                message = _message(line)
                found = _labels(message)
                if score:
                    tally.add(found, _expected(message))
            except BadLine as problem:
                self.stderr.write(f"Line {number}: {problem}")
                continue
            if not score:
                self.stdout.write(json.dumps({"id": message.get("id", number), "labels": found}))
        if score:
            self.stdout.write("\n".join(_table(tally)))


def _lines(file: str) -> Iterable[str]:
    if file == "-":
        return sys.stdin
    try:
        with open(file, encoding="utf-8-sig", errors="replace") as handle:
            return handle.readlines()
    except OSError as problem:
        raise CommandError(f"{file} cannot be read: {problem.strerror}") from problem


def _message(line: str) -> dict[str, Any]:
    try:
        message = json.loads(line)
    except (ValueError, RecursionError) as problem:
        raise BadLine("this is not JSON.") from problem
    if not isinstance(message, dict):
        raise BadLine("this is not a JSON object.")
    if not isinstance(message.get("body"), str):
        raise BadLine('"body" is missing, or is not text.')
    return message


def _labels(message: dict[str, Any]) -> dict[str, bool]:
    kind = KINDS.get(str(message.get("kind")))
    if kind is None:
        raise BadLine(f'"kind" must be one of: {", ".join(sorted(KINDS))}.')
    channel = CHANNELS.get(str(message.get("channel")))
    if channel is None:
        raise BadLine(f'"channel" must be one of: {", ".join(sorted(CHANNELS))}.')
    if channel is Channel.LINKEDIN_MESSAGE and message.get("channel_note") == "connection_note":
        channel = Channel.CONNECTION_NOTE
    return labels(
        message["body"], kind=kind, channel=channel, subject=str(message.get("subject") or "")
    )


def _expected(message: dict[str, Any]) -> dict[str, bool]:
    expected = message.get("labels")
    if not isinstance(expected, dict) or any(
        type(expected.get(name)) is not bool for name in LABELS
    ):
        raise BadLine('"labels" must hold true or false for each of the fourteen labels.')
    return {name: expected[name] for name in LABELS}


def _table(tally: Tally) -> Iterator[str]:
    yield f"{'label':<26}{'precision':>10}{'recall':>9}{'F1':>8}{'true':>7}"
    for name in LABELS:
        yield _row(name, tally.of(name))
    yield f"{'mean F1 over the labels':<26}{tally.mean_f1():>27.3f}   ({tally.messages} messages)"


def _row(name: str, score: Score) -> str:
    return (
        f"{name:<26}{score.precision:>10.3f}{score.recall:>9.3f}{score.f1:>8.3f}"
        f"{score.hits + score.misses:>7}"
    )
