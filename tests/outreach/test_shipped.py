"""What is copied from test to test is what is shipped, and nothing of the first test that asked."""

import pytest

from outreach.models import RequestType, Wording
from tests.outreach import shipped


@pytest.fixture(autouse=True)
def _first_of_all(db, monkeypatch) -> None:
    monkeypatch.setattr(shipped, "ROWS", {})


def test_what_is_shipped_is_kept() -> None:
    shipped.load_shipped()
    RequestType.objects.all().delete()
    shipped.load_shipped()
    tables = {model._meta.db_table for model in (RequestType, Wording)}
    assert (RequestType.objects.count(), set(shipped.ROWS)) == (5, tables)


@pytest.mark.parametrize(("model", "own"), [(RequestType, {}), (Wording, {"text": "Hi"})])
def test_what_a_test_wrote_is_not(model, own) -> None:
    model.objects.create(key="own", **own)
    shipped.load_shipped()
    assert (model.objects.count() > 5, model._meta.db_table in shipped.ROWS) == (True, False)
