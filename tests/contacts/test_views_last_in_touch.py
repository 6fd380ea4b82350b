"""When were you last in touch? Ten at a time, one tap each, as rough as it is remembered."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from contacts import actions
from contacts.last_in_touch import Answer, Answered, take_back, unknown
from contacts.models import Contact, Encounter, ImportBatch, ImportRow
from tests.contacts.people import TODAY, new_contact, stored

pytestmark = pytest.mark.usefixtures("fixed_day")
URL = reverse("contacts_last_in_touch")
UNDO = reverse("contacts_last_in_touch_undo")


def people(owner, count: int) -> list[Contact]:
    return [new_contact(owner, f"Person {number:02}") for number in range(count)]


def shown(response) -> list[str]:
    return [row.contact.name for row in response.context["rows"]]


def field(contact: Contact) -> str:
    return f"last_{contact.pk.hex}"


def save(client, asked, url=URL, total=0, **given):
    """Post the page about these people; ``given`` by place: ``p0="year"``."""
    answers = {field(asked[int(place[1:])]): value for place, value in given.items()}
    posted = {"person": [str(contact.pk) for contact in asked], "total": total, **answers}
    return client.post(url, posted, follow=True)


@pytest.fixture
def batch(alice) -> ImportBatch:
    return ImportBatch.objects.create(owner=alice, status="done")


def imported(batch: ImportBatch, *contacts: Contact) -> None:
    for place, contact in enumerate(contacts):
        ImportRow.objects.create(batch=batch, position=place, contact=contact)


# --- Who is asked about -----------------------------------------------------------------------
def test_only_people_without_a_date_are_asked_about(alice, alice_client, secret):
    new_contact(alice, "Known", last="2019")
    asked, opted_out, trashed = people(alice, 3)
    actions.set_do_not_contact(contact=opted_out, now=timezone.now(), by=alice)
    actions.move_to_trash(contact=trashed, now=timezone.now(), by=alice)
    assert shown(alice_client.get(URL)) == [asked.name]


def test_ten_by_name_with_work_and_the_hint(alice, alice_client):
    people(alice, 11)
    first = new_contact(alice, "Ana", organization="Museum", position="Curator")
    Contact.objects.filter(pk=first.pk).update(connected_on=date(2015, 3, 1))
    response = alice_client.get(URL)
    page = response.content.decode()
    assert shown(response) == ["Ana", *(f"Person {number:02}" for number in range(9))]
    assert "Curator, Museum" in page
    assert "Connected on LinkedIn since March 2015" in page
    assert "1 to 10 of 12" in page


def test_those_of_one_import(alice, alice_client, batch):
    imported_one, _other = people(alice, 2)
    imported(batch, imported_one)
    response = alice_client.get(URL, {"import": str(batch.pk)})
    assert shown(response) == [imported_one.name]
    assert "1 to 1 of 1" in response.content.decode()


def test_nobody_to_ask_about_says_so(alice_client):
    assert "Nobody is left to ask about" in alice_client.get(URL).content.decode()


# --- Answers ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("answer", "on", "precision", "words"),
    [
        ("year", date(2026, 5, 25), "around", "this year"),
        ("over1", date(2025, 10, 31), "before", "more than a year ago"),
        ("over2", date(2024, 10, 31), "before", "more than 2 years ago"),
        ("over5", date(2021, 10, 31), "before", "more than 5 years ago"),
    ],
)
def test_an_answer_is_kept_as_rough_as_it_is(alice, alice_client, answer, on, precision, words):
    (contact,) = people(alice, 1)
    save(alice_client, [contact], p0=answer)
    contact.refresh_from_db()
    assert (contact.last_in_touch, contact.last_in_touch_precision) == (on, precision)
    assert contact.silent_since == on
    assert contact.is_lapsed(TODAY) is (answer != "year")
    page = alice_client.get(reverse("outreach_contact", args=[contact.pk])).content.decode()
    assert f"Last in touch {words}" in page


def test_never_really_is_not_asked_again(alice, alice_client):
    (contact,) = people(alice, 1)
    save(alice_client, [contact], p0="never")
    contact.refresh_from_db()
    assert (contact.never_in_touch, contact.closeness, contact.last_in_touch) == (
        True,
        "barely",
        None,
    )
    assert shown(alice_client.get(URL)) == []
    page = alice_client.get(reverse("outreach_contact", args=[contact.pk])).content.decode()
    assert "You were never really in touch." in page


def test_never_really_leaves_a_closeness_that_was_chosen(alice, alice_client):
    contact = new_contact(alice, "Ana", closeness="well")
    save(alice_client, [contact], p0="never")
    assert Contact.objects.get(pk=contact.pk).closeness == "well"


def test_F23_an_open_form_of_the_contact_is_too_old_then(alice, alice_client):
    (contact,) = people(alice, 1)
    save(alice_client, [contact], p0="never")
    assert Contact.objects.get(pk=contact.pk).version == contact.version + 1


@pytest.mark.parametrize("value", ["", "sometimes", "x" * 500])
def test_no_answer_and_no_such_answer_is_to_skip(alice, alice_client, value):
    (contact,) = people(alice, 1)
    before = stored(contact)
    save(alice_client, [contact], p0=value)
    assert stored(contact) == before


def test_F21_a_second_click_changes_nothing(alice, alice_client):
    (contact,) = people(alice, 1)
    save(alice_client, [contact], p0="over2")
    before = stored(contact)
    save(alice_client, [contact], p0="over5")
    assert stored(contact) == before
    assert Encounter.objects.count() == 1


def test_each_answer_is_in_the_trail_without_its_value(alice, alice_client):
    contacts = people(alice, 2)
    before = list(AuditEvent.objects.values_list("pk", flat=True))
    save(alice_client, contacts, p0="over2", p1="never")
    added = AuditEvent.objects.exclude(pk__in=before)
    assert sorted(added.values_list("verb", "fields")) == [
        ("create", []),
        ("never_in_touch", ["closeness"]),
    ]


# --- The round --------------------------------------------------------------------------------
def test_those_not_answered_are_not_asked_again_in_this_round(alice, alice_client):
    contacts = people(alice, 12)
    response = save(alice_client, contacts[:10], total=12, p0="over5", p1="over5")
    assert shown(response) == ["Person 10", "Person 11"]
    assert "11 to 12 of 12" in response.content.decode()


def test_at_the_end_one_can_go_through_those_skipped(alice, alice_client):
    contacts = people(alice, 2)
    response = save(alice_client, contacts, total=2, p0="over5")
    page = response.content.decode()
    assert "That was everyone" in page
    assert f'href="{URL}"' in page
    assert shown(alice_client.get(URL)) == ["Person 01"]


def test_at_the_end_with_nobody_skipped_there_is_nobody_to_go_through(alice, alice_client):
    contacts = people(alice, 1)
    page = save(alice_client, contacts, total=1, p0="over5").content.decode()
    assert "That was everyone" in page
    assert "those you skipped" not in page


def test_an_import_stays_chosen(alice, alice_client, batch):
    contacts = people(alice, 12)
    imported(batch, *contacts[:11])
    url = f"{URL}?import={batch.pk}"
    response = save(alice_client, contacts[:10], url, total=11)
    assert shown(response) == ["Person 10"]
    asked = ImportRow.objects.filter(was_asked=True).values_list("contact", flat=True)
    assert set(asked) == {contact.pk for contact in contacts[:10]}


@pytest.mark.parametrize(
    "query",
    [
        {"after": "x"},
        {"after": str(uuid4())},
        {"done": "-1", "of": "9" * 40},
        {"done": "٣", "of": "x"},
    ],
)
def test_an_address_that_makes_no_sense_is_the_beginning(alice, alice_client, query):
    people(alice, 1)
    response = alice_client.get(URL, query)
    assert shown(response) == ["Person 00"]
    assert "1 to 1 of 1" in response.content.decode()


def test_a_form_without_people_saves_nothing(alice_client):
    assert alice_client.post(URL).url == URL


# --- Undo -------------------------------------------------------------------------------------
def undo_fields(response) -> dict[str, str]:
    """The hidden fields of the undo button, as the page has them."""
    form = response.content.decode().split(f'action="{UNDO}"', 1)[1].split("</form>", 1)[0]
    names = ("encounters", "never", "import", "after", "done", "of")
    return {name: form.split(f'name="{name}" value="', 1)[1].split('"', 1)[0] for name in names}


def test_undo_brings_the_page_back_as_it_was(alice, alice_client, batch):
    contacts = people(alice, 3)
    imported(batch, *contacts)
    before = [{**stored(contact), "version": 0} for contact in contacts]
    url = f"{URL}?import={batch.pk}"
    response = save(alice_client, contacts, url, total=3, p0="over5", p1="never")
    assert "Saved for 2 people." in response.content.decode()
    response = alice_client.post(UNDO, undo_fields(response), follow=True)
    assert [{**stored(contact), "version": 0} for contact in contacts] == before
    assert Encounter.objects.count() == 0
    assert shown(response) == ["Person 00", "Person 01", "Person 02"]
    assert ImportRow.objects.filter(was_asked=True, contact__in=contacts[:2]).count() == 0


def test_undo_leaves_what_was_chosen_since(alice, alice_client):
    (contact,) = people(alice, 1)
    response = save(alice_client, [contact], p0="never")
    Contact.objects.filter(pk=contact.pk).update(closeness="well")
    alice_client.post(UNDO, undo_fields(response))
    contact.refresh_from_db()
    assert (contact.never_in_touch, contact.closeness) == (False, "well")


def test_undo_leaves_an_encounter_that_says_more(alice):
    contact = new_contact(alice, "Ana", last="2019")
    Encounter.objects.update(note="at the fair")
    take_back(answered=Answered([Encounter.objects.get().pk], {}), by=alice)
    assert contact.encounters.count() == 1


def test_T1_undo_takes_back_only_ones_own(charlie_client, alice):
    contact = new_contact(alice, "Ana", last="2019")
    never = new_contact(alice, "Bea")
    Contact.objects.filter(pk=never.pk).update(never_in_touch=True)
    posted = {"encounters": str(Encounter.objects.get().pk), "never": f"{never.pk}:"}
    charlie_client.post(UNDO, posted)
    assert contact.encounters.count() == 1
    assert Contact.objects.get(pk=never.pk).never_in_touch


@pytest.mark.parametrize("posted", [{}, {"encounters": "x,", "never": "y,z:w"}])
def test_undo_of_nothing_is_no_error(alice_client, posted):
    assert alice_client.post(UNDO, posted).url == URL


# --- Who may, and what it costs ---------------------------------------------------------------
def test_T1_people_of_others_are_not_answered_for(charlie_client, alice):
    (contact,) = people(alice, 1)
    before = stored(contact)
    save(charlie_client, [contact], p0="over5")
    assert stored(contact) == before


@pytest.mark.parametrize("ask", ["get", "post"])
def test_T1_an_import_of_others_is_404(charlie_client, batch, ask):
    for import_id in (batch.pk, uuid4(), "x"):
        assert getattr(charlie_client, ask)(f"{URL}?import={import_id}").status_code == 404


def test_T19_undo_takes_a_post(alice_client):
    assert alice_client.get(UNDO).status_code == 405


def test_signing_in_comes_first(client):
    assert client.get(URL).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_with_more_people(
    alice, alice_client, batch, count, django_assert_num_queries
):
    imported(batch, *people(alice, count))
    alice_client.get(URL)
    with django_assert_num_queries(6):
        assert len(shown(alice_client.get(URL, {"import": str(batch.pk)}))) == count


def test_every_answer_is_offered(alice, alice_client):
    (contact,) = people(alice, 1)
    page = alice_client.get(URL).content.decode()
    for value in [*Answer.values, ""]:
        assert f'name="{field(contact)}" value="{value}"' in page
    assert list(unknown(alice)) == [contact]


def test_W14_the_language_switch_keeps_the_answers(alice, alice_client):
    (contact,) = people(alice, 1)
    address = f"{reverse('accounts_language')}?next={URL}"
    alice_client.post(address, {"language": "fr", field(contact): "over5"})
    assert f'value="over5" id="{field(contact)}_over5" checked' in (
        alice_client.get(URL).content.decode()
    )


# --- The way there ----------------------------------------------------------------------------
def test_the_list_of_who_lost_touch_leads_there(alice, alice_client):
    new_contact(alice, "Known", last="2019")
    lapsed = reverse("contacts_list") + "?show=lapsed"
    assert URL not in alice_client.get(lapsed).content.decode()
    people(alice, 1)
    assert URL in alice_client.get(lapsed).content.decode()
    assert URL not in alice_client.get(reverse("contacts_list")).content.decode()
