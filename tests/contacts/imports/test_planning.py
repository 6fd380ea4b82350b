"""Who of a file is known, what would change of them, and what never is overwritten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contacts import actions as contact_actions
from contacts.details import Details
from contacts.imports.facts import facts_of
from contacts.imports.known import Occasion
from contacts.imports.planning import Wanted, plan
from contacts.models import Contact, Merge
from tests.contacts.imports.files import NOW, bare, everything, outcomes, person, read_as, saved
from tests.contacts.people import new_contact

TODAY = NOW.date()
GRETA = "https://www.linkedin.com/in/greta-1"


def planned(owner, *records, choice: str = "update", chosen: str = ""):
    """What would become of these records."""
    rows = [
        Wanted(position=n, facts=facts_of(record, today=TODAY), choice=chosen)
        for n, record in enumerate(records, start=1)
    ]
    occasion = Occasion(today=TODAY, now=NOW, source="LinkedIn")
    return plan(owner, rows, known_choice=choice, occasion=occasion)


def verdicts(owner, *records, **options) -> list[tuple[str, str]]:
    """Outcome and reason of each."""
    return [(one.outcome, one.reason) for one in planned(owner, *records, **options)]


def shown(owner, record) -> list[list[str]]:
    """What would change: field, was, now."""
    return planned(owner, record)[0].changes.shown()


# --- Who is known ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (person(1), "linkedin"),
        (bare(name="Somebody Else", emails=("MARIA@example.com",)), "email"),
        (bare(name="M. Santos", phones=("+1 613-562-5800",)), "phone_and_family_name"),
        (bare(name="Maria", family_name="SANTOS", phones=("6135625800",)), "phone_and_family_name"),
    ],
)
def test_strong_and_medium_keys_are_known(record, reason, alice) -> None:
    url = GRETA if reason == "linkedin" else ""
    new_contact(
        alice, "Maria Santos", email="maria@example.com", phone="613 562 5800", linkedin_url=url
    )
    assert planned(alice, record)[0].reason == reason


def test_a_contact_is_known_by_its_own_export(alice) -> None:
    maria = new_contact(alice, "Maria Santos")
    record = bare(name="Maria Lindqvist", uid=f"urn:uuid:{maria.pk}")
    assert verdicts(alice, record) == [("unchanged", "uid")]


def test_a_name_alone_is_nobody_known(alice) -> None:
    new_contact(alice, "Greta Svensson", organization="Museum")
    assert verdicts(alice, bare()) == [("added", "")]


def test_the_same_number_with_another_family_name_is_two_people(alice) -> None:
    new_contact(alice, "Maria Santos", phone="613 562 5800")
    assert verdicts(alice, bare(phones=("613 562 5800",))) == [("added", "")]


def test_two_profiles_are_two_people_whatever_else_is_alike(alice) -> None:
    new_contact(alice, "Greta Person1", email="greta@example.org", linkedin_url=f"{GRETA}9")
    record = person(1, emails=("greta@example.org",))
    assert verdicts(alice, record) == [("added", "")]


# --- Weak: shown, never merged by itself ----------------------------------------------------
def test_a_like_person_is_added_but_shown(alice) -> None:
    new_contact(alice, "Greta Svensson", organization="Puerto Digital")
    record = bare(organisation="PUERTO digital", emails=("greta@example.org",))
    one = planned(alice, record)[0]
    assert (one.outcome, one.reason) == ("added", "name_and_organization")
    assert one.changes.shown() == [["emails", "", "greta@example.org"]]


def test_a_like_person_who_says_nothing_new_is_not_added(alice) -> None:
    new_contact(alice, "Greta Svensson", organization="Puerto Digital")
    record = bare(organisation="Puerto Digital")
    assert verdicts(alice, record) == [("unchanged", "name_and_organization")]


def test_a_like_person_in_another_job_is_added(alice) -> None:
    new_contact(alice, "Greta Svensson", organization="Puerto Digital", position="Director")
    record = bare(organisation="Puerto Digital", title="Intern")
    assert verdicts(alice, record) == [("added", "name_and_organization")]


def test_a_like_person_is_updated_when_the_user_says_so(alice) -> None:
    new_contact(alice, "Greta Svensson", organization="Puerto Digital")
    record = bare(organisation="Puerto Digital", city="Malmö")
    assert verdicts(alice, record, chosen="update") == [("updated", "name_and_organization")]


# --- Choices --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("choice", "chosen", "outcome"),
    [
        ("update", "", "updated"),
        ("skip", "", "skipped"),
        ("add", "", "added"),
        ("update", "skip", "skipped"),
        ("skip", "add", "added"),
        ("add", "update", "updated"),
    ],
)
def test_the_choice_of_the_row_counts_before_that_of_the_file(
    choice, chosen, outcome, alice
) -> None:
    new_contact(alice, "Greta Person1", linkedin_url=GRETA)
    assert verdicts(alice, person(1), choice=choice, chosen=chosen)[0][0] == outcome


def test_somebody_new_can_be_left_out(alice) -> None:
    assert verdicts(alice, person(1), chosen="skip") == [("skipped", "")]


# --- The trash and those merged away --------------------------------------------------------
def test_nobody_comes_back_from_the_trash_by_itself(alice) -> None:
    greta = new_contact(alice, "Greta Person1", linkedin_url=GRETA)
    contact_actions.move_to_trash(contact=greta, now=NOW, by=alice)
    assert verdicts(alice, person(1)) == [("skipped", "linkedin")]


def test_somebody_comes_back_from_the_trash_when_the_user_says_so(
    alice, clock, monkeypatch
) -> None:
    greta = new_contact(alice, "Greta Person1", linkedin_url=GRETA)
    contact_actions.move_to_trash(contact=greta, now=NOW, by=alice)
    read_as(monkeypatch, person(1))
    batch = saved(alice, clock, choices={1: "update"})
    assert outcomes(batch) == ["updated"]
    assert Contact.objects.kept().get().pk == greta.pk


def test_those_kept_come_before_those_in_the_trash(alice) -> None:
    old = new_contact(alice, "Greta Old", email="greta@example.org")
    contact_actions.move_to_trash(contact=old, now=NOW, by=alice)
    new = new_contact(alice, "Greta New", email="greta@example.org")
    one = planned(alice, bare(emails=("greta@example.org",)))[0]
    assert one.known.contact.pk == new.pk


def test_somebody_merged_away_is_known_as_the_one_kept(alice) -> None:
    dropped = new_contact(alice, "Greta Old", linkedin_url=GRETA, organization="Museum")
    kept = new_contact(alice, "Greta New", linkedin_url=f"{GRETA}9", organization="Canal House")
    contact_actions.move_to_trash(contact=dropped, now=NOW, by=alice)
    Merge.objects.create(owner=alice, kept=kept, dropped=dropped)
    one = planned(alice, person(1, connected_on=""))[0]
    assert (one.known.contact.pk, one.outcome) == (kept.pk, "unchanged")


# --- What changes ---------------------------------------------------------------------------
def test_empty_fields_are_filled_and_others_stay(alice) -> None:
    new_contact(alice, "Greta Person1", linkedin_url=GRETA, city="Lund", organization="Museum")
    record = person(1, organisation="Museum", city="Malmö", country="Sweden", connected_on="")
    assert shown(alice, record) == [["country", "", "Sweden"], ["position", "", "Researcher"]]


def test_lists_are_joined(alice) -> None:
    new_contact(alice, "Greta", email="greta@example.org", phone="613 562 5800", tags=("uni",))
    record = bare(
        emails=("new@example.org", "GRETA@example.org"),
        phones=("+1 613 562 5800", "613 555 0100"),
        tags=("Uni", "museum"),
    )
    assert shown(alice, record) == [
        ["emails", "", "new@example.org"],
        ["phones", "", "613 555 0100"],
        ["tags", "", "museum"],
    ]


@pytest.mark.parametrize(
    ("was", "now"), [("2018-01-01", None), ("2020-01-01", "2019-03-15"), (None, "2019-03-15")]
)
def test_the_earliest_connection_stays(was, now, alice) -> None:
    greta = new_contact(alice, "Greta Person1", linkedin_url=GRETA)
    Contact.objects.filter(pk=greta.pk).update(connected_on=was)
    record = person(1, organisation="", title="")
    assert shown(alice, record) == ([["connected_on", was or "", now]] if now else [])


def test_notes_are_added_once_with_source_and_date(alice, clock, monkeypatch) -> None:
    new_contact(alice, "Greta Person1", linkedin_url=GRETA, notes="My own notes.")
    read_as(monkeypatch, person(1, notes="Met in Malmö."))
    saved(alice, clock)
    notes = "My own notes.\n\nFrom LinkedIn, 26 November 2026:\nMet in Malmö."
    assert Contact.objects.get().notes == notes
    assert outcomes(saved(alice, clock)) == ["unchanged"]


# --- Another job ----------------------------------------------------------------------------
def test_a_new_job_follows_the_file_and_the_old_one_is_noted(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1, organisation="Carpathia Software", title="Product Manager"))
    saved(alice, clock)
    read_as(monkeypatch, person(1, organisation="Volta Energy", title="Director"))
    saved(alice, clock)
    greta = Contact.objects.get()
    assert (greta.organization, greta.position) == ("Volta Energy", "Director")
    assert greta.notes == "Until 26 November 2026: Product Manager, Carpathia Software"
    assert outcomes(saved(alice, clock)) == ["unchanged"]


def test_a_new_job_is_shown_as_was_and_now(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    saved(alice, clock)
    assert shown(alice, person(1, title="Director"))[0] == ["position", "Researcher", "Director"]


def test_a_job_typed_here_stays(alice) -> None:
    new_contact(alice, "Greta Person1", linkedin_url=GRETA, organization="Museum")
    assert shown(alice, person(1, connected_on="")) == []


def test_a_job_edited_here_after_an_import_stays(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    saved(alice, clock)
    edit(alice, organization="Museum")
    assert shown(alice, person(1, organisation="Volta Energy")) == []


def test_a_job_follows_the_file_although_something_else_was_edited(
    alice, clock, monkeypatch
) -> None:
    read_as(monkeypatch, person(1))
    saved(alice, clock)
    edit(alice, city="Lund")
    assert shown(alice, person(1, title="Director"))[0] == ["position", "Researcher", "Director"]


def edit(owner, **changed) -> None:
    """The owner edits the only contact."""
    contact = Contact.objects.get()
    values = {name: getattr(contact, name) for name in Details.COLUMNS}
    contact_actions.update_contact(
        by=owner,
        contact=contact,
        version=contact.version,
        details=Details(**{**values, **changed}),
    )


def test_only_spelled_differently_is_no_other_job(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1))
    saved(alice, clock)
    assert shown(alice, person(1, organisation="PUERTO DIGITAL ")) == []


def test_there_is_no_room_for_the_old_job_so_it_stays(alice, clock, monkeypatch) -> None:
    read_as(monkeypatch, person(1, notes="x" * 5000))
    saved(alice, clock)
    assert shown(alice, person(1, title="Director", notes="")) == []


# --- Two rows about one contact -------------------------------------------------------------
def test_a_second_row_about_one_contact_only_adds(alice, clock, monkeypatch) -> None:
    greta = new_contact(alice, "Greta", email="one@example.org")
    other = bare(2, emails=("two@example.org",), organisation="Canal House")
    read_as(monkeypatch, bare(1, emails=("two@example.org", "one@example.org")))
    saved(alice, clock)
    first = bare(1, emails=("one@example.org",), organisation="Museum", city="Lund")
    read_as(monkeypatch, first, other)
    assert outcomes(saved(alice, clock)) == ["updated", "unchanged"]
    stored = Contact.objects.get()
    assert (stored.pk, stored.organization, stored.city) == (greta.pk, "Museum", "Lund")
    before = everything(alice, but=())
    saved(alice, clock)
    assert everything(alice, but=()) == before


# --- Cost -----------------------------------------------------------------------------------
def test_queries_do_not_grow_with_the_people_known(alice) -> None:
    counted = []
    for many in (1, 3):
        people = [person(n, emails=(f"g{n}@example.org",)) for n in range(many)]
        for record in people[len(counted) :]:
            url = record.linkedin_url
            new_contact(alice, "Greta", linkedin_url=url, organization="Museum")
        with CaptureQueriesContext(connection) as queries:
            planned(alice, *people)
        counted.append(len(queries))
    assert counted[0] == counted[1]
