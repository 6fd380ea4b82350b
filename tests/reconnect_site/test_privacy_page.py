"""The privacy page, in both languages: its parts, and the ways it leads to (TRUST.md, P7, P19)."""

import re

import pytest
from django.test import Client
from django.urls import reverse

PARTS = {
    "en": [
        "What we keep",
        "Who sees it",
        "If somebody wrote to you from here",
        "How long",
        "Who answers your questions",
        "Your rights",
        "What we do not do",
        "Cookies",
    ],
    "fr": [
        "Ce que nous gardons",
        "Qui le voit",
        "Si quelqu’un vous a écrit d’ici",
        "Pendant combien de temps",
        "Qui répond à vos questions",
        "Vos droits",
        "Ce que nous ne faisons pas",
        "Témoins (cookies)",
    ],
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_its_parts_in_order(language, db, settings):
    settings.PRIVACY_CONTACT = "Renée Roy"
    page = Client(headers={"accept-language": language}).get(reverse("site_privacy")).text
    assert re.findall(r"<h2[^>]*>(.+?)</h2>", page) == PARTS[language]
    assert f'href="{reverse("outreach_my_data_ask")}"' in page
    assert re.findall(r'(?:href|src)="(?:https?:)?//[^"]*"', page) == []
