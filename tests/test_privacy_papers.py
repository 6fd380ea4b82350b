"""P18: the papers about privacy say what the product does, and name only what there is."""

import re
from datetime import date
from gettext import GNUTranslations
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / "docs" / "privacy"
NAMES = (
    "README.md",
    "pia.md",
    "notices.md",
    "processing-register.md",
    "breach-register.md",
    "incident-runbook.md",
    "requests.md",
    "fr/pia.md",
    "fr/notices.md",
    "fr/breach-register.md",
)
PAPERS = {name: (FOLDER / name).read_text("utf-8") for name in NAMES}
ALL = "\n".join(PAPERS.values())

ABOUT_NOBODY = {
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
    "outreach.RequestType",
    "outreach.SiteSending",
}
"""Tables of the site itself."""


def test_every_paper_is_there_and_dated() -> None:
    assert sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*")) == sorted(
        [*NAMES, "fr"]
    )
    for name, text in PAPERS.items():
        day = re.search(r"^\*Version (?:of|du) (\d{4}-\d\d-\d\d)", text, re.M)
        assert day, name
        assert date.fromisoformat(day[1]) >= date(2026, 11, 26)
        assert name == "README.md" or "not legal advice" in text or "avis juridique" in text


def test_every_table_about_people_is_in_the_register() -> None:
    models = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    register = PAPERS["processing-register.md"]
    named = set(re.findall(r"`([a-z_]+\.[A-Z]\w+)`", register))
    assert models - ABOUT_NOBODY - named == set()
    assert named & ABOUT_NOBODY == set()


@pytest.mark.parametrize("line", sorted(set(re.findall(r"`manage\.py ([^`]+)`", ALL))))
def test_every_command_they_name_is_taken(line: str) -> None:
    name, *words = line.split()
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(words)


def test_every_test_they_name_exists() -> None:
    sources = (path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    there = {name for text in sources for name in re.findall(r"^def (test_\w+)", text, re.M)}
    named = set(re.findall(r"`(test_\w+)`", ALL))
    assert len(named) > 30
    assert named - there == set()


def test_every_setting_they_name_exists() -> None:
    settings = (ROOT / "reconnect_site" / "settings.py").read_text()
    named = set(re.findall(r"`([A-Z][A-Z_]{5,})(?:=\w+)?`", ALL))
    assert {name for name in named if f'env("{name}"' not in settings} == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_somewhere(name: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAPERS[name]):
        path, _, anchor = target.partition("#")
        file = (FOLDER / name).parent / path
        assert file.exists(), target
        headings = re.findall(r"^#+ (.+)$", file.read_text("utf-8"), re.M)
        slugs = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
        assert not anchor or anchor in slugs, target


# --- The notices ------------------------------------------------------------------------------
def plain(text: str) -> str:
    """A text of the product as the papers have it: without markup, its blanks in brackets."""
    return re.sub(r"%\((\w+)\)s", r"[\1]", re.sub(r"<[^>]+>", "", text))


def quoted(name: str) -> list[str]:
    """What a paper quotes, up to the part that the host says."""
    ours = re.split(r"^## .*(?:For your centre|Ce que votre centre)", PAPERS[name], flags=re.M)[0]
    return re.findall(r"^> (.+)$", ours, re.M)


def test_P7_P19_the_notices_are_the_words_of_the_product_in_both_languages() -> None:
    with (ROOT / "locale" / "fr" / "LC_MESSAGES" / "django.mo").open("rb") as file:
        catalogue = GNUTranslations(file)._catalog
    french = {plain(key): plain(text) for key, text in catalogue.items() if isinstance(key, str)}
    english = quoted("notices.md")
    assert len(english) > 20
    assert [text for text in english if text not in french] == []
    assert quoted("fr/notices.md") == [french[text] for text in english]


def test_the_french_assessment_has_the_risks_of_the_english_one() -> None:
    risks = [
        re.findall(r"^\| (\d+) \|.*\| ([^|]+) \|$", PAPERS[name], re.M)
        for name in ("pia.md", "fr/pia.md")
    ]
    named = [[(number, re.findall(r"`test_\w+`", tests)) for number, tests in one] for one in risks]
    assert len(named[0]) == 20
    assert named[0] == named[1]
