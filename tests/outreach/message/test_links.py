"""Links that an editor may not plant in a wording (T7)."""

import pytest

from outreach.message.links import foreign_links, links_in

ALLOWED = ["linkedin.com"]


@pytest.mark.parametrize(
    "text",
    [
        "Thank you, e.g. for the names.",
        "At 10.30 or 15 h 30; see you there.",
        "C’est tout.Merci.",
        "Write to {recipient}: a no is fine.",
        "",
    ],
)
def test_plain_words_hold_no_link(text: str) -> None:
    assert links_in(text) == []


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("See https://evil.example/a?b.", "https://evil.example/a?b."),
        ("See evil.example for more", "evil.example"),
        ("javascript:alert(1)", "javascript:alert(1)"),
        ("data:text/html,x", "data:text/html,x"),
        ("linkedin.com.evil.example", "linkedin.com.evil.example"),
        ("https://linkedin.com@evil.example", "https://linkedin.com@evil.example"),
        ("ftp://linkedin.com/file", "ftp://linkedin.com/file"),
        ("HTTPS://EVIL.EXAMPLE", "HTTPS://EVIL.EXAMPLE"),
    ],
)
def test_T7_other_hosts_are_found(text: str, link: str) -> None:
    assert foreign_links(text, ALLOWED) == [link]


@pytest.mark.parametrize("mark", ["\\", "%2F", ";", "@", "／", "\u2215"])
def test_T7_a_host_that_only_ends_like_an_allowed_one_is_foreign(mark: str) -> None:
    """A browser opens the first one."""
    link = f"https://evil.example{mark}.linkedin.com"
    assert foreign_links(link, ALLOWED) == [link]


@pytest.mark.parametrize(
    "text", ["https://www.linkedin.com/in/maria", "linkedin.com/help", "http://linkedin.com:80/x"]
)
def test_allowed_hosts_and_what_is_below_them(text: str) -> None:
    assert foreign_links(text, ALLOWED) == []
    assert foreign_links(text, []) == [text]
