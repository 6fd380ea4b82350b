"""What no file of the product may hold: each rule is one line of a table."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("accounts", "contacts", "outreach", "advising", "reconnect_site")

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
MAILS = sorted((ROOT / "templates").rglob("*.txt"))
SCRIPTS = sorted((ROOT / "static").rglob("*.js"))
STYLES = sorted((ROOT / "static").rglob("*.css"))
SOURCES = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]

# The Content-Security-Policy refuses inline code; unescaped or unquoted text lets others in (T5).
IN_TEMPLATES = {
    "inline script": r"<script(?![^>]*\s(?:src=|type=\"application/json\"))",
    "inline style": r"<style|\sstyle\s*=",
    "inline event handler": r"<[^>]+\son[a-z]+\s*=",
    "script in a link": r"javascript:",
    "unescaped text": r"\|\s*safe\b|\|\s*safeseq\b|autoescape\s+off",
    "unquoted attribute": r"<[^>{%]*\s[a-z-]+=\{[{%]",
    "something from another host": r"(?:src|srcset|action|poster|data)=[\"']?(?:https?:)?//",
    "style from another host": r"<link[^>]+href=[\"']?(?:https?:)?//",
    "words that run together": r"{%\s*blocktrans(?:late)?\s(?![^%]*\btrimmed\b)",
}
IN_SCRIPTS = {
    "text that becomes code": r"\beval\(|new Function|document\.write|insertAdjacentHTML",
    "text that becomes markup": r"\.(?:inner|outer)HTML\s*=",
    "another host": r"https?://",
    "personal data in the browser": r"sessionStorage",
}
IN_STYLES = {"another host": r"url\([\"']?(?:https?:)?//|@import"}
IN_SOURCES = {
    "unescaped text": r"\bmark_safe\b|\bSafeString\b|\bSafeText\b",
    "an open door": r"\bcsrf_exempt\b",
    "text that becomes code": r"(?<![\w.])(?:eval|exec)\(|\bpickle\b|yaml\.load",
    "hand-written SQL": r"objects\.raw\(|\.extra\(|RawSQL",
    "print": r"(?m)^\s*print\(",
    "a template from data": r"from_string\(|\bTemplate\(",
}


# Mail programs post to the links in a mail on their own, without a form (RFC 8058): the doors that
# are open on purpose (TRUST.md, section 2, 3.5.1). Nothing else goes through those modules.
OPEN_DOORS = {
    "outreach/views/optouts.py": "opt_out",
    "outreach/views/unsubscribe.py": "unsubscribe",
}


def findings(paths: Iterable[Path], rules: dict[str, str]) -> list[str]:
    """Each place where a rule is broken, as "file:line: rule"."""
    return [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {rule}"
        for path in paths
        for text in [path.read_text("utf-8")]
        for rule, pattern in rules.items()
        if not (rule == "an open door" and path.relative_to(ROOT).as_posix() in OPEN_DOORS)
        for match in re.finditer(pattern, text)
    ]


@pytest.mark.parametrize(
    ("paths", "rules"),
    [
        pytest.param(TEMPLATES, IN_TEMPLATES, id="templates"),
        pytest.param(SCRIPTS, IN_SCRIPTS, id="scripts"),
        pytest.param(STYLES, IN_STYLES, id="styles"),
        pytest.param(SOURCES, IN_SOURCES, id="sources"),
    ],
)
def test_no_file_holds_what_none_may_hold(paths: list[Path], rules: dict[str, str]) -> None:
    assert paths
    assert findings(paths, rules) == []


@pytest.mark.parametrize(("module", "view"), OPEN_DOORS.items())
def test_an_open_door_is_one_view(module: str, view: str) -> None:
    text = (ROOT / module).read_text("utf-8")
    assert len(re.findall(r"(?m)^@csrf_exempt$", text)) == 1
    assert re.findall(r"(?m)^def (\w+)\(request", text)[0] == view


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("inline script", "<script>alert(1)</script>"),
        ("inline style", '<p style="color: red">'),
        ("inline event handler", '<a href="/" onclick="go()">'),
        ("unescaped text", "{{ note|safe }}"),
        ("unquoted attribute", "<a href={{ url }}>"),
        ("something from another host", '<script src="https://cdn.example/x.js">'),
        ("words that run together", "{% blocktranslate %}"),
    ],
)
def test_the_rules_for_templates_find_what_they_are_for(rule: str, text: str) -> None:
    assert re.search(IN_TEMPLATES[rule], text)


# --- Words ----------------------------------------------------------------------------------
# Names, and the language switch, which shows each language in its own words.
SAME_IN_EVERY_LANGUAGE = {"Reconnect", "English", "Français", "LinkedIn", "EN", "FR", "AA", "WCAG"}
TAGS = re.compile(
    r"{%\s*comment.*?endcomment\s*%}|{#.*?#}"
    r"|{%\s*block page_class\s*%}.*?{%\s*endblock[^%]*%}"
    r"|{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%}|{%.*?%}|{{.*?}}",
    re.DOTALL,
)
MARKUP = re.compile(
    r'<!--.*?-->|<(script|style)\b.*?</\1>|<[^>]*>|[\w-]+="[^"]*">?|&\w+;', re.DOTALL
)
# Attributes that are read out or shown.
SPOKEN = re.compile(r"\s(?:aria-label|alt|title|placeholder)=\"([^\"{]*[A-Za-z][^\"]*)\"")


def words_left(text: str) -> list[str]:
    """The words of a template that no translation tag covers."""
    plain = TAGS.sub(" ", text)
    shown = [*SPOKEN.findall(plain), MARKUP.sub(" ", plain)]
    found = re.findall(r"[^\W\d_]{2,}", " ".join(shown))
    return [word for word in found if word not in SAME_IN_EVERY_LANGUAGE]


@pytest.mark.parametrize("kind", [TEMPLATES, MAILS], ids=["pages", "mails"])
def test_every_word_people_read_can_be_translated(kind: list[Path]) -> None:
    found = {str(path.relative_to(ROOT)): words_left(path.read_text("utf-8")) for path in kind}
    assert {path: words for path, words in found.items() if words} == {}


# --- Secrets --------------------------------------------------------------------------------
SECRETS = {
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "cloud key": r"\bAKIA[0-9A-Z]{16}\b",
    "token": r"\b(?:ghp|github_pat|xox[bp]|sk_live)_?[A-Za-z0-9]{20,}",
    "address with a password": r"\b(?:postgres|redis|smtp)\w*://[^\s:/@{}]+:[^\s:/@{}]{8,}@",
    "Django's own sample key": r"django-insecure-[a-z0-9$@!%^&*()+=_-]{30,}",
}
TEXT = {".py", ".html", ".txt", ".md", ".toml", ".yaml", ".yml", ".js", ".css", ".sh", ""}


def test_no_secret_is_in_the_tree() -> None:
    skipped = {".git", ".venv", ".hypothesis", "var", "node_modules"}
    paths = [
        path
        for top in ROOT.iterdir()
        if top.name not in skipped and not top.name.endswith("_cache")
        for path in ([top] if top.is_file() else top.rglob("*"))
        if path.is_file() and path.suffix in TEXT and path != Path(__file__)
    ]
    assert findings(paths, SECRETS) == []


def test_what_a_host_with_Docker_sets_reaches_every_process_of_the_site() -> None:
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    shared, services = compose.split("\nservices:\n")
    assert "\n  env_file: .env\n" in shared
    site = re.findall(r"(?m)^  (prepare|web|worker|celery):\n    <<: \*reconnect$", services)
    assert sorted(site) == ["celery", "prepare", "web", "worker"]


@pytest.mark.parametrize("ignored", [".gitignore", ".dockerignore"])
def test_the_settings_of_a_host_get_into_neither_history_nor_image(ignored: str) -> None:
    # docs/deploy.md has them written into .env, beside the code.
    assert ".env" in (ROOT / ignored).read_text("utf-8").splitlines()
