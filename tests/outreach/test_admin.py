"""The advisors' panel: request types and wordings, edited with care, and nothing else."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from accounts.panel import panel
from outreach.models import RequestType, Wording
from tests.accounts.conftest import signed_in, with_second_step
from tests.outreach.people import outreach_of
from tests.outreach.shipped import load_shipped

PAGES = ["outreach_requesttype", "outreach_wording"]


@pytest.fixture(autouse=True, scope="module")
def _in_the_database(once) -> None:
    once(load_shipped)


@pytest.fixture(autouse=True)
def _shipped(db) -> None:
    """Each test puts its own aside."""


@pytest.fixture
def advisor(make_user):
    """Staff with a second step, and without any Django permission."""
    return with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))


@pytest.fixture
def advisor_client(advisor):
    return signed_in(advisor)


def change(row) -> str:
    return reverse(f"advisor:outreach_{row._meta.model_name}_change", args=[row.pk])


def wording(**chosen) -> Wording:
    return Wording.objects.filter(language="en", text__contains="{", **chosen).first()


def edit(client, row, **data):
    return client.post(change(row), {"is_active": "on", **data}, follow=True)


def test_T10_only_these_models_and_no_clients(advisor_client):
    registered = {model._meta.label for model in panel._registry}
    assert registered & {"outreach.Outreach", "outreach.Message", "contacts.Contact"} == set()
    page = advisor_client.get(reverse("advisor:index")).text
    assert all(reverse(f"advisor:{name}_changelist") in page for name in PAGES)
    assert "/advisor/accounts/" not in page


def test_a_list_is_called_what_it_lists(advisor_client):
    page = advisor_client.get(reverse("advisor:outreach_requesttype_changelist")).text
    assert page.count("<h1>Request types</h1>") == 1


def test_the_front_page_counts(advisor_client):
    page = advisor_client.get(reverse("advisor:index")).text
    assert f"<p>{Wording.objects.count():,} in all</p>" in page
    assert "5 are offered" in page


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("page", ["changelist", "add"])
def test_T1_a_client_finds_no_panel(alice_client, name, page):
    assert alice_client.get(reverse(f"advisor:{name}_{page}")).status_code == 404


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_staff_see_the_lists_in_their_language(advisor, advisor_client, name, language):
    advisor.language = language
    advisor.save()
    page = advisor_client.get(reverse(f"advisor:{name}_changelist"), {"q": "e"})
    assert (page.status_code, page["Content-Language"]) == (200, language)


@pytest.mark.parametrize("origin", ["shipped", "edited", "own"])
def test_wordings_by_origin(advisor_client, origin):
    edited, own = Wording.objects.all()[:2]
    Wording.objects.filter(pk=edited.pk).update(text="Edited.")
    Wording.objects.filter(pk=own.pk).update(shipped_text="")
    page = advisor_client.get(reverse("advisor:outreach_wording_changelist"), {"origin": origin})
    expected = {"shipped": Wording.objects.count() - 2, "edited": 1, "own": 1}
    assert page.context["cl"].result_count == expected[origin]


def test_an_edited_text_names_its_editor_and_leaves_a_trail(advisor, advisor_client):
    row = wording()
    edit(advisor_client, row, text="Hello {recipient}, it is {sender}.")
    row.refresh_from_db()
    assert (row.text, row.updated_by) == ("Hello {recipient}, it is {sender}.", advisor)
    trail = AuditEvent.objects.filter(object_id=str(row.pk)).order_by("at")
    assert list(trail.values_list("actor", "verb", "fields")) == [
        (advisor.pk, "propose", ["text"]),
        (advisor.pk, "publish", ["text"]),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello {nobody}.", "{nobody} is not a placeholder."),
        ("{one} and {two}.", "{one}, {two} are not placeholders."),
        ("A brace { alone.", "There is a brace that belongs to no placeholder."),
        ("Two  spaces.", "There is a doubled space"),
        ("Two stops..", "There is a doubled full stop."),
    ],
)
def test_T6_what_cannot_be_filled_is_not_published(advisor_client, text, said):
    row = wording()
    page = edit(advisor_client, row, text=text)
    assert said in page.text
    assert Wording.objects.get(pk=row.pk).text == row.text


def test_a_shipped_wording_keeps_its_place(advisor_client):
    row = wording(tone="warm")
    edit(advisor_client, row, text=row.text, tone="formal", key="stolen", kind="hello")
    stored = Wording.objects.get(pk=row.pk)
    assert (stored.tone, stored.key, stored.kind) == ("warm", row.key, row.kind)


def test_a_text_is_set_back(advisor, advisor_client):
    row = wording()
    shipped = row.text
    edit(advisor_client, row, text="Edited.")
    page = advisor_client.get(change(row)).text
    restore = reverse("advisor:outreach_wording_restore", args=[row.pk])
    assert restore in page
    advisor_client.post(restore)
    row.refresh_from_db()
    assert row.text == shipped
    assert restore not in advisor_client.get(change(row)).text


def test_setting_back_is_a_post_by_staff_on_a_shipped_text(alice_client, advisor_client):
    row = wording()
    restore = reverse("advisor:outreach_wording_restore", args=[row.pk])
    assert advisor_client.get(restore).status_code == 405
    assert alice_client.post(restore).status_code == 404
    Wording.objects.filter(pk=row.pk).update(shipped_text="")
    assert advisor_client.post(restore).status_code == 404


def test_a_wording_of_ones_own(advisor, advisor_client):
    place = {"kind": "opening", "move": "exit", "language": "en", "length": "full"}
    data = {**place, "ask": "coffee", "text": "A no is fine.", "is_active": "on"}
    advisor_client.post(reverse("advisor:outreach_wording_add"), data)
    row = Wording.objects.get(text="A no is fine.")
    assert (row.ask, row.shipped_text, row.updated_by) == ("coffee", "", advisor)
    assert row.key.startswith("own-opening-exit-")
    page = advisor_client.post(
        reverse("advisor:outreach_wording_delete", args=[row.pk]), {"post": "yes"}
    )
    assert (page.status_code, Wording.objects.filter(pk=row.pk).exists()) == (302, False)


def test_a_shipped_wording_is_not_deleted(advisor_client):
    row = wording()
    address = reverse("advisor:outreach_wording_delete", args=[row.pk])
    assert advisor_client.post(address, {"post": "yes"}).status_code == 403
    assert Wording.objects.filter(pk=row.pk).exists()


def test_what_is_built_in_or_used_is_not_deleted(alice, advisor_client):
    own = RequestType.objects.create(key="own", name_en="Own", name_fr="À nous")
    outreach_of(alice, request_type=own)
    for row in (own, RequestType.objects.get(key="coffee")):
        address = reverse("advisor:outreach_requesttype_delete", args=[row.pk])
        assert advisor_client.post(address, {"post": "yes"}).status_code == 403
        assert "deletelink" not in advisor_client.get(change(row)).text


def test_what_nobody_uses_may_go(advisor_client):
    own = RequestType.objects.create(key="own", name_en="Own", name_fr="À nous", is_active=False)
    address = reverse("advisor:outreach_requesttype_delete", args=[own.pk])
    advisor_client.post(address, {"post": "yes"})
    assert not RequestType.objects.filter(key="own").exists()
