"""Choosing what happens with whom, and importing."""

import pytest
from django.urls import reverse

from contacts.models import ImportBatch
from tests.contacts.imports.files import person, read_as, ready
from tests.contacts.people import new_contact


@pytest.fixture
def batch(alice, clock, monkeypatch) -> ImportBatch:
    """Greta, whom Alice knows, and one she does not."""
    new_contact(alice, "Greta", linkedin_url="https://www.linkedin.com/in/greta-1")
    read_as(monkeypatch, person(1), person(2))
    return ready(alice, clock)


def post(client, name: str, batch: ImportBatch, fields: dict[str, str] | None = None, **options):
    """Press a button of the preview."""
    return client.post(reverse(f"contacts_import_{name}", args=[batch.pk]), fields or {}, **options)


def url_of(batch: ImportBatch) -> str:
    return reverse("contacts_import", args=[batch.pk])


# --- Choosing -------------------------------------------------------------------------------
def test_choices_are_kept(alice_client, batch):
    post(alice_client, "decide", batch, {"known_choice": "skip", "tag": "uni", "choice-1": "add"})
    batch.refresh_from_db()
    assert (batch.known_choice, batch.tag) == ("skip", "uni")
    assert batch.rows.get(position=1).choice == "add"
    assert batch.rows.get(position=2).choice == ""


@pytest.mark.parametrize(
    ("go", "query"),
    [
        ("known-after-25", "?part=known&after=25"),
        ("problems-before-26", "?part=problems&before=26"),
        ("overview", ""),
        ("https://evil.example/", ""),
        ("known-after-25&x=1", ""),
    ],
)
def test_buttons_lead_to_other_rows_of_this_import(alice_client, batch, go, query):
    assert post(alice_client, "decide", batch, {"go": go}).url == url_of(batch) + query


def test_without_a_choice_for_all_the_one_before_stays(alice_client, batch):
    ImportBatch.objects.update(known_choice="skip")
    post(alice_client, "decide", batch, {"tag": ""})
    batch.refresh_from_db()
    assert batch.known_choice == "skip"


def test_htmx_gets_what_would_happen_now(alice_client, batch):
    headers = {"HX-Request": "true"}
    page = post(alice_client, "decide", batch, {"known_choice": "add"}, headers=headers).text
    assert "<strong>2</strong> people are added." in page
    assert '<span id="act" hx-swap-oob="innerHTML">Import 2 people</span>' in page
    assert "<h1" not in page


def test_htmx_gets_nothing_for_what_makes_no_sense(alice_client, batch):
    headers = {"HX-Request": "true"}
    response = post(alice_client, "decide", batch, {"tag": "a, b"}, headers=headers)
    assert (response.status_code, response.content) == (204, b"")


def test_htmx_in_an_old_tab_gets_the_page_anew(alice_client, batch):
    post(alice_client, "cancel", batch)
    response = post(alice_client, "decide", batch, headers={"HX-Request": "true"})
    assert response.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"tag": "a, b"}, "Leave out commas: they separate tags."),
        ({"tag": "x" * 61}, "Use at most 60 characters. This has 61."),
        ({"known_choice": "burn"}, "Select a valid choice."),
    ],
)
@pytest.mark.parametrize("act", ["decide", "save"])
def test_B42_what_makes_no_sense_is_said_in_place_and_nothing_is_kept(
    alice_client, batch, fields, words, act
):
    response = post(alice_client, act, batch, fields)
    assert words in response.text
    assert "<title>Error:" in response.text
    batch.refresh_from_db()
    assert (batch.status, batch.known_choice, batch.tag) == ("ready", "update", "")


def test_B42_tampered_choices_of_rows_are_left_out(alice_client, batch):
    strange = {
        "choice-1": "burn",
        "choice-x": "add",
        "choice-" + "9" * 12: "add",
        "choice-77": "add",
    }
    assert post(alice_client, "decide", batch, strange).status_code == 302
    assert set(batch.rows.values_list("choice", flat=True)) == {""}


def test_W14_the_language_switch_keeps_what_was_typed(alice_client, batch):
    typed = {"language": "fr", "known_choice": "skip", "tag": "uni", "choice-1": "add"}
    response = alice_client.post(f"/language/?next={url_of(batch)}", typed)
    page = alice_client.get(response.url).text
    assert 'value="uni"' in page
    assert 'value="skip" checked' in page
    assert '<option value="add" selected>' in page


# --- Importing ------------------------------------------------------------------------------
def test_import_keeps_the_choices_and_saves(
    alice, alice_client, batch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = post(alice_client, "save", batch, {"known_choice": "skip", "tag": "uni"})
    assert response.url == url_of(batch)
    batch.refresh_from_db()
    assert batch.status == "done"
    assert list(alice.contacts.order_by("name").values_list("name", "organization")) == [
        ("Greta", ""),
        ("Greta Person2", "Puerto Digital"),
    ]


def test_F2_a_second_click_imports_nothing_twice(
    alice, alice_client, batch, django_capture_on_commit_callbacks
):
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            response = post(alice_client, "save", batch)
    assert response.url == url_of(batch)
    assert "This import was saved already. Nothing was added twice." in alice_client.get(
        response.url
    ).text.replace("&#x27;", "'")
    assert alice.contacts.count() == 2


def test_an_old_tab_says_that_the_import_was_cancelled(alice_client, batch):
    post(alice_client, "cancel", batch)
    page = alice_client.get(post(alice_client, "save", batch).url).text
    assert "This import was cancelled. Nothing of it was saved." in page
    assert "<h1>This import is cancelled</h1>" in page


def test_L11_more_contacts_than_one_may_have_are_refused_in_words(alice_client, batch, settings):
    settings.CONTACTS_PER_USER = 1
    page = post(alice_client, "save", batch).text
    assert "You would have 2 contacts, and 1 is the most. Delete some first." in page
    batch.refresh_from_db()
    assert batch.status == "ready"


# --- Cancelling -----------------------------------------------------------------------------
def test_cancelling_forgets_the_file_and_its_rows(alice, alice_client, batch):
    response = post(alice_client, "cancel", batch)
    assert "Nothing was saved, and the file is deleted." in alice_client.get(response.url).text
    assert batch.rows.count() == 0
    assert alice.contacts.count() == 1


def test_what_is_saved_cannot_be_cancelled(alice_client, batch, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        post(alice_client, "save", batch)
    page = alice_client.get(post(alice_client, "cancel", batch).url).text
    assert "This import was saved already." in page


@pytest.mark.parametrize("act", ["decide", "save", "cancel", "read_again"])
def test_T4_a_stranger_can_do_nothing(charlie_client, batch, act):
    assert post(charlie_client, act, batch, {"known_choice": "skip"}).status_code == 404
    batch.refresh_from_db()
    assert (batch.status, batch.known_choice) == ("ready", "update")


@pytest.mark.parametrize("act", ["decide", "save", "cancel", "read_again"])
def test_looking_at_an_act_does_nothing(alice_client, batch, act):
    url = reverse(f"contacts_import_{act}", args=[batch.pk])
    assert alice_client.get(url).status_code == 405
