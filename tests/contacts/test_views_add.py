"""Adding a person: page, duplicate warning, doubts, double click."""

from django.urls import reverse

from contacts.models import Contact

URL = reverse("contacts_add")


def saved(response) -> Contact:
    """The one contact there is, to whose page the answer leads."""
    contact = Contact.objects.get()
    assert response.status_code == 302
    assert response.url == reverse("outreach_contact", args=[contact.pk])
    return contact


def said(response) -> list[str]:
    """The flash messages on the page after a redirect."""
    return [str(message) for message in response.context["messages"]]


def test_the_page_asks_little_and_says_what_is_optional(alice_client):
    page = alice_client.get(URL).content.decode()
    assert page.count("<h1") == 1
    assert 'id="main-form"' in page
    assert "(optional)" in page
    assert "asterisk" not in page


def test_a_name_is_enough(alice, alice_client):
    contact = saved(alice_client.post(URL, {"name": "Maria Santos"}))
    assert (contact.owner, contact.name) == (alice, "Maria Santos")


def test_everything_typed_is_stored(alice_client, fixed_day):
    typed = {
        "name": "Maria Santos",
        "emails": "maria@example.com",
        "phones": "613 562 5800",
        "linkedin_url": "linkedin.com/in/maria",
        "relationship": "manager",
        "closeness": "well",
        "last_in_touch": "around 2009",
        "shared_history": "the grad student conference in 2009",
        "organization": "Museum",
        "position": "Curator",
        "greeting_name": "Maria",
        "formal_name": "Dr. Santos",
        "rhythm_months": "6",
        "tags": "uni, first job",
        "notes": "One\r\nTwo",
    }
    contact = saved(alice_client.post(URL, typed))
    assert contact.linkedin_url == "https://www.linkedin.com/in/maria"
    assert (contact.last_in_touch.year, contact.last_in_touch_precision) == (2009, "around")
    assert (contact.rhythm_months, contact.closeness) == (6, "well")
    assert contact.notes == "One\nTwo"
    assert [tag.name for tag in contact.tags.all()] == ["first job", "uni"]


def test_an_error_keeps_the_text_and_opens_the_title(alice_client):
    response = alice_client.post(URL, {"name": "", "notes": "Likes rowing", "emails": "a@b"})
    page = response.content.decode()
    assert "<title>Error: Add a contact" in page
    assert "Likes rowing" in page
    assert 'href="#id_emails"' in page
    assert not Contact.objects.exists()


def test_a_likely_duplicate_is_shown_before_anything_is_saved(alice_client, maria):
    response = alice_client.post(URL, {"name": "Somebody", "emails": "MARIA@example.com"})
    page = response.content.decode()
    assert "You may already have this person" in page
    assert reverse("outreach_contact", args=[maria.pk]) in page
    assert "the same e-mail address" in page
    assert Contact.objects.get() == maria


def test_it_can_be_added_anyway(alice_client, maria):
    typed = {"name": "Maria Santos", "anyway": "1"}
    assert alice_client.post(URL, typed).status_code == 302
    assert Contact.objects.filter(name="Maria Santos").count() == 2


def test_P4_the_contacts_of_others_raise_no_warning(alice_client, secret):
    response = alice_client.post(URL, {"name": "Secret Person", "emails": "secret@example.com"})
    assert response.status_code == 302


def test_F2_F21_a_double_click_adds_once(alice_client):
    key = alice_client.get(URL).context["form"]["key"].value()
    typed = {"name": "Maria Santos", "key": str(key)}
    first, second = alice_client.post(URL, typed), alice_client.post(URL, typed)
    assert first.url == second.url
    assert Contact.objects.count() == 1


def test_B47_owner_and_other_columns_cannot_be_posted(alice, alice_client, charlie):
    typed = {"name": "Maria", "owner": str(charlie.pk), "owner_id": str(charlie.pk), "version": 9}
    contact = saved(alice_client.post(URL, typed))
    assert (contact.owner, contact.version) == (alice, 1)


def test_W6_a_likely_typing_error_is_taken_and_named(alice_client):
    typed = {"name": "Maria", "emails": "maria@gmial.com"}
    response = alice_client.post(URL, typed, follow=True)
    assert any("Did you mean gmail.com?" in text for text in said(response))
    assert Contact.objects.get().emails.get().address == "maria@gmial.com"


def test_B15_a_look_alike_domain_is_taken_and_named(alice_client):
    response = alice_client.post(URL, {"name": "M", "emails": "m@gооgle.com"}, follow=True)
    assert any("letters that look like others" in text for text in said(response))


def test_W14_text_kept_by_the_language_switch_comes_back(alice_client):
    alice_client.post(
        f"{reverse('accounts_language')}?next={URL}", {"language": "fr", "name": "Half typ"}
    )
    assert 'value="Half typ"' in alice_client.get(URL).content.decode()


def test_other_methods_are_refused(alice_client):
    assert alice_client.put(URL).status_code == 405


def test_it_needs_sign_in(client):
    assert client.get(URL).url.startswith(reverse("account_login"))
