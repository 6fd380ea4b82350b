"""Every bad input where a contact is edited: taken, or nothing changes. What a database refuses,
test_bad_inputs.py tries on both: the form is the same."""

import pytest
from django.urls import reverse

from tests.contacts.people import stored
from tests.contacts.test_bad_inputs import BAD, HIDDEN, PEOPLE_FIELDS, encodable, refused_together


@pytest.mark.parametrize("bad", BAD)
def test_editing_a_contact(alice_client, maria, bad):
    url = reverse("contacts_edit", args=[maria.pk])
    before = stored(maria)
    usual = {"name": "Maria", "version": before["version"]}
    refused = refused_together(alice_client, url, usual, bad)
    assert stored(maria) == before or not refused
    taken = set(PEOPLE_FIELDS) - refused - HIDDEN
    for together in (taken, *({field} for field in HIDDEN & set(PEOPLE_FIELDS))):
        before = stored(maria)
        typed = dict.fromkeys(together, encodable(BAD[bad]))
        response = alice_client.post(url, {"name": "Maria", "version": before["version"]} | typed)
        assert response.status_code in ((302,) if together is taken else (200, 302, 409))
        assert response.status_code == 302 or stored(maria) == before
