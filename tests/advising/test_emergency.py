"""Emergency access: of whom, how often, until when, and what is left of it (T10, P16)."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import AuditEvent
from advising import emergency, leaving
from advising.models import Emergency, EmergencyLook
from advising.sending import tell_of_emergencies, tell_of_emergency
from outreach.models import Outreach
from reconnect_site.tick import EVERY_MINUTE, HOURLY
from tests.advising.conftest import NOW
from tests.advising.test_archive import archive
from tests.outreach.people import outreach_of

HOUR = timedelta(hours=1)


def begin(host, client, now=NOW) -> Emergency:
    """Hugo opens it."""
    return emergency.begin(host=host, client=client, reason="Mail was stuck", now=now)[0]


def is_open(now=NOW) -> bool:
    """Whether it shows something."""
    return Emergency.objects.open(now).exists()


def trail() -> list[tuple]:
    """What the audit trail says of it: who, what, of which kind."""
    return list(
        AuditEvent.objects.order_by("at").values_list("actor__email", "verb", "object_type")
    )


@pytest.fixture
def opened(host, alice) -> Emergency:
    """Open since NOW."""
    return begin(host, alice)


def test_T10_it_lasts_one_hour(opened) -> None:
    assert is_open(NOW + HOUR - timedelta(seconds=1))
    assert not is_open(NOW + HOUR)


@pytest.mark.parametrize("who", ["host", "anna", "bare superuser", "closed"])
def test_T10_it_is_for_clients_alone(host, anna, make_user, alice, who) -> None:
    bare = make_user("sue@example.org", "Sue", is_superuser=True)
    alice.is_active = False
    target = {"host": host, "anna": anna, "bare superuser": bare, "closed": alice}[who]
    with pytest.raises(emergency.NoClient):
        begin(host, target)
    assert (Emergency.objects.count(), trail()) == (0, [])


def test_T10_a_colleague_is_no_client_for_having_been_made_one(host, host_client, anna) -> None:
    """By the very host who wants to read, and back again afterwards."""
    page = f"/advisor/accounts/user/{anna.pk}/change/"
    host_client.post(page, {"is_active": "on", "role": "advisor"})
    anna.refresh_from_db()
    now = timezone.now()
    assert not anna.is_staff
    for days, is_client in ((0, False), (29, False), (31, True)):
        assert emergency.is_client(anna, now + timedelta(days=days)) is is_client
    with pytest.raises(emergency.NoClient):
        begin(host, anna, now)


@pytest.mark.parametrize("lost", ["is_superuser", "is_staff", "is_active"])
def test_T10_whoever_loses_the_role_sees_nothing_more(opened, host, lost) -> None:
    type(host).objects.filter(pk=host.pk).update(**{lost: False})
    assert not is_open()
    assert emergency.end_what_is_over(now=NOW) == 1
    type(host).objects.filter(pk=host.pk).update(**{lost: True})
    assert not is_open()  # it does not come back with the role


@pytest.mark.parametrize("became", [{"is_staff": True}, {"is_active": False}])
def test_it_ends_with_the_client_being_one(opened, alice, became) -> None:
    type(alice).objects.filter(pk=alice.pk).update(**became)
    assert not is_open()


def test_opening_it_again_goes_on_as_it_is(opened, host, alice) -> None:
    later = NOW + timedelta(minutes=30)
    again, is_new = emergency.begin(host=host, client=alice, reason="Once more", now=later)
    assert (again, is_new, Emergency.objects.get().ends_at) == (opened, False, NOW + HOUR)


def test_the_database_knows_one_open_access_to_a_client(opened, host, alice) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Emergency.objects.create(
            host=host, client=alice, reason="x", opened_at=NOW, ends_at=NOW + HOUR
        )


def test_after_the_hour_it_can_be_opened_anew(opened, host, alice) -> None:
    assert begin(host, alice, now=NOW + HOUR) != opened
    assert is_open(NOW + HOUR)


def test_the_sixth_of_a_day_is_refused_and_told_when(host, make_user) -> None:
    clients = [make_user(f"client{n}@example.org", "Client") for n in range(6)]
    for number, one in enumerate(clients[:5]):
        begin(host, one, now=NOW + number * HOUR)
    with pytest.raises(emergency.TooMany) as refused:
        begin(host, clients[5], now=NOW + 5 * HOUR)
    assert refused.value.retry_at == NOW + timedelta(hours=24)
    assert begin(host, clients[5], now=NOW + timedelta(hours=24))


def test_T10_opening_looks_and_ending_are_in_the_trail_by_ids_alone(opened, host, alice) -> None:
    outreach = outreach_of(alice)
    emergency.note_look(emergency=opened, outreach=None, now=NOW)
    emergency.note_look(emergency=opened, outreach=outreach, now=NOW)
    assert [emergency.end(emergency=opened, by=host, at=NOW) for _ in "12"] == [True, False]
    told = [one for one in trail() if "emergency" in one[1]]
    assert told == [
        ("hugo@example.org", "open_emergency", "user"),
        ("hugo@example.org", "emergency_look", "user"),
        ("hugo@example.org", "emergency_look", "outreach"),
        ("hugo@example.org", "end_emergency", "user"),
    ]
    assert "stuck" not in str(list(AuditEvent.objects.values()))


def test_an_end_by_itself_is_in_the_trail_with_the_hour_as_its_time(opened) -> None:
    assert emergency.end_what_is_over in EVERY_MINUTE
    assert emergency.end_what_is_over(now=NOW + 2 * HOUR) == 1
    assert Emergency.objects.get().ended_at == NOW + HOUR
    assert trail()[-1] == (None, "end_emergency", "user")
    assert emergency.end_what_is_over(now=NOW + 2 * HOUR) == 0


@pytest.mark.parametrize(
    ("language", "beginnings"), [("en", ["Hello,"]), ("fr", ["Bonjour,"]), ("", ["Hello,", "Bonj"])]
)
def test_the_client_is_told_in_their_language(opened, alice, language, beginnings) -> None:
    alice.language = language
    alice.save()
    tell_of_emergency(opened.pk, NOW)
    (told,) = mail.outbox
    assert told.to == ["alice@example.org"]
    parts = told.body.split("\n\n--\n\n")
    assert [part[: len(word)] for part, word in zip(parts, beginnings, strict=True)] == beginnings
    assert all("Hugo Host" in part and "Mail was stuck" in part for part in parts)
    assert f"/settings/advisors/emergencies/{opened.pk}/" in told.body


def test_the_mail_says_the_hour_where_the_client_lives(opened, alice) -> None:
    alice.language, alice.time_zone = "en", "America/Vancouver"
    alice.save()
    tell_of_emergency(opened.pk, NOW)
    body = mail.outbox[0].body  # NOW is 15:00 UTC
    assert ("at 7:00 a.m. Hugo" in body, "Until 8:00 a.m. they" in body) == (True, True)


def test_a_mail_that_could_not_leave_is_tried_again_until_it_has(opened, monkeypatch) -> None:
    sent = iter([OSError, OSError, None])

    def send(self) -> None:
        if problem := next(sent):
            raise problem

    monkeypatch.setattr("outreach.plain_mail.EmailMessage.send", send)
    at = [NOW + timedelta(minutes=minute) for minute in (1, 2, 3, 4)]
    assert tell_of_emergencies in HOURLY
    assert tell_of_emergency(opened.pk, NOW) is False
    assert [tell_of_emergencies(now=now) for now in at] == [0, 0, 1, 0]
    assert Emergency.objects.get().told_at == at[2]


def test_P13_it_is_in_what_the_client_takes_out(opened, alice) -> None:
    outreach = outreach_of(alice)
    emergency.note_look(emergency=opened, outreach=outreach, now=NOW)
    (told,) = archive(alice)["emergencies"]
    assert (told["by"], told["reason"]) == ("Hugo Host", "Mail was stuck")
    assert [look["outreach_id"] for look in told["looks"]] == [str(outreach.pk)]


def test_a_look_stays_when_the_outreach_goes(opened, alice) -> None:
    emergency.note_look(emergency=opened, outreach=outreach_of(alice), now=NOW)
    Outreach.objects.all().delete()
    assert EmergencyLook.objects.get().outreach is None


def test_it_stays_when_the_host_goes(opened, host, alice, make_user) -> None:
    host.delete()
    assert (Emergency.objects.get().client, Emergency.objects.get().host) == (alice, None)
    assert not is_open()


def test_P14_it_goes_with_the_client(opened, alice) -> None:
    leaving.close(user=alice, keep_session=None, now=NOW)
    assert not is_open()
    leaving.delete_closed(now=NOW + timedelta(days=7))
    assert Emergency.objects.count() == 0
