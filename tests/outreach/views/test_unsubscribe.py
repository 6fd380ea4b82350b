"""The link in every reminder that ends them (TRUST.md, L14)."""

from datetime import UTC, datetime

import pytest
from django.core.signing import Signer
from django.test import Client

from accounts.models import AuditEvent
from outreach.actions.digests import choose
from outreach.digest.letters import token_of
from outreach.digest.plans import plan_of

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def url(alice) -> str:
    """Alice's link; she chose every day."""
    choose(user=alice, rhythm="daily", days=[], hour=8, now=NOW)
    return f"/reminders/stop/{token_of(alice)}/"


@pytest.fixture
def mail_program() -> Client:
    """What posts on its own: no cookie, and no token of a form."""
    return Client(enforce_csrf_checks=True)


def test_L14_looking_shows_a_form_and_changes_nothing(alice, mail_program, url):
    response = mail_program.get(url)
    assert response.text.count('<form id="main-form" method="post">') == 1
    assert "csrfmiddlewaretoken" not in response.text
    assert plan_of(alice).rhythm == "daily"
    assert not response.cookies


def test_L14_posting_ends_it_and_a_second_post_is_fine(alice, mail_program, url):
    for _ in range(2):
        response = mail_program.post(url, {"List-Unsubscribe": "One-Click"})
        assert (response.status_code, not response.cookies) == (200, True)
        assert "Done: no more reminders by mail" in response.text
    assert (plan_of(alice).rhythm, plan_of(alice).due_at) == ("off", None)
    assert AuditEvent.objects.filter(verb="stop_digest", actor=None).count() == 1


def test_L14_it_works_for_somebody_else_who_is_signed_in(alice, charlie, charlie_client, url):
    charlie_client.post(url)
    assert (plan_of(alice).rhythm, plan_of(charlie).rhythm) == ("off", "weekdays")


def test_the_page_is_for_no_cache_no_search_engine_and_no_other_site(mail_program, url):
    for response in (mail_program.get(url), mail_program.post(url)):
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_nothing_about_the_person_is_shown(alice, mail_program, url):
    text = mail_program.get(url).text + mail_program.post(url).text
    assert [word for word in ("alice", "Alice", alice.pk.hex) if word in text] == []


def test_it_is_in_their_language_or_the_one_asked_for(alice, mail_program, url):
    alice.language = "fr"
    alice.save()
    assert mail_program.get(url).headers["Content-Language"] == "fr"
    assert mail_program.get(f"{url}?language=en").headers["Content-Language"] == "en"
    assert 'lang="fr-CA"' in mail_program.get(f"{url}?language=xx").text


def test_a_token_of_another_page_or_of_nobody_is_not_found(alice, mail_program, url):
    other = Signer(sep=".", salt="outreach.feed").sign(alice.pk.hex)
    for token in (other, alice.pk.hex, "x", token_of(alice) + "x"):
        for ask in (mail_program.get, mail_program.post):
            assert ask(f"/reminders/stop/{token}/").status_code == 404
    assert plan_of(alice).rhythm == "daily"


def test_after_the_account_is_gone_the_link_is_too(alice, mail_program, url):
    alice.delete()
    assert mail_program.post(url).status_code == 404


def test_other_methods_are_refused(mail_program, url):
    assert mail_program.put(url).status_code == 405
