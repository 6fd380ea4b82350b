"""F33: what people without an account asked and was settled after the backup is known again."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from contacts.models import Contact
from outreach.actions import access_cases, corrections
from outreach.actions.settling_again import settle_again
from outreach.models import AccessCase, AccessItem, Contest, Correction
from tests.contacts.people import new_contact

pytestmark = pytest.mark.django_db
ADDRESS = "maria@example.org"
WHO = {"address": ADDRESS, "key": ADDRESS, "language": "en"}
NOW = timezone.now()
IN_TIME = NOW + timedelta(days=2)


@pytest.fixture
def log(caplog, django_capture_on_commit_callbacks):
    """Do something; the lines that the log of the site has of it."""

    def lines_of(*doing) -> list[str]:
        with caplog.at_level("INFO"), django_capture_on_commit_callbacks(execute=True):
            for do in doing:
                do()
        assert ADDRESS not in caplog.text
        return caplog.text.splitlines()

    return lines_of


@pytest.fixture
def maria(alice) -> Contact:
    return new_contact(alice, "Maria", email=ADDRESS, city="Ottawa", notes="her note")


@pytest.fixture
def host(make_user) -> User:
    return make_user("hugo@example.org", "Hugo", is_staff=True, is_superuser=True)


def contested(**says) -> Correction:
    made = corrections.ask_to_correct(**WHO, says=says, now=NOW)
    corrections.spread_corrections(now=NOW)
    return made


def take(field: str) -> None:
    contest = Contest.objects.get(field=field)
    corrections.take_over(
        contest=contest, version=contest.contact.version, by=contest.owner, now=NOW
    )


def keep(field: str) -> None:
    contest = Contest.objects.get(field=field)
    corrections.keep(contest=contest, reason="then", by=contest.owner, now=NOW)


def test_F33_what_was_decided_and_answered_is_known_again(alice, maria, log, mailoutbox) -> None:
    contested(city="Gatineau", name="Marie")
    answer = lambda: corrections.answer_corrections(now=IN_TIME)  # noqa: E731
    lines = log(lambda: take("city"), lambda: keep("name"), answer)
    # The backup is from before: rows as they were then.
    Contest.objects.update(decision="", reason="", decided_at=None)
    Contact.objects.update(city="Ottawa")
    Correction.objects.update(answered_at=None, address=ADDRESS)
    done = settle_again(lines=lines, now=IN_TIME)
    assert (done.details, done.corrections) == (2, 1)
    decided = Contest.objects.order_by("field").values_list("field", "decision", "reason")
    assert list(decided) == [("city", "taken", ""), ("name", "kept", "then")]
    assert Contact.objects.values_list("city", "name").get() == ("Gatineau", "Maria")
    assert corrections.answer_corrections(now=IN_TIME) == 0
    assert corrections.forget_corrections(now=IN_TIME) == 1
    assert len(mailoutbox) == 1


def asked(host) -> AccessCase:
    """Maria asks, and Alice is asked about her note."""
    case = access_cases.open_case(**WHO, now=NOW)
    access_cases.list_cases(now=NOW)
    access_cases.ask_holders(case=case, by=host, now=NOW)
    return AccessCase.objects.get()


def release(case: AccessCase) -> None:
    item = case.items.get()
    access_cases.decide(case=case, choices={item: ("released", "")}, by=item.owner, now=NOW)


def backup_of(case: AccessCase) -> None:
    """Open, as it was."""
    AccessCase.objects.update(
        state="asked", closed_at=None, told_at=None, refusal="", address=ADDRESS, key=ADDRESS
    )


def test_F33_a_closed_case_is_closed_and_not_told_twice(maria, host, log, mailoutbox) -> None:
    case = asked(host)
    release(case)
    close = lambda: access_cases.answer(case=AccessCase.objects.get(), by=host, now=NOW)  # noqa: E731
    lines = log(close, lambda: access_cases.tell_cases(now=NOW))
    backup_of(case)
    assert settle_again(lines=lines, now=NOW).cases == 1
    assert access_cases.tell_cases(now=NOW) == 0
    case.refresh_from_db()
    assert (case.state, case.address, case.items.get().text) == ("answered", "", "her note")
    assert len(mailoutbox) == 1


def test_F33_a_refusal_is_known_with_its_reason(maria, host, log) -> None:
    case = asked(host)
    lines = log(lambda: access_cases.refuse(case=case, reason="law", by=host, now=NOW))
    backup_of(case)
    assert settle_again(lines=lines, now=NOW).cases == 1
    assert AccessCase.objects.values_list("state", "refusal").get() == ("refused", "law")


def test_F33_a_case_whose_texts_are_not_in_the_backup_is_named_for_the_host(
    maria, host, log, tmp_path
) -> None:
    case = asked(host)
    release(case)
    lines = log(lambda: access_cases.answer(case=AccessCase.objects.get(), by=host, now=NOW))
    backup_of(case)
    AccessItem.objects.update(decision="", decided_at=None, text="")
    (tmp_path / "site.log").write_text("\n".join(lines))
    out = StringIO()
    call_command("after_restore", "--log", str(tmp_path / "site.log"), stdout=out)
    assert f"Request {case.pk} was answered, with texts" in out.getvalue()
    assert AccessCase.objects.get().closed_at is None


@pytest.mark.parametrize(
    "line",
    [
        "contest {pk} is decided: sold none",
        "contest {pk} is decided: kept because",
        "contest 1 is decided: kept then",
        "case {pk} is closed: received none 0",
        "case {pk} is closed: refused whim 0",
        "correction {pk} is answered: to_the_end",
    ],
)
def test_lines_that_are_not_ours_change_nothing(maria, host, line) -> None:
    contested(city="Gatineau")
    case = asked(host)
    keys = (Contest.objects.get().pk, case.pk)
    done = settle_again(lines=[line.format(pk=pk) for pk in keys], now=NOW)
    assert (done.details, done.corrections, done.cases, done.open_again) == (0, 0, 0, ())
