"""Blanks are found in every form people leave them in, and nothing else is taken for one."""

import pytest

from outreach.message.placeholders import placeholders


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in placeholders(text)]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("Hi [Name], hello", ["[Name]"]),
        ("Dear {{ first_name }},", ["{{ first_name }}"]),
        ("Hi %FIRSTNAME% at %COMPANY%", ["%FIRSTNAME%", "%COMPANY%"]),
        ("the project ____ was", ["____"]),
        ("in XX or xx", ["XX", "xx"]),
        ("Dear Mr./Ms. LASTNAME,", ["Mr./Ms.", "LASTNAME"]),
        ("because (insert specific memory, 1 sentence).", ["(insert specific memory, 1 sentence)"]),
        ("How are things at (their company)?", ["(their company)"]),
        ("Hello from TBD", ["TBD"]),
        ("Bonjour <prénom>, du projet (nom du projet)", ["<prénom>", "(nom du projet)"]),
        ("Hi , how are you", ["Hi ,"]),
        ("Bonjour M./Mme Roy", ["M./Mme"]),
    ],
)
def test_blanks(text: str, slots: list[str]) -> None:
    assert found(text) == slots


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Claire from the Brandon lab (2014).",
        "the two I have found (in Jos and Kaduna)",
        "the CIUSSS, the NGO and the ICU",
        "50% of the time, A/B tests and/or interviews",
        "write to <ana@example.org> or <https://example.org>",
        "as he said [sic] and [...] so on...",
        "your class (your best one yet) was fun",
        "Un appel de 15 min ce mois-ci? (par vidéo, si tu veux)",
        "a snake_case word",
        "See you there!\nxx Carla",
        "Love,\nJen xx",
    ],
)
def test_what_is_not_a_blank(text: str) -> None:
    assert found(text) == []
