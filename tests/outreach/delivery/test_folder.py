"""Mail as files."""

from email import message_from_bytes

from django.core import mail

from outreach.delivery import folder
from outreach.delivery.smtp import Result, Why


def names(path) -> list[str]:
    """What lies there, hidden or not."""
    return sorted(one.name for one in path.iterdir())


def test_each_mail_is_a_whole_file_in_the_order_of_time(tmp_path) -> None:
    paths = [folder.write(tmp_path / "new", b"mail %d" % n) for n in range(3)]
    assert names(tmp_path / "new") == [path.name for path in paths]
    assert [path.read_bytes() for path in paths] == [b"mail 0", b"mail 1", b"mail 2"]
    assert {path.suffix for path in paths} == {".eml"}


def test_it_is_handed_over_as_to_a_server(tmp_path) -> None:
    seen = []
    outcome = folder.deliver(tmp_path, b"x", before_data=lambda: seen.append(names(tmp_path)))
    assert (outcome.result, seen, len(names(tmp_path))) == (Result.SENT, [[]], 1)


def test_F12_a_folder_that_cannot_be_written_is_tried_again(tmp_path) -> None:
    (tmp_path / "file").touch()
    seen = []
    outcome = folder.deliver(tmp_path / "file", b"x", before_data=lambda: seen.append("begun"))
    assert (outcome.result, outcome.why, seen) == (Result.TRY_AGAIN, Why.UNREACHABLE, [])


def test_codes_and_notices_go_there_too(settings, tmp_path) -> None:
    settings.EMAIL_URL = f"folder://{tmp_path}"
    settings.EMAIL_BACKEND = "outreach.delivery.folder.EmailBackend"
    assert mail.send_mail("A code", "ABC", None, ["alice@example.org"]) == 1
    (name,) = names(tmp_path)
    read = message_from_bytes((tmp_path / name).read_bytes())
    assert (read["Subject"], read["To"]) == ("A code", "alice@example.org")
