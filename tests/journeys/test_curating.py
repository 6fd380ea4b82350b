"""Two advisors and one wording: proposed, previewed, approved by the other, told in the history."""

from django.urls import reverse

from outreach.models import Wording
from tests.accounts.conftest import with_second_step

NEW = "A plain no is welcome here, and it changes nothing."


def test_a_wording_is_approved_by_a_second_editor(shipped, make_user, open_browser, accessible):
    anna = with_second_step(make_user("anna@example.org", "Anna Advisor", is_staff=True))
    ben = with_second_step(make_user("ben@example.org", "Ben Advisor", is_staff=True))
    wording = Wording.objects.get(key="en.opening.full.exit.warm.a")
    address = reverse("advisor:outreach_wording_change", args=[wording.pk])

    hers = open_browser(anna)
    hers.goto(address)
    hers.get_by_label("Text", exact=False).first.fill(NEW)
    hers.get_by_role("button", name="Preview").click()
    assert hers.locator("mark").first.inner_text() == NEW
    accessible(hers)
    hers.get_by_role("button", name="Save this text").click()
    hers.get_by_text("Another editor has to approve this text").wait_for()

    his = open_browser(ben)
    his.goto(address)
    accessible(his)
    his.get_by_role("button", name="Approve and use it").click()
    his.get_by_text("Approved by Ben Advisor.").wait_for()
    wording.refresh_from_db()
    assert wording.text == NEW
