"""A request type from one form: typed, previewed, tried, published by a second pair of eyes."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEvent
from contacts.exchange.text import isolated
from outreach.actions import request_types as actions
from outreach.models import RequestType, RequestTypeVersion, Wording, WordingVersion
from outreach.request_types import load_request_types, place_after
from tests.accounts.conftest import signed_in, with_second_step
from tests.outreach.helpers import draft_of
from tests.outreach.shipped import load_shipped, load_types
from tests.outreach.types import OWN, TEXTS, add, edit, looked, own, shown, to, tried_before


@pytest.fixture(autouse=True)
def _listed(db) -> None:
    load_types()


@pytest.fixture(autouse=True)
def _tried_once(monkeypatch) -> None:
    monkeypatch.setattr(actions, "remarks_on", tried_before)


@pytest.fixture
def shared() -> None:
    """The shared wordings: what is tried needs them."""
    load_shipped()


@pytest.fixture
def anna(make_user):
    return with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))


@pytest.fixture
def ben(make_user):
    editor = make_user("ben@example.org", "Ben Editor", is_staff=True, role="editor")
    return with_second_step(editor)


@pytest.fixture
def untried(monkeypatch) -> None:
    """Trying takes a second, and is not what is tested."""
    monkeypatch.setattr(actions, "remarks_on", lambda *given: [])


def listed() -> list[str]:
    """What the wizard offers, in its order."""
    return [kind.name_en for kind in RequestType.objects.filter(is_active=True)]


def errors(page) -> dict[str, list[str]]:
    return {name: list(found) for name, found in page.context["form"].errors.items()}


# --- Drafts and previews -------------------------------------------------------------------------
def test_a_draft_needs_a_name_and_nobody_gets_it(anna, alice_client):
    client = signed_in(anna)
    nothing = dict.fromkeys(TEXTS, "")
    assert errors(add(client, "draft", **nothing)) == {"name_en": ["Enter a text."]}
    page = add(client, "draft", **{**nothing, "name_en": "An introduction"})
    assert "Nobody gets it before it is published." in page.text
    assert (own().is_active, own().is_published, Wording.objects.filter(of_type=own()).count()) == (
        *(False, False),
        0,
    )


def test_publishing_needs_every_text_of_card_and_sentence(anna):
    page = add(signed_in(anna), **dict.fromkeys(TEXTS, ""))
    assert errors(page) == {name: ["Enter a text."] for name in TEXTS}
    assert RequestType.objects.count() == 5


def test_a_preview_shows_each_tone_in_both_languages_and_keeps_nothing(anna, shared):
    page = add(signed_in(anna), "preview", **OWN)
    previews = page.context["previews"]
    assert [[one.lang for one in pair.letters] for pair in previews.first] == [
        ["en-CA", "fr-CA"]
    ] * 3
    assert len({one.parts[0].text for pair in previews.first for one in pair.letters}) > 3
    said = "Here’s what I hope for: could you introduce me to Marie Roy"
    assert f"<mark>{said}" in page.text
    assert "<mark>me présenter à Marie Roy, qui dirige les archives de la Ville</mark>" in page.text
    assert RequestType.objects.count() == 5


def test_a_half_filled_form_previews_the_language_that_is_there(anna, shared):
    page = add(signed_in(anna), "preview", **{"stem_fr": "", "name_fr": "Une mise en contact"})
    assert [[one.lang for one in pair.letters] for pair in page.context["previews"].first] == [
        ["en-CA"]
    ] * 3


# --- What stands in the way --------------------------------------------------------------------
def test_a_remark_stands_beside_its_text_and_what_was_typed_is_kept(anna, shared):
    page = add(signed_in(anna), exit_en="You owe me this.", **OWN)
    found = errors(page)
    assert set(found) == {"exit_en"}
    assert found["exit_en"][0] == (
        "In a message (First message, E-mail, Warm) this would draw the remark: These words put"
        " weight on the reader, who should feel free to say no."
    )
    assert (page.context["form"]["exit_en"].value(), own().is_published) == (
        *("You owe me this.",),
        False,
    )
    # The page goes on from the draft that was kept.
    form = page.context["form"]
    data = {name: str(form[name].value() or "") for name in form.fields} | {"exit_en": ""}
    signed_in(anna).post(to("add"), {**data, "act": "publish"})
    assert own().is_published


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("exit_en", "A no is fine, {nobody}.", "{nobody} is not a placeholder."),
        ("exit_fr", "{{settings.SECRET_KEY}}", "There is a brace that belongs to no placeholder."),
        ("detail_en", "{% debug %}", "There is a brace that belongs to no placeholder."),
        ("nudge_en", "About my request.", "Put {request} where the sentence"),
        ("detail_fr", "Voir https://evil.example/x", "not on the list of this host"),
        ("summary_en", "See evil.example", "not on the list of this host"),
        ("stem_en", "look at evil.example and", "not on the list of this host"),
    ],
)
def test_T6_T7_what_cannot_be_filled_or_leads_elsewhere_is_refused_by_name(anna, field, text, said):
    for act in ("preview", "draft", "publish"):
        page = add(signed_in(anna), act, **{field: text})
        assert said in errors(page)[field][0]
        assert page.context["form"][field].value() == text
    assert RequestType.objects.count() == 5


def test_T6_B26_templates_come_out_literally(anna, untried, alice, alice_client):
    typed = {"summary_en": "{{7*7}} {% debug %}", "name_en": "<script>alert(1)</script>"}
    add(signed_in(anna), **typed)
    outreach = draft_of(alice, hope="help", still_write="unsure")
    page = alice_client.get(f"/outreach/{outreach.pk}/ask/").text
    assert "{{7*7}} {% debug %}" in page
    assert ("&lt;script&gt;alert(1)" in page, "<script>alert" in page) == (True, False)


def test_a_text_that_no_message_takes_is_told(anna, shared):
    page = add(signed_in(anna), "preview", detail_en="If it helps: {deadline}.")
    assert "No message would take this text" in errors(page)["detail_en"][0]


# --- Bad input (TRUST.md, section 5), in every text field at once --------------------------------
FIELDS = sorted(
    {
        *TEXTS,
        "stem_fr_tu",
        *(
            f"{slot}_{variant}"
            for slot in ("subject", "ask_warm", "short", "thank_you")
            for variant in ("en", "fr", "fr_tu")
        ),
    }
)


def everywhere(client, value: str, act: str = "draft"):
    return add(client, act, **dict.fromkeys(FIELDS, value))


@pytest.mark.parametrize("value", ["   ", "\u200b\u3164"], ids=["B17", "B18"])
def test_B17_B18_nothing_to_see_is_nothing(anna, value):
    assert set(errors(everywhere(signed_in(anna), value, "publish"))) == set(TEXTS)


def test_B19_a_nul_is_a_field_error(anna):
    found = errors(everywhere(signed_in(anna), "the \x00 {request}"))
    assert set(found) == set(FIELDS)
    assert all("NUL" in said[0] for said in found.values())


@pytest.mark.parametrize("value", ["e" + "\u0301" * 10_000, "x" * 100_000], ids=["B24", "B29"])
def test_B24_B29_what_is_too_long_is_kept_with_an_error(anna, value):
    page = everywhere(signed_in(anna), value)
    assert all("at most" in said[0] for said in errors(page).values())
    assert {page.context["form"][name].value() for name in FIELDS} == {value}


def test_B21_B22_B31_text_stays_text_without_marks_that_turn_it(anna):
    value = "👩‍👩‍👧 𝒜 \u202egnp\u202c معرض\r\nCôté {request}"
    everywhere(signed_in(anna), value)
    texts = RequestTypeVersion.objects.get().texts
    assert texts["name_en"] == "👩‍👩‍👧 𝒜 gnp معرض Côté {request}"
    assert set(texts) == set(FIELDS)


def test_B42_B47_a_tampered_choice_is_an_error_and_extra_fields_are_ignored(anna, ben):
    page = add(signed_in(anna), "draft", after="nonsense")
    assert set(errors(page)) == {"after"}
    add(
        signed_in(anna),
        "draft",
        is_active="on",
        is_published="on",
        key="stolen",
        author=str(ben.pk),
    )
    assert (own().is_active, own().is_published) == (False, False)
    assert own().key.startswith("an-introduction-")
    assert own().versions.get().author == anna


@pytest.mark.parametrize("pk", ["", "not-a-uuid", "9" * 5000])
def test_B39_B40_a_form_without_its_id_stores_nothing(anna, pk):
    page = add(signed_in(anna), "draft", pk=pk)
    assert (page.status_code, RequestType.objects.count()) == (200, 5)
    assert (
        signed_in(anna).get(f"/advisor/outreach/requesttype/{pk or 0}/change/").status_code == 404
    )


def test_B45_B46_broken_bodies_are_no_500(anna):
    client = signed_in(anna)
    for body, kind in (
        (b"--y\r\nbroken", "multipart/form-data; boundary=x"),
        (b"act=draft&name_en=%E9+%ED%A0%80", "application/x-www-form-urlencoded"),
    ):
        assert client.post(to("add"), body, content_type=kind).status_code in (200, 400)
    assert RequestType.objects.count() == 5


# --- A second pair of eyes (T7) -----------------------------------------------------------------
def test_the_only_editor_publishes_at_once(anna, shared):
    page = add(signed_in(anna), **OWN)
    assert "People get it from now on." in page.text
    assert listed()[-2:] == ["An introduction", "Something else"]
    rows = Wording.objects.filter(of_type=own())
    assert set(rows.values_list("ask", flat=True)) == {own().key}
    assert rows.filter(language="en", move="ask").values_list("tone", flat=True).get() == "warm"


def test_T7_a_type_waits_and_nobody_publishes_their_own(anna, ben, untried):
    hers = signed_in(anna)
    page = add(hers)
    version = RequestTypeVersion.objects.get()
    assert "Another editor has to look at it and publish it." in page.text
    assert (to("publish", version.pk) in page.text, "Withdraw" in page.text) == (False, True)
    page = looked(hers, version)
    assert "Your words are in it, so another editor has to publish it." in page.text
    assert edit(hers, own()).context["kind"].is_published is False
    assert to("publish", version.pk) in signed_in(ben).get(to("change", own().pk)).text
    looked(signed_in(ben), version)
    version.refresh_from_db()
    assert (own().is_active, version.published_by) == (True, ben)


@pytest.fixture
def carl(make_user):
    editor = make_user("carl@example.org", "Carl Editor", is_staff=True, role="editor")
    return with_second_step(editor)


def test_T7_who_changed_a_comma_does_not_let_the_other_publish_their_own(anna, ben, carl, untried):
    add(signed_in(anna))
    edit(signed_in(ben), own(), size_en="One person.")
    version = own().versions.get()
    page = looked(signed_in(anna), version)
    assert "Your words are in it" in page.text
    assert f"By {isolated('Anna Advisor')} and {isolated('Ben Editor')}, " in page.text
    for editor in (anna, ben):
        edit(signed_in(editor), own())
        assert own().is_published is False
    looked(signed_in(carl), version)
    assert (own().is_published, own().size_en) == (True, "One person.")


def test_T7_where_both_wrote_it_they_are_told_the_way_out(anna, ben, untried):
    add(signed_in(anna))
    page = signed_in(ben).get(to("change", own().pk)).text
    assert "If you change it below, your words are in it too" in page
    page = edit(signed_in(ben), own(), size_en="One person.").text
    assert page.count("All who could publish it have words of theirs in it.") == 2
    signed_in(ben).post(to("withdraw", own().versions.get().pk))
    edit(signed_in(anna), own(), **TEXTS)
    looked(signed_in(ben), own().versions.first())
    assert own().is_published


def test_T7_to_withdraw_and_to_bring_back_makes_nobody_less_of_an_author(anna, ben, carl, untried):
    add(signed_in(anna))
    first = own().versions.get()
    signed_in(ben).post(to("withdraw", first.pk))
    signed_in(ben).post(to("again", first.pk))
    version = own().versions.first()
    looked(signed_in(anna), version)
    assert own().is_published is False
    looked(signed_in(carl), version)
    assert own().is_published


def test_T7_words_that_were_published_are_nobodys_any_more(anna, ben, untried):
    add(signed_in(anna))
    looked(signed_in(ben), own().versions.get())
    edit(signed_in(ben), own(), size_en="One person.")
    looked(signed_in(anna), own().versions.first())
    assert own().size_en == "One person."


def test_T7_what_was_changed_since_one_looked_is_not_published(anna, ben, untried):
    add(signed_in(anna))
    page = signed_in(ben).get(to("change", own().pk)).text
    as_seen = own().versions.get()
    assert f'name="seen" value="{as_seen.seen}"><button' in page
    edit(signed_in(anna), own(), summary_en="Something else altogether.")
    assert "was changed in the meantime" in looked(signed_in(ben), as_seen).text
    assert own().is_published is False
    looked(signed_in(ben), own().versions.get())
    assert own().is_published


def test_a_draft_made_from_older_texts_is_published_after_a_second_look(anna, untried):
    client = signed_in(anna)
    coffee = RequestType.objects.get(key="coffee")
    edit(client, coffee, "draft", size_en="Ten minutes.")
    # A new version of the site ships another text meanwhile.
    RequestType.objects.filter(pk=coffee.pk).update(size_fr="Dix minutes.")
    edit(client, coffee)
    coffee.refresh_from_db()
    assert (coffee.size_en, coffee.versions.get().is_open) == ("Ten minutes.", False)


def test_T7_what_was_clean_is_tried_again_before_it_is_published(anna, ben, shared):
    add(signed_in(anna))
    version = own().versions.get()
    shared = Wording.objects.filter(language="en", kind="opening", move="exit", length="full")
    shared.update(text="You owe me this.")
    page = looked(signed_in(ben), version)
    assert "Its messages would draw remarks now." in page.text
    assert own().is_published is False


def test_turning_down_leaves_everything_as_it_was(anna, ben, untried):
    add(signed_in(anna))
    version = own().versions.get()
    signed_in(ben).post(to("withdraw", version.pk))
    assert (own().versions.get().is_open, own().is_published) == (False, False)
    page = looked(signed_in(ben), version)
    assert "was changed in the meantime" in page.text
    assert own().is_published is False


def test_the_front_page_says_who_waits_for_whom(anna, ben, untried, shared):
    add(signed_in(anna))
    wording = Wording.objects.filter(language="en").first()
    WordingVersion.objects.create(wording=wording, text="Hello there,", author=ben)
    index = reverse("advisor:index")
    hers, his = signed_in(anna).get(index).text, signed_in(ben).get(index).text
    assert "Yours wait for: <bdi>Ben Editor</bdi>" in " ".join(hers.split())
    assert "Yours wait for: <bdi>Anna Advisor</bdi>" in " ".join(his.split())
    mine, theirs = his.index("Yours wait"), his.index("They wait for you")
    assert theirs < his.index("An introduction") < mine < his.index("Hello there,")
    assert "By Anna Advisor" in his


def test_many_of_ones_own_do_not_hide_what_waits_for_one(anna, ben, shared):
    rows = Wording.objects.filter(language="en")[:12]
    WordingVersion.objects.bulk_create(
        WordingVersion(wording=row, text=f"Text {number}", author=ben if number == 11 else anna)
        for number, row in enumerate(rows)
    )
    page = signed_in(anna).get(reverse("advisor:index")).text
    assert ("Text 11" in page, page.count("Wording:"), "The oldest are shown" in page) == (
        *(True, 11),
        True,
    )


def test_T7_every_version_is_told_with_author_and_difference_and_comes_back(anna, untried):
    client = signed_in(anna)
    add(client)
    edit(client, own(), size_en="One person, whom they know well.", exit_en="No is fine.")
    page = client.get(to("change", own().pk))
    newest, first = page.context["history"]
    assert [one.label for one in newest.changes] == [
        "A sensible size, English",
        "Easy to say no, English",
    ]
    assert (newest.is_current, page.text.count(f"{isolated('Anna Advisor')}, ")) == (*(True, 2),)
    client.post(to("again", first.version.pk))
    assert (own().size_en, own().wordings.count()) == ("One person, by name.", 0)
    assert own().versions.filter(published_at__isnull=False).count() == 3


def test_what_gives_way_to_an_older_version_is_in_the_trail(anna, ben, untried):
    add(signed_in(anna))
    first = own().versions.get()
    signed_in(ben).post(to("withdraw", first.pk))
    edit(signed_in(anna), own(), "draft", size_en="Two people.")
    signed_in(ben).post(to("again", first.pk))
    assert AuditEvent.objects.filter(actor=ben, verb="withdraw").count() == 2


# --- Two pages at once ----------------------------------------------------------------------------
def test_F23_a_second_page_does_not_save_over_what_it_has_not_seen(anna, untried):
    client = signed_in(anna)
    add(client, "draft")
    old = shown(client, own())
    edit(client, own(), "draft", size_en="One person.")
    page = client.post(to("change", own().pk), {**old, "size_en": "Two.", "act": "draft"})
    assert errors(page) == {
        "__all__": ["This request type was changed in the meantime. Look at it again."]
    }
    assert page.context["form"]["size_en"].value() == "Two."
    assert own().versions.get().texts["size_en"] == "One person."


@pytest.mark.parametrize("act", ["draft", "publish"])
def test_F21_a_double_click_makes_one_type_and_one_version(anna, untried, act):
    client = signed_in(anna)
    form = client.get(to("add")).context["form"]
    data = {"pk": str(form["pk"].value()), "after": form["after"].value(), **TEXTS, "act": act}
    answers = [client.post(to("add"), data).status_code for _ in range(2)]
    assert (answers, own().versions.count()) == ([302, 302], 1)


# --- On the list ----------------------------------------------------------------------------------
def test_it_stands_where_it_was_put(anna, untried):
    client = signed_in(anna)
    add(client, after="recommendation")
    assert listed()[:3] == [
        "A LinkedIn recommendation",
        "An introduction",
        "Fifteen minutes over coffee or a call",
    ]
    edit(client, own(), after="")
    assert listed()[0] == "An introduction"


def test_it_stands_last_where_it_was_put_last(anna, untried):
    add(signed_in(anna), after="other")
    assert listed()[-2:] == ["Something else", "An introduction"]


def test_it_stays_where_it_is_when_what_it_was_to_follow_is_deleted(anna, untried):
    client = signed_in(anna)
    gone = RequestType.objects.create(key="gone", name_en="Gone", position=15)
    add(client, "draft", after="gone")
    gone.delete()
    edit(client, own())
    assert listed()[-2:] == ["An introduction", "Something else"]


def test_where_there_is_no_room_the_others_move_and_keep_their_order():
    RequestType.objects.filter(key="coffee").update(position=11)
    kind = RequestType(key="x", name_en="X")
    place_after(kind, "recommendation")
    kind.save()
    assert [row.key for row in RequestType.objects.all()][:3] == ["recommendation", "x", "coffee"]


def test_it_is_taken_off_the_list_and_put_back(anna, untried, alice):
    client = signed_in(anna)
    add(client)
    outreach = draft_of(alice, ask=own().key)
    client.post(to("take_off", own().pk))
    assert ("An introduction" in listed(), outreach.request_type) == (False, own())
    edit(client, own(), size_en="One person.")
    assert (own().is_active, own().size_en) == (False, "One person.")
    client.post(to("offer", own().pk))
    assert "An introduction" in listed()


def test_what_is_taken_off_the_list_at_that_moment_stays_off_it(anna, ben, untried):
    """The version was loaded, with its type, before a colleague took the type off the list."""
    add(signed_in(anna))
    looked(signed_in(ben), own().versions.get())
    edit(signed_in(anna), own(), size_en="One person.")
    version = RequestTypeVersion.objects.select_related("request_type").get(published_at=None)
    actions.offer(kind=own(), is_active=False, by=anna)
    actions.publish(version=version, seen=version.seen, by=ben, now=timezone.now())
    assert (own().is_active, own().size_en) == (False, "One person.")


def test_what_was_never_published_is_not_put_on_the_list(anna):
    client = signed_in(anna)
    add(client, "draft")
    page = client.post(to("offer", own().pk), follow=True)
    assert ("It has to be published first." in page.text, own().is_active) == (True, False)


# --- Keys, trail, what else there is --------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("A word, in ’26!", "a-word-in-26"),
        ("Coffee", "coffee"),
        ("معرض", "request"),
        (
            "A very long name of a request type, longer than any key",
            "a-very-long-name-of-a-request-t",
        ),
    ],
)
def test_a_key_is_made_from_the_english_name_and_never_shown(anna, name, stem):
    page = add(signed_in(anna), "draft", name_en=name)
    kind = RequestType.objects.get(name_en=name)
    assert re.fullmatch(stem + "-[0-9a-f]{8}", kind.key)
    assert f">{kind.key}<" not in page.text


def test_the_key_of_a_deleted_type_is_not_used_again(anna, untried):
    client = signed_in(anna)
    add(client, "draft")
    key = own().key
    client.post(to("delete", own().pk), {"post": "yes"})
    add(client, "draft")
    assert own().key != key


def test_the_key_stays_when_the_name_changes(anna, untried):
    client = signed_in(anna)
    add(client)
    key = own().key
    edit(client, own(), name_en="Meet somebody")
    assert RequestType.objects.get(name_en="Meet somebody").key == key


def test_the_trail_holds_ids_and_names_of_fields_only(anna, ben, untried):
    add(signed_in(anna))
    looked(signed_in(ben), own().versions.get())
    signed_in(ben).post(to("take_off", own().pk))
    trail = AuditEvent.objects.filter(object_id=str(own().pk)).order_by("at")
    assert [(event.actor, event.verb) for event in trail] == [
        *((anna, verb) for verb in ("create", "draft", "propose")),
        *((ben, verb) for verb in ("publish", "take off")),
    ]
    assert trail[1].fields == sorted(TEXTS)
    assert "Roy" not in str([event.fields for event in trail])


def test_its_wordings_are_edited_in_its_form_alone(anna, untried):
    client = signed_in(anna)
    add(client, **OWN)
    row = own().wordings.first()
    page = client.get(reverse("advisor:outreach_wording_changelist"), {"q": row.text})
    assert page.context["cl"].result_count == 0
    data = {"pk": str(row.pk), "text": "Hi"}
    assert client.post(reverse("advisor:outreach_wording_preview"), data).status_code == 404


def test_quotes_and_spaces_are_set_as_they_should_be(anna):
    typed = {"exit_en": 'It\'s "no"? Fine..', "exit_fr": 'C\'est "non" ? Bien : merci.'}
    add(signed_in(anna), "draft", **typed)
    texts = own().versions.get().texts
    assert texts["exit_en"] == "It’s “no”? Fine."
    assert texts["exit_fr"] == "C’est «\u00a0non\u00a0»? Bien\u00a0: merci."


def test_T7_what_people_can_choose_is_taken_off_before_it_is_deleted(anna, untried):
    client = signed_in(anna)
    page = add(client).text
    assert ("take it off the list first" in page, "deletelink" in page) == (True, False)
    assert client.post(to("delete", own().pk), {"post": "yes"}).status_code == 403
    page = client.post(to("take_off", own().pk), follow=True).text
    assert ("take it off the list first" in page, "deletelink" in page) == (False, True)
    client.post(to("delete", own().pk), {"post": "yes"})
    assert RequestType.objects.count() == 5


def test_a_type_is_deleted_with_all_that_hangs_on_it(anna, untried):
    client = signed_in(anna)
    add(client, **OWN)
    client.post(to("take_off", own().pk))
    page = client.get(to("delete", own().pk)).text
    assert ("An introduction" in page, own().wordings.first().key in page) == (True, False)
    client.post(to("delete", own().pk), {"post": "yes"})
    assert (RequestType.objects.count(), RequestTypeVersion.objects.count()) == (5, 0)
    assert AuditEvent.objects.filter(verb="delete").count() == 1


def test_a_wording_keeps_its_row_through_versions(anna, untried):
    client = signed_in(anna)
    add(client, **OWN)
    before = set(own().wordings.values_list("pk", "key"))
    edit(client, own(), exit_fr="Un non me va aussi.")
    assert set(own().wordings.values_list("pk", "key")) == before


def test_a_built_in_type_has_its_card_only_and_keeps_what_was_edited(anna):
    client = signed_in(anna)
    coffee = RequestType.objects.get(key="coffee")
    edit(client, coffee, size_en="Ten minutes.", stem_en="stolen", exit_en="stolen")
    load_request_types()
    coffee.refresh_from_db()
    assert (coffee.size_en, coffee.stem_en, coffee.position) == ("Ten minutes.", "", 20)
    assert coffee.wordings.count() == 0


def test_one_made_before_this_form_is_edited_in_it(anna, untried):
    RequestType.objects.create(key="old", name_en="An introduction", name_fr="Présenter")
    assert edit(signed_in(anna), own(), **TEXTS).context["kind"].stem_en == "introduce me to"
    assert (own().key, own().is_active) == ("old", True)


@pytest.mark.parametrize("number", [1, 3])
def test_a_page_takes_the_same_queries_with_few_and_many(
    anna, untried, number, django_assert_num_queries
):
    client = signed_in(anna)
    add(client)
    for count in range(number - 1):
        edit(client, own(), size_en=f"{count} people.")
    with django_assert_num_queries(14):
        client.get(to("change", own().pk))


def test_every_word_of_the_page_is_french_for_whom_reads_french(anna):
    anna.language = "fr"
    anna.save()
    page = signed_in(anna).get(to("add"))
    assert page["Content-Language"] == "fr"
