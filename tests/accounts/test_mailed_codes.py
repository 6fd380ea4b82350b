"""Is it you? By a mailed code, for who signs in by nothing else (T8)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from accounts import mailed_codes
from accounts.models import MailedCode
from tests.accounts.conftest import signed_in, with_second_step

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)
PAGE, WANTED = "/account/reauthenticate/code/", "/settings/close/"
TO_PAGE = f"{PAGE}?next={WANTED.replace('/', '%2F')}"
CODE = re.compile(r"^    (\d{6})$", re.MULTILINE)


@pytest.fixture
def alice(alice):
    """Alice signs in by mailed codes alone."""
    alice.set_unusable_password()
    alice.save()
    return alice


@pytest.fixture
def browser(alice):
    """Where she is signed in."""
    return signed_in(alice)


def ask(browser, **more) -> str:
    """The code that arrives."""
    browser.post(PAGE, {"send": "1", "next": WANTED, **more})
    return CODE.search(mail.outbox[-1].body)[1]


def another(code: str) -> str:
    """A code that is wrong."""
    return f"{(int(code) + 1) % 10**6:06}"


def enter(browser, code: str):
    """The answer to a typed code."""
    return browser.post(PAGE, {"code": code, "next": WANTED})


def test_T8_a_code_by_mail_opens_what_was_wanted(browser):
    assert browser.get(WANTED).headers["Location"] == TO_PAGE
    assert browser.get(TO_PAGE).status_code == 200
    assert mail.outbox == []  # looking sends nothing
    code = ask(browser)
    assert mail.outbox[0].to == ["alice@example.org"]
    assert enter(browser, f" {code[:3]}-{code[3:]} ").headers["Location"] == WANTED
    assert browser.get(WANTED).status_code == 200


def test_asking_leads_back_to_the_page_with_where_to_go(browser):
    assert browser.post(PAGE, {"send": "1", "next": WANTED}).headers["Location"] == TO_PAGE
    assert 'name="code"' in browser.get(TO_PAGE).text


def test_T8_a_form_that_waited_goes_on_after_the_code(browser, alice):
    posted = {"email": "alice@new.example", "action_add": ""}
    assert browser.post("/account/email/", posted).headers["Location"].startswith(PAGE)
    code = ask(browser, next="/account/email/")
    browser.post(PAGE, {"code": code, "next": "/account/email/"})
    assert mail.outbox[-1].to == ["alice@new.example"]


def test_T8_the_answer_holds_for_five_minutes(browser, alice, time_machine):
    time_machine.move_to(NOW, tick=False)
    enter(browser := signed_in(alice), ask(browser))
    time_machine.move_to(NOW + timedelta(minutes=4), tick=False)
    assert browser.get(WANTED).status_code == 200
    time_machine.move_to(NOW + timedelta(minutes=6), tick=False)
    assert browser.get(WANTED).headers["Location"] == TO_PAGE


def test_T8_another_sign_in_is_not_confirmed(browser, alice):
    enter(browser, ask(browser))
    assert signed_in(alice).get(WANTED).headers["Location"] == TO_PAGE


def test_three_wrong_codes_end_it(browser):
    code = ask(browser)
    pages = [enter(browser, another(code)).text for _ in range(3)]
    assert "This code is not right" in pages[0]
    assert "This code does not work any more" in pages[2]
    assert 'name="code"' not in pages[2]
    assert enter(browser, code).status_code == 200  # no longer
    assert browser.get(WANTED).status_code == 302


def test_a_code_ends_after_ten_minutes(alice, browser, time_machine):
    time_machine.move_to(NOW, tick=False)
    code = ask(browser := signed_in(alice))
    time_machine.move_to(NOW + timedelta(minutes=10), tick=False)
    assert enter(browser, code).status_code == 200


def test_a_code_works_once(alice, browser):
    code = ask(browser)
    now = MailedCode.objects.get().sent_at
    assert mailed_codes.use(user=alice, typed=code, now=now)
    assert not mailed_codes.use(user=alice, typed=code, now=now)


def test_a_new_code_ends_the_one_before(browser):
    first, second = ask(browser), ask(browser)
    assert first != second
    assert enter(browser, first).status_code == 200
    assert enter(browser, second).status_code == 302


def test_a_code_is_kept_as_a_hash_and_good_for_nobody_else(alice, charlie, browser):
    code = ask(browser)
    kept = MailedCode.objects.get()
    assert code not in f"{kept.code_hash} {dict(browser.session)}"
    MailedCode.objects.update(user=charlie)
    assert not mailed_codes.use(user=charlie, typed=code, now=kept.sent_at)


def test_the_fourth_mail_in_a_minute_is_refused(browser):
    answers = [browser.post(PAGE, {"send": "1"}).status_code for _ in range(4)]
    assert (answers, len(mail.outbox)) == ([302, 302, 302, 429], 3)


@pytest.mark.parametrize("has", ["password", "second step"])
def test_T8_who_has_more_is_asked_for_it(alice, has):
    if has == "password":
        alice.set_password("correct horse battery")
        alice.save()
    else:
        with_second_step(alice)
    browser = signed_in(alice)
    asked = {"password": "/account/reauthenticate/", "second step": "/account/2fa/reauthenticate/"}
    assert browser.get(PAGE).headers["Location"] == asked[has]
    assert browser.post(PAGE, {"send": "1"}).headers["Location"] == asked[has]
    assert mail.outbox == []


def test_T8_a_first_password_is_kept_out_of_address_and_session(browser):
    posted = {"password1": "quiet river stone"}
    response = browser.post("/account/password/set/", posted)
    assert response.headers["Location"] == "/account/password/set/"
    assert "quiet" not in str(dict(browser.session))


def test_in_french_the_mail_is_french(browser, alice):
    alice.language = "fr"
    alice.save()
    ask(browser)
    assert mail.outbox[0].body.startswith("Bonjour,")


def test_a_closed_account_is_asked_the_same(alice, browser):
    enter(browser, ask(browser))
    browser.post(WANTED, {"sure": "1"})
    browser = signed_in(alice)
    assert browser.get("/settings/export/").headers["Location"].startswith(PAGE)
    assert browser.get(PAGE).status_code == 200


def test_a_code_that_works_no_more_is_forgotten(alice, browser):
    ask(browser)
    sent_at = MailedCode.objects.get().sent_at
    late = sent_at + mailed_codes.WORKS_FOR
    assert [mailed_codes.forget_codes(now=at) for at in (sent_at, late)] == [0, 1]
