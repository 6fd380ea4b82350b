"""The mails of this machine on a page: for whoever sits before it, and for nobody else."""

import re
import subprocess
import sys
from email.message import EmailMessage
from itertools import chain
from pathlib import Path

import pytest
from django.conf import settings as site
from django.test import Client
from django.urls import NoReverseMatch, reverse

from outreach.delivery import account
from reconnect_site import checks, local_mail


@pytest.fixture
def mails(tmp_path, settings, db) -> Path:
    """The folder of a site that was started by ``make run``."""
    folder = tmp_path / "mail"
    folder.mkdir()
    settings.EMAIL_URL = f"folder://{folder}"
    settings.PLAIN_HTTP = True
    settings.ROOT_URLCONF = "tests.reconnect_site.with_local_mail"
    return folder


def put(folder: Path, number: int, **headers: str) -> Path:
    """One mail in the folder; a greater number is a later one."""
    message = EmailMessage()
    fields = {"To": f"p{number}@example.org", "Subject": f"Mail {number}", **headers}
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content("Your code is ABC-123.\nhttp://localhost:8000/outreach/ says more.\n")
    path = folder / f"{number:03}.eml"
    path.write_bytes(message.as_bytes())
    return path


def subjects(response) -> list[str]:
    """The mails of a page, from the top."""
    return re.findall(r'<a href="/mail/[^"]+" dir="auto">([^<]+)</a>', response.text)


def test_an_empty_folder_says_how_to_get_a_mail(client, mails) -> None:
    response = client.get("/mail/")
    assert (response.status_code, "No mail yet" in response.text) == (200, True)
    assert "Forget all mails" not in response.text


def test_the_newest_is_first_with_who_and_what(client, mails) -> None:
    for number in (1, 3, 2):
        put(mails, number)
    response = client.get("/mail/")
    assert subjects(response) == ["Mail 3", "Mail 2", "Mail 1"]
    assert "p3@example.org" in response.text


def test_25_on_a_page_and_back(client, mails) -> None:
    for number in range(1, 61):
        put(mails, number)
    pages = [client.get("/mail/")]
    while follow := re.search(r'rel="next" href="([^"]+)"', pages[-1].text):
        pages.append(client.get(follow[1]))
    shown = [subjects(page) for page in pages]
    assert [len(some) for some in shown] == [25, 25, 10]
    assert list(chain(*shown)) == [f"Mail {number}" for number in range(60, 0, -1)]
    for page, before in zip(pages[:0:-1], shown[-2::-1], strict=True):
        back = re.search(r'rel="prev" href="([^"]+)"', page.text)
        assert subjects(client.get(back[1])) == before


def test_one_mail_shows_its_text_with_links_that_work(client, mails) -> None:
    path = put(mails, 1, Reply_To="alice@example.org", X_Secret="not shown")
    response = client.get(f"/mail/{path.name}/")
    assert "Your code is ABC-123." in response.text
    assert '<a href="http://localhost:8000/outreach/"' in response.text
    assert "Reply-To" in response.text
    assert "not shown" not in response.text


