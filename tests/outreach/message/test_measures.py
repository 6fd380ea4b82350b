"""Words and SMS segments."""

import pytest

from outreach.message.measures import sms_segments, words


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("aujourd’hui", 1), ("a well-known 3.5 km", 4), ("15 min – non ?", 3), ("«  »", 0)],
)
def test_words(text: str, count: int) -> None:
    assert words(text) == count


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 307, 3),
        ("é" * 160, 1),
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_sms_segments(text: str, segments: int) -> None:
    assert sms_segments(text) == segments
