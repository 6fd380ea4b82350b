"""Seeing what is written about one: asked, decided by who wrote it, answered by the host (P10)."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import AuditEvent, User
from contacts.models import Contact, Encounter
from outreach.about_them import rest_of, texts_of
from outreach.actions import access_cases as cases
from outreach.actions.erasure import erase
from outreach.actions.merging import merge_contacts
from outreach.asked import asked_of
from outreach.models import AccessCase, AccessItem
from tests.contacts.people import new_contact
from tests.outreach.helpers import draft_of
from tests.outreach.people import outreach_of, text_of

pytestmark = pytest.mark.django_db
ADDRESS = "maria@example.org"
NOW = timezone.now()
NEXT_DAY = NOW + timedelta(days=1)
LATE = NOW + timedelta(days=20)


@pytest.fixture
def host(make_user) -> User:
    return make_user("hugo@example.org", "Hugo", is_staff=True, is_superuser=True)


def everything(owner: User) -> Contact:
    """A contact with a text of each kind."""
    maria = new_contact(
        owner, "Maria", email=ADDRESS, notes="her note", shared_history="the choir", city="Hull"
    )
    Encounter.objects.create(contact=maria, on=NOW.date(), note="she sang")
    Encounter.objects.create(contact=maria, on=NOW.date(), note="")
    text_of(
        outreach_of(owner, contact=maria, why_you="she knows", answers={"news": "I sing again"}),
        body="Hi Maria",
        subject="Choir",
    )
    return maria


def asked(now=NOW) -> AccessCase:
    case = cases.open_case(address=ADDRESS, key=ADDRESS, language="en", now=now)
    cases.list_cases(now=now)
    return AccessCase.objects.get(pk=case.pk)


def in_hand(host: User) -> AccessCase:
    """A case whose holders are asked."""
    case = asked()
    assert cases.ask_holders(case=case, by=host, now=NOW)
    return AccessCase.objects.get(pk=case.pk)


def decide(case: AccessCase, owner: User, decision="released", reason="", **which) -> int:
    choices = {item: (decision, reason) for item in case.items.filter(owner=owner, **which)}
    return cases.decide(case=case, choices=choices, by=owner, now=NOW)


# --- Asking and listing -----------------------------------------------------------------------
def test_P10_asking_looks_nobody_up(alice, django_assert_num_queries) -> None:
    everything(alice)
    for key in (ADDRESS, "nobody@example.org"):
        with django_assert_num_queries(7):
            cases.open_case(address=key, key=key, language="en", now=NOW)
    assert not AccessItem.objects.exists()


def test_P10_one_open_case_for_an_address() -> None:
    assert asked().pk == asked().pk
    assert AuditEvent.objects.filter(verb="ask_access").count() == 1


def test_P10_every_kind_of_text_of_every_holder(alice, charlie) -> None:
    everything(alice)
    new_contact(charlie, "M.", email=ADDRESS, notes="his note")
    new_contact(charlie, "Other", email="other@example.org", notes="not hers")
    case = asked()
    assert sorted(case.items.filter(owner=alice).values_list("kind", flat=True)) == sorted(
        set(AccessItem.Kind.values) - {"comment", "advisor"}  # tests/advising/test_about_them.py
    )
    assert list(case.items.filter(owner=charlie).values_list("kind", flat=True)) == ["notes"]
    assert set(case.items.values_list("text", flat=True)) == {""}


def test_P10_what_is_written_until_the_host_asks_is_listed_too(alice, host) -> None:
    maria = everything(alice)
    case = asked()
    Encounter.objects.create(contact=maria, on=NOW.date(), note="later")
    cases.ask_holders(case=case, by=host, now=NOW)
    assert case.items.filter(kind="encounter").count() == 2


def test_P10_where_nobody_has_a_text_it_is_answered_by_itself_the_next_day() -> None:
    case = asked()
    assert cases.list_cases(now=NOW) == 0
    assert cases.list_cases(now=NEXT_DAY) == 1
    case.refresh_from_db()
    assert (case.state, case.key) == ("answered", "")


# --- Those who wrote --------------------------------------------------------------------------
def test_P10_only_what_is_released_is_copied(alice, host) -> None:
    everything(alice)
    case = in_hand(host)
    decide(case, alice, kind__in=["notes", "message"])
    decide(case, alice, "held", "others", kind="history")
    texts = dict(case.items.values_list("kind", "text"))
    assert texts == {
        "notes": "her note",
        "message": "Choir\n\nHi Maria",
        "history": "",
        "encounter": "",
        "why": "",
        "answers": "",
    }


def test_P10_a_release_can_be_taken_back_until_the_end(alice, host) -> None:
    everything(alice)
    case = in_hand(host)
    decide(case, alice, kind="notes")
    decide(case, alice, "held", "confidence", kind="notes")
    item = case.items.get(kind="notes")
    assert (item.decision, item.reason, item.text) == ("held", "confidence", "")


def test_P10_a_text_that_is_gone_is_no_longer_asked_about(alice, host) -> None:
    maria = everything(alice)
    case = in_hand(host)
    Contact.objects.filter(pk=maria.pk).update(notes="")
    decide(case, alice, kind="notes")
    assert not case.items.filter(kind="notes").exists()


def test_P10_what_was_released_is_read_when_the_contact_is_gone(alice, host) -> None:
    maria = everything(alice)
    case = in_hand(host)
    decide(case, alice, kind="notes")
    decide(case, alice, "held", "others", kind="message")
    maria.delete()
    cases.list_cases(now=NOW)
    left = case.items.order_by("kind").values_list("kind", "decision", "text")
    assert list(left) == [("message", "held", ""), ("notes", "released", "her note")]
    case.refresh_from_db()
    assert cases.answer(case=case, by=host, now=NOW)
    assert cases.forget_cases(now=NOW + timedelta(days=30)) == 1


def test_P10_saving_once_more_keeps_the_copy_of_a_text_that_is_gone(alice, host) -> None:
    maria = everything(alice)
    case = in_hand(host)
    decide(case, alice, kind="notes")
    maria.delete()
    decide(case, alice, kind="notes")
    assert case.items.get(kind="notes").text == "her note"
    decide(case, alice, "held", "others", kind="notes")
    assert case.items.get(kind="notes").text == ""


@pytest.mark.parametrize("state", ["received", "answered", "refused"])
def test_P10_nobody_decides_before_they_are_asked_or_after(alice, host, state) -> None:
    everything(alice)
    case = in_hand(host)
    AccessCase.objects.filter(pk=case.pk).update(state=state)
    assert decide(case, alice) == 0


def test_P10_after_a_merge_the_text_is_asked_about_where_it_went(alice, host) -> None:
    kept, dropped = new_contact(alice, "Maria"), everything(alice)
    case = in_hand(host)
    merge_contacts(
        kept=kept, dropped=dropped, versions=(kept.version, dropped.version), now=NOW, by=alice
    )
    texts = texts_of(list(case.items.all()))
    assert sorted(texts.values()) == sorted(
        [
            "her note",
            "the choir",
            "she sang",
            "she knows",
            "My news in one line: … I sing again",
            "Choir\n\nHi Maria",
        ]
    )


# --- The host ---------------------------------------------------------------------------------
def test_P10_not_before_all_have_decided_or_their_time_is_over(alice, host) -> None:
    everything(alice)
    case = in_hand(host)
    with pytest.raises(cases.NotYet):
        cases.answer(case=case, by=host, now=NOW)
    decide(case, alice)
    case.refresh_from_db()
    assert cases.answer(case=case, by=host, now=NOW)
    assert not cases.answer(case=AccessCase.objects.get(), by=host, now=NOW)


def test_P10_what_was_listed_since_the_page_was_made_is_decided_first(alice, charlie, host) -> None:
    """The case was loaded with its texts when all of them were decided."""
    everything(alice)
    decide(in_hand(host), alice)
    page = AccessCase.objects.prefetch_related("items").get()
    assert cases.is_ready(page, NOW)
    AccessItem.objects.create(case=page, owner=charlie, kind="notes", row=page.pk)
    with pytest.raises(cases.NotYet):
        cases.answer(case=page, by=host, now=NOW)
    assert AccessCase.objects.get().closed_at is None


def test_P10_who_does_not_answer_within_twenty_days_holds_nothing_up(alice, host) -> None:
    everything(alice)
    case = in_hand(host)
    assert case.holders_until == LATE
    assert cases.answer(case=case, by=host, now=LATE)
    assert [(str(reason), texts) for reason, texts in rest_of(case)] == [("Not decided in time", 6)]


def test_P10_asked_late_they_have_two_days_and_no_more_than_the_law(alice, host) -> None:
    everything(alice)
    case = asked()
    for days, left in ((15, 15), (29, 2)):
        AccessCase.objects.update(state="received")
        at = NOW + timedelta(days=days)
        cases.ask_holders(case=case, by=host, now=at)
        assert AccessCase.objects.get().holders_until == at + timedelta(days=left)


def test_P10_a_refusal_gives_nothing(alice, host) -> None:
    everything(alice)
    case = in_hand(host)
    decide(case, alice)
    cases.refuse(case=case, reason="others", by=host, now=NOW)
    assert set(case.items.values_list("decision", "text")) == {("", "")}


# --- The end ----------------------------------------------------------------------------------
def test_P10_the_mail_holds_none_of_it_and_the_address_goes(alice, host, settings) -> None:
    settings.SITE_URL = "https://reconnect.example"
    everything(alice)
    case = in_hand(host)
    decide(case, alice)
    assert cases.tell_cases(now=NOW) == 0
    cases.answer(case=case, by=host, now=NOW)
    assert cases.tell_cases(now=NOW) == 1
    (letter,) = mail.outbox
    assert letter.to == [ADDRESS]
    assert letter.body.count("https://reconnect.example/my-data/\n") == 2
    assert [word for word in ("note", "choir", "Alice") if f"her {word}" in letter.body] == []
    case.refresh_from_db()
    assert (case.address, case.key) == ("", "")
    assert cases.tell_cases(now=NOW) == 0


def test_a_mail_that_cannot_go_is_tried_again(monkeypatch, caplog) -> None:
    asked()
    cases.list_cases(now=NEXT_DAY)

    def refuses(*args) -> None:
        raise OSError(ADDRESS)

    with monkeypatch.context() as away:
        away.setattr(cases, "send_in_each", refuses)
        assert cases.tell_cases(now=NEXT_DAY) == 0
    assert ADDRESS not in caplog.text
    assert cases.tell_cases(now=NEXT_DAY) == 1


def test_P10_thirty_days_after_the_answer_nothing_is_left(alice, host) -> None:
    everything(alice)
    case = in_hand(host)
    decide(case, alice)
    cases.answer(case=case, by=host, now=NOW)
    assert cases.forget_cases(now=NOW + timedelta(days=29)) == 0
    assert cases.forget_cases(now=NOW + timedelta(days=30)) == 1
    assert not AccessItem.objects.exists()


def test_P10_the_trail_has_each_step_and_no_content(alice, host) -> None:
    new_contact(alice, "Maria", email=ADDRESS, notes="her note")
    case = in_hand(host)
    decide(case, alice)
    cases.answer(case=AccessCase.objects.get(), by=host, now=NOW)
    found = AuditEvent.objects.filter(object_type__startswith="access").order_by("at")
    assert [(one.verb, one.actor, one.fields) for one in found] == [
        ("ask_access", None, []),
        ("ask_holders", host, []),
        ("released", alice, ["notes"]),
        ("answer_access", host, []),
    ]


def test_T14_who_is_removed_asks_nothing_any_more(alice, host) -> None:
    everything(alice)
    decide(in_hand(host), alice)
    erase(key=ADDRESS, now=NOW)
    assert not AccessCase.objects.exists()
    assert not AccessItem.objects.exists()


def test_one_case_that_fails_stops_none_of_the_others(alice, monkeypatch, caplog) -> None:
    everything(alice)
    cases.open_case(address="x@example.org", key="x@example.org", language="en", now=NOW)
    real = cases.contacts_with

    def fails(key: str) -> set:
        if key != ADDRESS:
            raise ValueError(key)
        return real(key)

    monkeypatch.setattr(cases, "contacts_with", fails)
    case = asked()
    assert case.items.count() == 6
    assert AccessCase.objects.filter(listed_at=None).count() == 1
    assert "x@example.org" not in caplog.text


def test_two_ticks_at_once_list_a_case_once(alice) -> None:
    everything(alice)
    cases.open_case(address=ADDRESS, key=ADDRESS, language="en", now=NOW)
    as_both_read_it = AccessCase.objects.get()
    assert cases._list_once(as_both_read_it, NOW)
    items = set(AccessItem.objects.values_list("pk", flat=True))
    assert not cases._list_once(as_both_read_it, NOW)
    assert set(AccessItem.objects.values_list("pk", flat=True)) == items


def test_a_mailbox_that_takes_no_mail_ever_is_tried_once(monkeypatch) -> None:
    asked()
    cases.list_cases(now=NEXT_DAY)

    def refuses(*args) -> None:
        raise SMTPRecipientsRefused({ADDRESS: (550, b"No such user")})

    monkeypatch.setattr(cases, "send_in_each", refuses)
    assert cases.tell_cases(now=NEXT_DAY) == 1
    assert AccessCase.objects.get().address == ""


def test_P10_what_they_did_together_in_a_request_is_a_text_too(alice) -> None:
    maria = new_contact(alice, "Maria", email=ADDRESS)
    outreach_of(alice, contact=maria, shared_history="the choir", why_you="she knows")
    case = asked()
    assert list(texts_of(list(case.items.all())).values()) == ["the choir\n\nshe knows"]


def test_P10_the_sentences_of_a_draft_are_texts_with_how_they_begin(alice) -> None:
    maria = new_contact(alice, "Maria", email=ADDRESS)
    draft_of(
        alice,
        maria,
        ask="recommendation",
        answers={"work": "planning the choir trip", "theme": ""},
        unfinished={"situation": {"say_why_you": "she was ill", "situation": "now"}},
    )
    case = asked()
    assert list(texts_of(list(case.items.all())).values()) == [
        "We worked together on … planning the choir trip\nshe was ill"
    ]


def test_cases_whose_time_is_over_hide_no_later_one(alice, host) -> None:
    for number in range(4):
        address = f"maria{number}@example.org"
        new_contact(alice, f"Maria {number}", email=address, notes="a note")
        cases.open_case(address=address, key=address, language="en", now=NOW)
    cases.list_cases(now=NOW)
    for case in AccessCase.objects.all():
        cases.ask_holders(case=case, by=host, now=NOW)
    last = AccessCase.objects.get(address="maria3@example.org")
    AccessCase.objects.exclude(pk=last.pk).update(holders_until=NOW)
    assert [one.name for one in asked_of(alice, NOW)] == ["Maria 3"]
