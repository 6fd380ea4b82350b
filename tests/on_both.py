"""What also runs on PostgreSQL: files of tests, or single ones; with ``--everything`` all of them.

The rule (docs/architecture.md): who writes, locks, searches, sorts or reckons in the database is
tried on both. tests/test_on_both.py finds source files with something of the kind whose tests are
not in this list. A plugin of pytest, too: of these files only the tests with a database run there,
and each of them with its first case where the others tell of the site and not of the database.
"""

import pytest

from tests.examples import all_are_asked_for


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what the other database has nothing to say to."""
    kept = chosen(items, every_case=all_are_asked_for())
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def chosen(items: list[pytest.Item], *, every_case: bool) -> list[pytest.Item]:
    """The tests with a database, and of their cases the first where one tells enough."""
    able = [item for item in items if has_database(item)]
    firsts = {item.nodeid.partition("[")[0]: item for item in reversed(able)}
    few = set(firsts.values())
    return [one for one in able if every_case or one in few or one.nodeid.startswith(EACH_CASE)]


def has_database(item: pytest.Item) -> bool:
    """Whether a test asks for the database; pytest-django lets no other near it."""
    fixtures: list[str] = getattr(item, "fixturenames", [])
    return "django_db_setup" in fixtures or item.get_closest_marker("django_db") is not None


ON_BOTH = (
    # Every page once, and every field with letters and lengths that a database may refuse.
    "tests/test_every_page.py",
    "tests/contacts/test_bad_inputs.py",
    "tests/outreach/views/test_bad_input.py",
    # Collisions, kills and two workers at a time.
    "tests/faults/test_short_pass.py",
    "tests/reconnect_site/test_two_workers.py",
    "tests/reconnect_site/test_tick.py",
    "tests/reconnect_site/test_periods.py",
    "tests/reconnect_site/test_background.py",
    "tests/reconnect_site/test_celery_backend.py",
    "tests/reconnect_site/test_errors.py",
    "tests/reconnect_site/test_health.py",
    # What is kept, what is emptied, and what nobody may change.
    "tests/test_again_first.py",
    "tests/test_nothing_left.py",
    "tests/accounts/test_again.py",
    "tests/accounts/test_bulk.py",
    "tests/accounts/test_exports.py",
    "tests/accounts/test_mailed_codes.py",
    "tests/accounts/test_models.py",
    "tests/accounts/test_paging.py",
    "tests/accounts/test_prepared.py",
    "tests/accounts/test_retention.py",
    "tests/accounts/test_session_limits.py",
    "tests/accounts/test_trail.py",
    "tests/contacts/imports/test_actions.py",
    "tests/contacts/imports/test_killed.py",
    "tests/contacts/imports/test_odd_letters.py",
    "tests/contacts/imports/test_planning.py",
    "tests/contacts/imports/test_queries.py",
    "tests/contacts/imports/test_report.py",
    "tests/contacts/imports/test_saving.py",
    "tests/contacts/imports/test_undoing.py",
    "tests/contacts/imports/test_work.py",
    "tests/contacts/test_actions.py",
    "tests/contacts/test_duplicates.py",
    "tests/contacts/test_lookup.py",
    "tests/contacts/test_optouts.py",
    "tests/contacts/test_queries.py",
    "tests/contacts/test_records.py",
    "tests/contacts/test_removed.py",
    "tests/contacts/test_search.py",
    "tests/contacts/test_views_last_in_touch.py",
    "tests/contacts/test_views_tags.py",
    "tests/outreach/actions/test_access_cases.py",
    "tests/outreach/actions/test_answers.py",
    "tests/outreach/actions/test_corrections.py",
    "tests/outreach/actions/test_erasure.py",
    "tests/outreach/actions/test_feeds.py",
    "tests/outreach/actions/test_leaving.py",
    "tests/outreach/actions/test_merging.py",
    "tests/outreach/actions/test_messages.py",
    "tests/outreach/actions/test_moves.py",
    "tests/outreach/actions/test_optouts.py",
    "tests/outreach/actions/test_sending.py",
    "tests/outreach/actions/test_wordings.py",
    "tests/outreach/archive/test_files.py",
    "tests/outreach/delivery/test_gate.py",
    "tests/outreach/delivery/test_lease.py",
    "tests/outreach/delivery/test_post.py",
    "tests/outreach/delivery/test_receiving.py",
    "tests/outreach/delivery/test_restoring.py",
    "tests/outreach/delivery/test_work.py",
    "tests/outreach/digest/test_build.py",
    "tests/outreach/digest/test_plans.py",
    "tests/outreach/feed/test_entries.py",
    "tests/outreach/test_counts.py",
    "tests/outreach/test_figures.py",
    "tests/outreach/test_limits.py",
    "tests/outreach/test_load_wording.py",
    "tests/outreach/test_pausing.py",
    "tests/outreach/test_reminders.py",
    "tests/outreach/test_request_type_form.py::test_F21_a_double_click_makes_one_type_and_one_version",
    "tests/outreach/test_request_type_form.py::test_the_trail_holds_ids_and_names_of_fields_only",
    "tests/outreach/test_suppression.py",
    "tests/outreach/test_takeouts.py",
    "tests/outreach/test_telling.py",
    "tests/outreach/views/test_access_cases.py",
    "tests/outreach/views/test_corrections.py",
    "tests/outreach/views/test_duplicates.py",
    "tests/outreach/views/test_my_data.py",
    "tests/outreach/views/test_next.py",
    "tests/outreach/views/test_people.py",
    "tests/outreach/views/test_start.py",
    "tests/outreach/views/test_tracking.py",
    "tests/advising/test_actions.py",
    "tests/advising/test_counting.py",
    "tests/advising/test_emergency.py",
    "tests/advising/test_lead.py",
    "tests/advising/test_leaving.py",
    "tests/advising/test_outcomes.py",
    "tests/advising/test_reviewing.py",
    "tests/advising/test_shared.py",
    "tests/advising/test_today.py",
    "tests/advising/test_views_panel.py",
    "tests/advising/test_waiting.py",
)

EACH_CASE = (
    "tests/accounts/test_again.py",
    "tests/contacts/imports/test_odd_letters.py",
    "tests/contacts/test_bad_inputs.py::test_adding_a_contact",
    "tests/contacts/test_bad_inputs.py::test_the_list_takes_any_address",
    "tests/contacts/test_search.py",
    "tests/outreach/views/test_bad_input.py::test_B19_a_nul_is_a_field_error",
    "tests/outreach/views/test_bad_input.py::test_B24_B29_what_is_too_long_is_kept_with_an_error",
    "tests/reconnect_site/test_tick.py",
)
"""Whose cases are about letters, lengths, words or locks: none of them is left out."""

TESTED_IN = {
    "contacts/last_in_touch.py": "tests/contacts/test_views_last_in_touch.py",
    "contacts/merging.py": "tests/outreach/actions/test_merging.py",
    "contacts/models/duplicates.py": "tests/contacts/test_duplicates.py",
    "contacts/models/imports.py": "tests/contacts/imports/test_actions.py",
    "contacts/models/optouts.py": "tests/contacts/test_optouts.py",
    "contacts/models/people.py": "tests/contacts/test_actions.py",
    "contacts/sources.py": "tests/contacts/test_queries.py",
    "contacts/tags.py": "tests/contacts/test_views_tags.py",
    "outreach/access.py": "tests/outreach/views/test_access_cases.py",
    "outreach/actions/deliveries.py": "tests/outreach/delivery/test_work.py",
    "outreach/actions/drafts.py": "tests/outreach/views/test_start.py",
    "outreach/actions/request_types.py": "tests/outreach/test_request_type_form.py",
    "outreach/actions/restoring.py": "tests/outreach/delivery/test_restoring.py",
    "outreach/actions/retention.py": "tests/accounts/test_retention.py",
    "outreach/actions/suggestions.py": "tests/outreach/views/test_next.py",
    "outreach/actions/takeouts.py": "tests/outreach/test_takeouts.py",
    "outreach/archive/account.py": "tests/outreach/archive/test_files.py",
    "outreach/archive/outreaches.py": "tests/outreach/archive/test_files.py",
    "outreach/archive/people.py": "tests/outreach/archive/test_files.py",
    "outreach/asked.py": "tests/outreach/views/test_corrections.py",
    "outreach/data_requests.py": "tests/outreach/views/test_my_data.py",
    "outreach/digest/reading.py": "tests/outreach/digest/test_build.py",
    "outreach/management/commands/receive_mail.py": "tests/outreach/delivery/test_receiving.py",
    "outreach/models/curated.py": "tests/outreach/actions/test_wordings.py",
    "outreach/idle.py": "tests/outreach/actions/test_leaving.py",
    "outreach/models/leaving.py": "tests/outreach/actions/test_leaving.py",
    "outreach/models/outreaches.py": "tests/outreach/actions/test_moves.py",
    "outreach/models/posting.py": "tests/outreach/delivery/test_lease.py",
    "outreach/models/rights.py": "tests/outreach/actions/test_corrections.py",
    "outreach/people.py": "tests/outreach/views/test_people.py",
    "outreach/queries.py": "tests/outreach/views/test_tracking.py",
    "outreach/request_types.py": "tests/outreach/test_load_wording.py",
    "outreach/wordings.py": "tests/outreach/test_load_wording.py",
    "advising/access.py": "tests/advising/test_shared.py",
    "advising/models/clients.py": "tests/advising/test_actions.py",
    "advising/models/emergency.py": "tests/advising/test_emergency.py",
    "advising/rows.py": "tests/advising/test_lead.py",
    "advising/templatetags/advised.py": "tests/advising/test_views_panel.py",
    "advising/templatetags/today.py": "tests/advising/test_today.py",
    "outreach/templatetags/curated.py": "tests/advising/test_today.py",
    "advising/views/panel.py": "tests/advising/test_views_panel.py",
}
"""Source files that their own tests do not mirror, and the file that tries them."""
