"""The calendar feed as it goes out, and the pages on which its link is made and ended."""

import re
from datetime import date, timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from ical.calendar_stream import IcsCalendarStream

from outreach.actions.feeds import make_key
from outreach.feed.keys import mark_of
from outreach.models import FeedKey, Outreach
from outreach.progress import Status
from tests.accounts.conftest import confirmed, signed_in
from tests.outreach.people import NOW, contact_of, outreach_of, text_of

PAGE, NEW, REMOVE = (f"/settings/calendar/{page}" for page in ("", "new/", "remove/"))
CANARIES = {
    "surname": "Zyxwv",
    "address": "canary@example.org",
    "note": "canary-note",
    "employer": "Canary Works",
    "subject": "canary-subject",
    "request": "canary-request",
    "text": "canary-body",
}


@pytest.fixture(autouse=True)
def _at_noon(db):
    """A Monday; nothing counted yet."""
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def token(alice) -> str:
    """The token of Alice's calendar."""
    return make_key(owner=alice, instead_of="", now=NOW)


@pytest.fixture
def sent(alice) -> Outreach:
    """An outreach with a canary in every field that must not be seen."""
    person = contact_of(
        alice,
        f"Maria {CANARIES['surname']}",
        notes=CANARIES["note"],
        organization=CANARIES["employer"],
        shared_history=CANARIES["request"],
    )
    person.emails.create(address=CANARIES["address"], key=CANARIES["address"])
    answers = {"work": CANARIES["request"]}
    outreach = outreach_of(alice, Status.SENT, contact=person, answers=answers)
    text_of(outreach, subject=CANARIES["subject"], body=CANARIES["text"], sent_at=NOW)
    return outreach


@pytest.fixture
def confirmed_client(alice_client, alice):
    """Alice, who has just shown that it is her."""
    return confirmed(alice_client, alice)


def get(token: str, **headers):
    """The feed, read by a program that nobody is signed in to."""
    return Client().get(f"/calendar/{token}.ics", headers=headers)


def same_page(response) -> str:
    """A page without its own address and the tokens of its forms."""
    own = response.request["PATH_INFO"]
    page = response.content.decode().replace(quote(own, safe=""), "").replace(own, "")
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", page)


# --- The feed -------------------------------------------------------------------------------
def test_the_feed_holds_the_next_steps(token, sent):
    response = get(token)
    (event,) = IcsCalendarStream.calendar_from_ics(response.content.decode()).events
    assert (event.summary, event.dtstart) == ("Maria: send a nudge", date(2026, 3, 11))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_T11_a_first_name_and_what_to_do_and_nothing_else(token, sent):
    response = get(token)
    everything = (response.content.decode() + str(response.headers)).replace("\r\n ", "")
    assert "Maria: send a nudge" in everything
    found = {what for what, canary in CANARIES.items() if canary.lower() in everything.lower()}
    assert found == set()
    assert str(sent.pk) not in everything
    assert sent.pk.hex not in everything


def test_T11_kept_out_of_caches_search_engines_and_referrers(token):
    headers = get(token).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert not get(token).cookies


def test_T11_unknown_replaced_removed_and_closed_look_alike(alice, token, sent):
    make_key(owner=alice, instead_of=mark_of(FeedKey.objects.get()), now=NOW + timedelta(1))
    replaced = get(token)
    unknown = get("x" * 43)
    current = make_key(owner=alice, instead_of=mark_of(FeedKey.objects.get()), now=NOW)
    FeedKey.objects.all().delete()
    removed = get(current)
    assert {r.status_code for r in (replaced, unknown, removed)} == {404}
    pages = {same_page(response) for response in (replaced, unknown, removed)}
    assert len(pages) == 1


def test_T11_an_account_that_is_closed_has_no_feed(alice, token, sent):
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    assert get(token).status_code == 404


def test_T1_the_feed_is_of_the_owner_whoever_is_signed_in(charlie_client, charlie, token, sent):
    outreach_of(charlie, Status.SENT, contact=contact_of(charlie, "Secret Person"))
    body = charlie_client.get(f"/calendar/{token}.ics").content
    assert b"Maria" in body
    assert b"Secret" not in body


