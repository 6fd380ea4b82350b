"""Loading what is shipped: complete, harmless when repeated, respectful of edits."""

import pytest
from django.core.management import call_command

from outreach.message.shipped import shipped_wordings
from outreach.message.vocabulary import Ask
from outreach.models import RequestType, Wording


@pytest.fixture(autouse=True)
def _loaded(db) -> None:
    call_command("load_wording", verbosity=0)


def test_everything_shipped_is_there():
    assert set(RequestType.objects.values_list("key", flat=True)) == set(Ask)
    assert Wording.objects.count() == len(shipped_wordings())


def test_every_request_type_speaks_both_languages():
    for row in RequestType.objects.all():
        for field in ("name", "summary", "example", "size"):
            english, french = getattr(row, f"{field}_en"), getattr(row, f"{field}_fr")
            assert all((english, french, english != french))


def test_a_second_run_writes_nothing(capsys):
    before = list(Wording.objects.order_by("key").values_list("key", "text", "updated_at"))
    call_command("load_wording")
    assert "Request types written: 0. Wordings written: 0." in capsys.readouterr().out
    assert list(Wording.objects.order_by("key").values_list("key", "text", "updated_at")) == before


def test_an_edited_wording_stays_and_a_switched_off_one_stays_off():
    key = shipped_wordings()[0].key
    Wording.objects.filter(key=key).update(text="Edited.", is_active=False)
    call_command("load_wording", verbosity=0)
    row = Wording.objects.get(key=key)
    assert (row.text, row.is_active, row.shipped_text) == (
        "Edited.",
        False,
        shipped_wordings()[0].text,
    )


def test_an_unedited_wording_is_renewed():
    wording = shipped_wordings()[0]
    Wording.objects.filter(key=wording.key).update(text="Old.", shipped_text="Old.", tone="formal")
    call_command("load_wording", verbosity=0)
    row = Wording.objects.get(key=wording.key)
    assert (row.text, row.tone) == (wording.text, wording.tone)


def test_wordings_of_advisors_are_left_alone_and_dropped_ones_go():
    common = {"kind": "opening", "move": "exit", "language": "en", "length": "full", "text": "Hi."}
    Wording.objects.create(key="own", **common)
    Wording.objects.create(key="gone", shipped_text="Hi.", **common)
    Wording.objects.create(key="gone.edited", shipped_text="Hello.", **common)
    call_command("load_wording", verbosity=0)
    kept = Wording.objects.filter(key__in=["own", "gone", "gone.edited"])
    assert sorted(kept.values_list("key", flat=True)) == ["gone.edited", "own"]


def test_an_edited_request_type_keeps_its_edit_and_takes_the_rest():
    row = RequestType.objects.get(key="coffee")
    row.name_en, row.size_en = "A chat", "old"
    row.shipped = {**row.shipped, "name_en": "older", "size_en": "old"}
    row.save()
    call_command("load_wording", verbosity=0)
    row.refresh_from_db()
    assert row.name_en == "A chat"
    assert row.size_en.startswith("15 minutes")
