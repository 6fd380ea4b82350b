"""What a digest says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation

from contacts.models import Contact, Encounter
from outreach.digest.build import LINES_AT_MOST, LastWords, first_words, shortened, summary_of
from outreach.models import Delivery, Kind, Message, Outreach
from outreach.progress import Status, Step
from tests.outreach.people import NOW, TODAY, contact_of, outreach_of, text_of

S = Status
LATER = TODAY + timedelta(days=60)


def touched(outreach: Outreach, day: date) -> Outreach:
    """The same draft, last worked on that day at noon (UTC)."""
    at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    Outreach.objects.filter(pk=outreach.pk).update(updated_at=at)
    return outreach


def titles(summary) -> list[tuple[str, list[str]]]:
    """The groups, with what each line says to do."""
    return [(group.title, [line.what for line in group.lines]) for group in summary.groups]


def test_it_is_grouped_by_what_to_do_answers_first(alice):
    for status in (S.SENT, S.ACCEPTED, S.BOUNCED, S.HELPED):
        outreach_of(alice, status, contact=contact_of(alice, f"Somebody {status}"))
    touched(outreach_of(alice, contact=contact_of(alice, "A draft")), LATER - timedelta(days=3))
    contact_of(alice, "A promise", years=3, rhythm_months=6)
    found = summary_of(alice, LATER)
    assert titles(found) == [
        (
            "To answer or to thank",
            [
                "Reply to their yes (due since 2 March)",
                "Thank them (due since 3 March)",
            ],
        ),
        ("To nudge or to close", ["Send a nudge (due since 11 March)"]),
        (
            "Messages that may not have arrived",
            ["Find another way to reach them (due since 3 March)"],
        ),
        ("Messages you began", ["Finish your message"]),
        ("You meant to stay in touch", ["Write a line or two"]),
    ]
    assert (found.count, found.more) == (6, 0)


def test_nothing_due_is_nothing_to_say(alice, charlie):
    outreach_of(alice, S.SENT)
    outreach_of(charlie, S.ACCEPTED)
    assert summary_of(alice, TODAY) is None


def test_what_the_site_is_sending_is_nothing_to_do(alice):
    outreach = outreach_of(alice, S.ACCEPTED)
    Outreach.objects.filter(pk=outreach.pk).update(next_step=Step.WAIT_FOR_DELIVERY)
    assert summary_of(alice, LATER) is None


@pytest.mark.parametrize(
    ("step", "what"),
    [(Step.TRY_AGAIN, "Send it again"), (Step.FIND_OUT, "Find out whether it arrived")],
)
def test_a_first_message_that_may_not_have_arrived_is_no_draft(alice, step, what):
    outreach = outreach_of(alice)
    Outreach.objects.filter(pk=outreach.pk).update(next_step=step, due_on=LATER)
    assert titles(summary_of(alice, LATER)) == [("Messages that may not have arrived", [what])]


def test_a_contact_in_the_trash_is_not_spoken_of(alice):
    outreach_of(alice, S.ACCEPTED)
    Contact.objects.update(trashed_at=timezone.now())
    assert summary_of(alice, LATER) is None


@pytest.mark.parametrize(
    ("days", "speaks"), [(0, False), (1, False), (2, True), (14, True), (15, False), (90, False)]
)
def test_a_draft_speaks_from_two_days_to_two_weeks(alice, days, speaks):
    touched(outreach_of(alice), LATER - timedelta(days=days))
    assert (summary_of(alice, LATER) is not None) == speaks


def test_an_older_draft_is_named_beside_what_is_due(alice):
    touched(outreach_of(alice, contact=contact_of(alice, "Old")), LATER - timedelta(days=90))
    outreach_of(alice, S.ACCEPTED, contact=contact_of(alice, "Due"))
    assert [group.title for group in summary_of(alice, LATER).groups] == [
        "To answer or to thank",
        "Messages you began",
    ]


def test_a_line_has_name_context_last_words_and_a_link_of_the_site(alice, settings):
    settings.SITE_URL = "https://reconnect.example/"
    outreach = outreach_of(alice, S.SENT)
    text_of(outreach, sent_at=NOW, body="Hi Maria,\n\nI still think of the conference.\nSee you")
    (line,) = summary_of(alice, LATER).groups[0].lines
    assert (line.name, line.last, line.url) == (
        "Maria Lopez",
        LastWords("You wrote", "I still think of the conference.", "en"),
        f"https://reconnect.example/outreach/{outreach.pk}/",
    )
    assert line.context == "You wrote to Maria on 2 March 2026. Now it is their turn."


def test_the_note_of_a_later_encounter_is_the_last_word(alice):
    outreach = outreach_of(alice, S.SENT)
    text_of(outreach, sent_at=NOW, body="Hi Maria,\nFirst")
    Encounter.objects.create(contact=outreach.contact, on=TODAY, note="She asked\nfor May")
    (line,) = summary_of(alice, LATER).groups[0].lines
    assert line.last == LastWords("Your note", "She asked for May")


def test_an_earlier_note_is_not(alice):
    outreach = outreach_of(alice, S.SENT)
    text_of(outreach, sent_at=NOW, body="Hi Maria,\nFirst")
    day = TODAY - timedelta(days=1)
    Encounter.objects.create(contact=outreach.contact, on=day, note="Old")
    (line,) = summary_of(alice, LATER).groups[0].lines
    assert line.last == LastWords("You wrote", "First", "en")


def test_what_did_not_leave_the_site_was_not_said(alice):
    outreach = outreach_of(alice, S.SENT)
    text_of(outreach, body="Hi,\nA draft of a nudge", kind=Kind.NUDGE)
    Message.objects.create(
        outreach=outreach,
        kind=Kind.LAST_NUDGE,
        channel="email",
        body="Called off",
        delivery=Delivery.CANCELLED,
    )
    (line,) = summary_of(alice, LATER).groups[0].lines
    assert line.last == LastWords()


def test_the_notes_on_a_contact_stay_on_the_site(alice):
    outreach_of(alice, S.ACCEPTED, contact=contact_of(alice, notes="CANARY", shared_history="X"))
    assert "CANARY" not in str(summary_of(alice, LATER))


def test_a_promise_says_since_when_and_what_was_noted(alice):
    contact = contact_of(alice, "Amir Aziz", years=3, rhythm_months=6)
    Contact.objects.update(last_in_touch_precision="year")
    Encounter.objects.create(contact=contact, on=contact.last_in_touch, note="New job in Laval")
    (line,) = summary_of(alice, timezone.now().date()).groups[0].lines
    assert line.last == LastWords("Your note", "New job in Laval")
    year = contact.last_in_touch.year
    assert line.context == f"Last in touch: {year}."  # as well as it is known


def test_it_is_bounded_and_says_how_much_is_left_out(alice):
    for number in range(LINES_AT_MOST + 12):
        outreach_of(alice, S.ACCEPTED, contact=contact_of(alice, f"Person {number}"))
    found = summary_of(alice, LATER)
    assert (found.count, found.more, len(found.groups[0].lines)) == (32, 12, LINES_AT_MOST)


@pytest.mark.parametrize("people", [1, 3])
def test_the_number_of_queries_is_constant(alice, django_assert_num_queries, people):
    for number in range(people):
        outreach_of(alice, S.ACCEPTED, contact=contact_of(alice, f"Due {number}"))
        contact_of(alice, f"Promise {number}", years=3, rhythm_months=6)
    with django_assert_num_queries(8):
        summary_of(alice, LATER)


def test_F29_it_is_in_the_language_of_the_moment(alice):
    outreach_of(alice, S.ACCEPTED)
    with translation.override("fr"):
        found = summary_of(alice, LATER)
    assert found.groups[0].title != "To answer or to thank"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Hi Maria,\n\nAre you well?", "Are you well?"),
        ("Bonjour Maria,\r\nJe pense à vous.", "Je pense à vous."),
        ("Are you well?\nI am.", "Are you well?"),
        ("Hi Maria,", "Hi Maria,"),
        ("\n \n", ""),
        ("", ""),
    ],
)
def test_the_first_words_come_after_the_greeting(body, words):
    assert first_words(body) == words


def test_words_are_cut_at_a_glance():
    assert shortened("word " * 40) == ("word " * 24).strip() + " …"
    assert len(shortened("x" * 500)) == 122
    assert shortened("a\x00b\x0bc\nd") == "a\x00bc d"