def test_what_has_not_changed_is_not_sent_again(token, sent):
    first = get(token)
    again = get(token, if_none_match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert (again["ETag"], again["Cache-Control"]) == (first["ETag"], "no-store")
    assert get(token, if_modified_since=first["Last-Modified"]).status_code == 304


def test_a_squeezed_answer_is_known_again_too(token, alice):
    for number in range(5):
        outreach_of(alice, Status.SENT, contact=contact_of(alice, f"Maria{number} Lopez"))
    squeezed = get(token, accept_encoding="gzip")
    assert squeezed["ETag"].startswith('W/"')
    assert get(token, if_none_match=squeezed["ETag"]).status_code == 304


def test_what_has_gone_is_a_change_too(token, sent):
    first = get(token)
    Outreach.objects.all().delete()
    with time_machine.travel(NOW + timedelta(seconds=1), tick=False):
        gone = get(token, if_modified_since=first["Last-Modified"])
    assert gone.status_code == 200
    assert gone["ETag"] != first["ETag"]


def test_snoozing_moves_the_entry_and_makes_no_second_one(token, sent):
    def event():
        (found,) = IcsCalendarStream.calendar_from_ics(get(token).content.decode()).events
        return found

    before = event()
    Outreach.objects.update(due_on=date(2026, 4, 1))
    after = event()
    assert (after.uid, after.dtstart) == (before.uid, date(2026, 4, 1))
    assert after.sequence > before.sequence


def test_F29_another_zone_leaves_the_dates_and_another_language_changes_the_words(
    alice, token, sent
):
    def event():
        (found,) = IcsCalendarStream.calendar_from_ics(get(token).content.decode()).events
        return found

    before = event()
    alice.time_zone, alice.language = "Pacific/Kiritimati", "fr"
    alice.save()
    after = event()
    assert (after.dtstart, after.uid) == (before.dtstart, before.uid)
    assert after.summary == "Maria\u00a0: envoyer une relance"


def test_L11_the_61st_reading_of_an_hour_waits(token):
    statuses = [get(token).status_code for _time in range(61)]
    assert statuses == [200] * 60 + [429]
    refused = get(token)
    assert (refused["Retry-After"], refused["Cache-Control"]) == ("3600", "no-store")
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert get(token).status_code == 200


def test_L11_a_new_link_is_counted_anew(alice, token, settings):
    settings.FEED_READS_PER_HOUR = 1
    get(token)
    fresh = make_key(owner=alice, instead_of=mark_of(FeedKey.objects.get()), now=NOW)
    assert (get(fresh).status_code, get(fresh).status_code) == (200, 429)


def test_the_feed_is_only_read(token):
    assert Client().post(f"/calendar/{token}.ics").status_code == 405
    head = Client().head(f"/calendar/{token}.ics")
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_the_same_for_one_and_for_many(alice, token, count, settings, request):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    for number in range(count):
        contact_of(alice, f"Promise {number}", rhythm_months=1)
        outreach_of(alice, Status.SENT, contact=contact_of(alice, f"Sent {number}"))
    get(token)
    with request.getfixturevalue("django_assert_num_queries")(3):
        assert get(token).content.count(b"BEGIN:VEVENT") == 2 * count


# --- The pages ------------------------------------------------------------------------------
@pytest.mark.parametrize("page", [PAGE, NEW, REMOVE])
def test_signing_in_comes_first(client, page):
    assert client.get(page).url.startswith("/account/login/")


@pytest.mark.parametrize("page", [NEW, REMOVE])
def test_T8_making_and_ending_ask_who_it_is(alice_client, token, page):
    mark = mark_of(FeedKey.objects.get())
    asked = alice_client.get(page)
    assert asked.url.startswith("/account/reauthenticate/")
    posted = alice_client.post(page, {"instead_of": mark})
    assert posted.status_code == 302
    assert get(token).status_code == 200


def test_T11_the_link_is_shown_once(confirmed_client, sent, settings):
    settings.SITE_URL = "https://reconnect.example"
    page = confirmed_client.post(NEW, {"instead_of": ""}).content.decode()
    address = page.split('id="feed-address"')[1].split('value="')[1].split('"')[0]
    assert address.startswith("https://reconnect.example/calendar/")
    assert get(address.split("/")[-1].removesuffix(".ics")).status_code == 200
    token = address.split("/")[-1].removesuffix(".ics")
    pages = [confirmed_client.get(page).content.decode() for page in (PAGE, NEW, REMOVE)]
    assert not any(token in page for page in pages)
    assert token not in str(dict(confirmed_client.session))


def test_replacing_says_what_ends_and_ends_it(confirmed_client, token):
    mark = mark_of(FeedKey.objects.get())
    assert "the one before ends at once" in confirmed_client.get(NEW).content.decode()
    page = confirmed_client.post(NEW, {"instead_of": mark})
    assert page.status_code == 200
    assert get(token).status_code == 404


def test_the_same_form_again_does_nothing(confirmed_client, token):
    response = confirmed_client.post(NEW, {"instead_of": ""}, follow=True)
    assert "Nothing was done this time" in response.content.decode()
    assert get(token).status_code == 200
    confirmed_client.post(REMOVE, {"instead_of": "x"})
    assert get(token).status_code == 200


def test_removing_asks_and_ends_it(confirmed_client, token):
    assert "Remove the calendar link?" in confirmed_client.get(REMOVE).content.decode()
    confirmed_client.post(REMOVE, {"instead_of": mark_of(FeedKey.objects.get())})
    assert get(token).status_code == 404
    assert confirmed_client.get(REMOVE).url == PAGE


def test_the_page_says_when_a_calendar_last_read_it(alice_client, token):
    assert "No calendar has read it yet." in alice_client.get(PAGE).content.decode()
    get(token)
    text = alice_client.get(PAGE).content.decode()
    assert "A calendar last read it on 2 March 2026." in text


def test_T4_the_pages_know_only_ones_own_link(charlie, token):
    client = confirmed(signed_in(charlie), charlie)
    assert "Make a calendar link" in client.get(PAGE).content.decode()
    client.post(REMOVE, {"instead_of": mark_of(FeedKey.objects.get())})
    assert get(token).status_code == 200