def test_T5_what_a_mail_holds_is_text(client, mails) -> None:
    message = EmailMessage()
    message["To"], message["Subject"] = "maria@example.org", "<script>alert(1)</script>"
    message.set_content("<img src=x onerror=alert(1)>")
    message.add_alternative("<p onclick=alert(1)>Hi <b>Maria</b></p>", subtype="html")
    (mails / "a.eml").write_bytes(message.as_bytes())
    shown = client.get("/mail/a.eml/").text + client.get("/mail/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "&lt;p onclick=alert(1)&gt;Hi &lt;b&gt;Maria" in shown
    assert not re.search(r"<script>|<img src=x|<p onclick", shown)


@pytest.mark.parametrize("name", ["nothing.eml", "..%2Fsecret.eml", "secret.txt", ".."])
def test_only_what_is_listed_can_be_opened(client, mails, name) -> None:
    (mails.parent / "secret.eml").write_text("Subject: canary\n\ncanary")
    (mails / "secret.txt").write_text("canary")
    response = client.get(f"/mail/{name}/")
    assert (response.status_code, "canary" in response.text) == (404, False)


def test_a_broken_file_is_still_a_mail(client, mails) -> None:
    (mails / "broken.eml").write_bytes(b"\xff\xfe\x00 no header\n\n\x00")
    assert client.get("/mail/").status_code == 200
    assert client.get("/mail/broken.eml/").status_code == 200


def test_all_are_forgotten_by_a_post_with_a_token(mails) -> None:
    put(mails, 1)
    client = Client(enforce_csrf_checks=True)
    page = client.get("/mail/")
    assert client.post("/mail/").status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
    response = client.post("/mail/", {"csrfmiddlewaretoken": token[1]})
    assert (response.status_code, response.url) == (302, "/mail/")
    assert list(mails.iterdir()) == []


def test_the_folder_need_not_exist_yet(client, mails) -> None:
    mails.rmdir()
    assert client.get("/mail/").status_code == 200
    assert client.post("/mail/").status_code == 302


@pytest.mark.parametrize(
    "asked_from",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "127.0.0.1"},
        {"HTTP_FORWARDED": "for=127.0.0.1"},
        {"HTTP_X_FORWARDED_HOST": "localhost"},
    ],
)
@pytest.mark.parametrize("path", ["/mail/", "/mail/001.eml/"])
def test_T25_from_elsewhere_there_is_no_such_page(client, mails, asked_from, path) -> None:
    put(mails, 1)
    for ask in (client.get, client.post):
        assert ask(path, **asked_from).status_code == 404
    assert len(list(mails.iterdir())) == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("PLAIN_HTTP", False), ("EMAIL_URL", ""), ("EMAIL_URL", "smtps://a:b@mail.example.org")],
)
def test_T25_without_the_folder_or_over_tls_there_is_no_such_page(
    client, mails, settings, name, value
) -> None:
    put(mails, 1)
    setattr(settings, name, value)
    assert local_mail.folder() is None
    assert client.get("/mail/").status_code == 404


def test_the_pages_are_in_french_too(client, mails) -> None:
    path = put(mails, 1)
    client.cookies["language"] = "fr"
    assert "Courriels de cet ordinateur" in client.get("/mail/").text
    assert "Courriels de cet ordinateur" in client.get(f"/mail/{path.name}/").text


def test_the_code_of_a_new_account_can_be_read_there(client, mails, settings) -> None:
    settings.SIGN_UP_OPEN = True
    settings.EMAIL_BACKEND = account.of_the_site().django_settings()["EMAIL_BACKEND"]
    form = {"email": "new@example.org", "display_name": "New", "password1": "quiet river stone"}
    assert client.post("/account/signup/", form).status_code == 302
    assert "new@example.org" in client.get("/mail/").text
    (path,) = mails.iterdir()
    assert re.search(r"\n    [A-Z0-9-]{6,}\n", client.get(f"/mail/{path.name}/").text)


# --- Not on a site for others -----------------------------------------------------------------
def test_the_tests_run_on_a_site_without_it() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("site_mails")


def test_T25_a_folder_on_a_site_for_others_has_a_name_and_a_hint(settings) -> None:
    settings.EMAIL_URL, settings.PLAIN_HTTP = "folder:///var/mail", False
    (mistake,) = checks.check_mail()
    assert (mistake.id, "EMAIL_URL" in mistake.hint) == ("reconnect.E004", True)
    settings.PLAIN_HTTP = True
    assert checks.check_mail() == []


def started(*command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A process of a site with these settings."""
    host = {"SECRET_KEY": "k9-" + "abcdefghij" * 7, "ALLOWED_HOSTS": "reconnect.example"}
    return subprocess.run(
        [sys.executable, *command],
        env={"DJANGO_SETTINGS_MODULE": "reconnect_site.settings", **host, **environment},
        cwd=site.BASE_DIR,
        capture_output=True,
        text=True,
    )


def test_T25_neither_web_nor_worker_starts_with_a_folder_on_a_site_for_others(tmp_path) -> None:
    for command in (("-c", "import reconnect_site.wsgi"), ("-m", "django", "worker")):
        ended = started(*command, EMAIL_URL=f"folder://{tmp_path}")
        assert ended.returncode == 1
        assert "EMAIL_URL" in ended.stderr


def test_the_address_is_there_only_where_it_may_be(tmp_path) -> None:
    ask = "import django; django.setup(); from django.urls import reverse; reverse('site_mails')"
    folder = f"folder://{tmp_path}"
    assert started("-c", ask, EMAIL_URL=folder, PLAIN_HTTP="1").returncode == 0
    for environment in ({"PLAIN_HTTP": "1"}, {"EMAIL_URL": folder}, {}):
        assert "NoReverseMatch" in started("-c", ask, **environment).stderr
