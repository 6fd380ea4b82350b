"""Every bad input in every text field of every form: never a 500, and what was typed is kept."""

from html import escape, unescape

import pytest
from django.urls import reverse

from contacts.forms import ContactForm, EncounterForm
from contacts.models import Contact

BAD = {
    "B4": "a@x.com, b@y.com",
    "B8": "a@x.com\nBcc: b@y.com",
    "B12": "a" * 300 + "@example.com",
    "B14": "=cmd@x.com",
    "B17": "   ",
    "B18": "\u200b\u3164",
    "B19": "NUL\0here",
    "B20": "\ud800",
    "B21": "👩‍👩‍👧 𝔸",
    "B22": "\u202egnorw",
    "B23": "محمد الأمين",
    "B24": "e" + "\u0301" * 10_000,
    "B25": '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
    "B26": "{{7*7}}{% debug %}{0.__class__}",
    "B27": "' OR 1=1 --",
    "B28": "N/A",
    "B29": "x" * 100_000,
    "B30": "x" * 5001,
    "B31": "a\r\nb\rc",
    "B33": "Subject\r\nBcc: x@y.com",
    "B34": "a\x00\x85\u2028b",
    "B35": "javascript:alert(1)",
    "B49": "29 Feb 2025",
    "B50": "12/31/25",
    "B51": "9999",
    "B53": "٢٠١٩",
    "B54": "9" * 400,
}
PEOPLE_FIELDS = sorted(ContactForm.base_fields)
HIDDEN = {"version", "key"}
CHOICES = {"relationship", "closeness", "rhythm_months"}
ENCOUNTER_FIELDS = sorted(EncounterForm.base_fields)


def encodable(text: str) -> bytes | str:
    """Text as a browser could send it; a lone surrogate as the bytes of an attacker (B46)."""
    return text.encode("utf-8", "surrogatepass") if "\ud800" in text else text


def check(response, field: str, typed: str, shows_text: bool = True) -> None:
    """Either taken, or shown again with an error and with the text."""
    assert response.status_code in (200, 302)
    if response.status_code == 200 and shows_text and field not in HIDDEN:
        page = response.content.decode()
        assert "There is a problem" in page
        if "\ud800" not in typed:
            assert lines(typed.strip()) in lines(unescape(page))


def lines(text: str) -> str:
    """Text with the ends of its lines as we write them."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def refused_together(client, url: str, usual: dict, bad: str) -> set[str]:
    """The fields that refuse a bad input: each says so, on one page that keeps what was typed.

    Drawing a page takes longest. What a field may take, its test then sends alone.
    """
    fields = [field for field in PEOPLE_FIELDS if field not in HIDDEN]
    response = client.post(url, usual | dict.fromkeys(fields, encodable(BAD[bad])))
    if response.status_code == 302:
        return set()
    form = response.context["form"]
    refused = set(form.errors)
    check(response, "name", BAD[bad])
    assert refused
    assert refused <= set(fields)
    _head, *parts = lines(unescape(response.text)).split('id="div_id_')
    shown = {part.partition('"')[0]: part for part in parts}
    assert set(form.fields) - HIDDEN == set(shown)
    for field in set(shown) - CHOICES:
        assert "\ud800" in BAD[bad] or lines(BAD[bad].strip()) in shown[field]
    for field in refused:
        assert "invalid-feedback" in shown[field]
    return refused


@pytest.mark.parametrize("bad", BAD)
def test_adding_a_contact(alice_client, bad):
    url, usual = reverse("contacts_add"), {"name": "Maria", "anyway": "1"}
    refused = refused_together(alice_client, url, usual, bad)
    assert not Contact.objects.exists() or not refused
    for field in sorted(set(PEOPLE_FIELDS) - refused):
        response = alice_client.post(url, usual | {field: encodable(BAD[bad])})
        check(response, field, BAD[bad])
        assert response.status_code == 302 or field in HIDDEN


@pytest.mark.parametrize("bad", BAD)
def test_adding_to_the_history(alice_client, maria, bad):
    url = reverse("contacts_encounter_add", args=[maria.pk])
    for field in ENCOUNTER_FIELDS:
        typed = {"when": "2019", "kind": "met", field: encodable(BAD[bad])}
        check(alice_client.post(url, typed), field, BAD[bad], shows_text=field != "kind")


@pytest.mark.parametrize("bad", BAD)
def test_renaming_a_tag(alice_client, maria, bad):
    url = reverse("contacts_tag", args=[maria.tags.get().pk])
    check(alice_client.post(url, {"name": encodable(BAD[bad])}), "name", BAD[bad])


@pytest.mark.parametrize("bad", BAD)
def test_the_list_takes_any_address(alice_client, maria, bad):
    for name in ("q", "show", "relationship", "tag", "sort", "after", "before", "other"):
        url = reverse("contacts_list")
        assert alice_client.get(url, {name: encodable(BAD[bad])}).status_code == 200


@pytest.mark.parametrize("bad", ["B21", "B22", "B23", "B25", "B26", "B27", "B28"])
def test_B25_stored_text_is_shown_literally_and_isolated(alice, alice_client, bad):
    typed = {"name": BAD[bad], "organization": BAD[bad], "notes": BAD[bad], "tags": BAD[bad]}
    alice_client.post(reverse("contacts_add"), typed)
    contact = Contact.objects.get()
    assert contact.name == " ".join(BAD[bad].split())
    for url in (reverse("contacts_list"), reverse("outreach_contact", args=[contact.pk])):
        page = alice_client.get(url).content.decode()
        assert f"<bdi>{escape(contact.name)}</bdi>" in page
        assert "<script>alert" not in page


def test_B39_B40_odd_ids_are_404(alice_client):
    for part in ("9223372036854775808", "1" * 5000, "not-a-uuid", "%00"):
        assert alice_client.get(f"/contacts/{part}/edit/").status_code == 404
