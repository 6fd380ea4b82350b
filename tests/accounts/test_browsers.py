"""Browsers in words."""

import pytest

from accounts.templatetags.browsers import browser

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120 Safari/537.36"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (CHROME, "Chrome on Linux"),
        (CHROME + " Edg/120.0", "Edge on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0; rv:120.0) Gecko Firefox/120.0", "Firefox on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Safari/604.1", "Safari on iPhone"),
        ("curl/8", "A browser we do not know"),
        ("", "A browser we do not know"),
    ],
)
def test_a_browser_in_words(line, words):
    assert browser(line) == words
