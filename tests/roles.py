"""Who may open which URL: one line of letters for the roles of tests/world.py, in their order.

``.`` in · ``s`` asked to sign in · ``?`` asked "is it you?" · ``x`` refused · ``-`` no such page.
A new URL belongs in one of these lists; a new list needs a reason.
"""

HOST_ONLY = """
advisor:outreach_sending advisor:outreach_sending_pause advisor:outreach_sending_resume
advisor:outreach_sending_pause_user advisor:outreach_sending_release
advisor:outreach_cases advisor:outreach_case advisor:outreach_case_ask
advisor:outreach_case_answer advisor:outreach_case_refuse
advisor:advising_emergencies
"""
"""The queue of mails and its brakes; people who ask what is written about them; asking for
emergency access."""

ADVISORS = """
advisor:advising_reviews advisor:advising_clients advisor:advising_code
advisor:advising_outcomes advisor:advising_outcomes_csv
"""
"""Daily work: lists of one's own, empty for who has no clients."""

LEADS = """
advisor:advising_centre advisor:advising_hand_over advisor:advising_withdraw_offer
advisor:advising_send_offer_again
"""
"""Who has which client, and handing one over; nothing that a client wrote."""

SHOWN = """
advisor:advising_review advisor:advising_outreach
"""
"""What a client shows this advisor now."""

OWN_CLIENTS = """
advisor:advising_withdraw advisor:advising_client advisor:advising_forget_note
advisor:advising_end_client advisor:advising_send_again
"""
"""One's own clients, invitations and notes; nobody else's."""

STAFF = """
advisor:index advisor:login advisor:logout advisor:password_change advisor:password_change_done
advisor:jsi18n advisor/accounts/user/<path:object_id>/
advisor/accounts/auditevent/<path:object_id>/ advisor:outreach_requesttype_changelist
advisor:outreach_requesttype_add advisor:outreach_requesttype_history
advisor:outreach_requesttype_change advisor/outreach/requesttype/<path:object_id>/
advisor:outreach_requesttype_publish advisor:outreach_requesttype_withdraw
advisor:outreach_requesttype_again advisor:outreach_requesttype_offer
advisor:outreach_requesttype_take_off
advisor:outreach_wording_preview advisor:outreach_wording_restore
advisor:outreach_wording_publish advisor:outreach_wording_withdraw
advisor:outreach_wording_again advisor:outreach_wording_changelist advisor:outreach_wording_add
advisor:outreach_wording_history advisor:outreach_wording_change
advisor/outreach/wording/<path:object_id>/ advisor:app_list mfa_deactivate_totp
mfa_view_recovery_codes mfa_download_recovery_codes
"""
"""The panel itself, request types and wordings; pages of a second sign-in step, which the clients
    here have not set up."""

REFUSED = """
advisor:autocomplete advisor:accounts_user_delete advisor:accounts_auditevent_add
advisor:accounts_auditevent_delete advisor:outreach_requesttype_delete
advisor:outreach_wording_delete
"""
"""Nobody, by design: nothing is deleted here, events are written by what happens."""

HOST_RECORDS = """
advisor:accounts_user_changelist advisor:accounts_user_add advisor:accounts_user_history
advisor:accounts_user_change advisor:accounts_auditevent_changelist
advisor:accounts_auditevent_history advisor:accounts_auditevent_change
"""
"""Accounts and the trail."""

NOWHERE = """
advisor/(?P<url>.*)$ advising_accept
advisor:advising_emergency advisor:advising_emergency_outreach advisor:advising_end_emergency
"""
"""No such page, an invitation that never was, an emergency access that is over."""

OWN = """
outreach_export_progress outreach_export_file advising_close advising_closed advising_return
accounts_settings accounts_messages accounts_site account_email account_change_password
account_set_password mfa_index mfa_activate_totp mfa_generate_recovery_codes mfa_list_webauthn
mfa_add_webauthn usersessions_list contacts_add contacts_last_in_touch
contacts_last_in_touch_undo contacts_trash contacts_imports contacts_tags outreach_today
outreach_board outreach_figures contacts_list contacts_export outreach_export_account
outreach_calendar outreach_calendar_new outreach_calendar_remove outreach_reminders
outreach_reminders_again outreach_reminders_preview contacts_duplicates contacts_duplicates_look
outreach_promises outreach_who_next outreach_check outreach_start advising_advisors
contacts_leaving contacts_keep_all contacts_leave_now contacts_leave_undo
"""
"""Everybody's own, empty for who has nothing: what is shown is asked for by owner."""

PUBLIC = """
outreach_my_data_ask outreach_my_data_sent
accounts_language account_logout account_login account_inactive account_signup
account_email_verification_sent account_reset_password account_confirm_login_code
account_confirm_password_reset_code account_complete_password_reset
account_password_reset_completed account_request_login_code mfa_authenticate mfa_login_webauthn
site_help site_privacy site_accessibility site_healthz site_readyz
"""
"""Open to everybody."""

ALICES = """
accounts_passkey_rename accounts_passkey_remove mfa_remove_webauthn mfa_edit_webauthn
contacts_edit contacts_lift_do_not_contact contacts_restore contacts_import
contacts_import_progress contacts_import_read_again contacts_import_decide contacts_import_save
contacts_import_cancel contacts_import_undo contacts_import_problems contacts_tag
contacts_tag_delete outreach_show outreach_standing outreach_answer outreach_snooze_step
outreach_usual_date outreach_dates outreach_wave_off outreach_was_no_answer outreach_do
outreach_helped outreach_not_yet outreach_changed_their_mind outreach_close outreach_went_quiet
outreach_written_elsewhere outreach_write_again outreach_take_back outreach_discard
outreach_contact contacts_in_touch contacts_encounter_add contacts_encounter_edit
contacts_encounter_delete contacts_do_not_contact contacts_delete contacts_duplicate
contacts_duplicate_distinct contacts_duplicate_later contacts_duplicate_show_again
contacts_merge_undo outreach_promise_write outreach_promise_snooze outreach_promise_usual
outreach_asked_for outreach_contested outreach_contest_take outreach_contest_keep
outreach_promise_rhythm outreach_promise_let_go outreach_snooze outreach_dismiss
outreach_suggest_again outreach_resume outreach_step outreach_message outreach_message_sentences
outreach_message_wording outreach_message_compose outreach_message_findings
outreach_message_send outreach_message_from_here outreach_message_call_off
outreach_message_again outreach_message_arrived outreach_message_draft advising_advisor
advising_share_all advising_share_one advising_end advising_end_share advising_ask
advising_send_without contacts_keep
advising_withdraw_review advising_answer advising_take advising_sharing
advising_emergency_seen
"""
"""An object of Alice's: hers alone, whatever the role of others."""

ASKS_AGAIN = """
account_reauthenticate mfa_reauthenticate_webauthn
"""
"""Is it you? By password or passkey, which nobody here has: leads to what they have."""

MAILED_CODE = """
accounts_by_mailed_code
"""
"""Is it you? By a mailed code, for who has nothing else."""

SECOND_STEP = """
mfa_reauthenticate
"""
"""Is it you? By the second step."""

TOKENS = """
outreach_feed outreach_opt_out outreach_unsubscribe outreach_my_data outreach_my_data_correct
outreach_my_data_texts outreach_my_data_answer outreach_my_data_remove
"""
"""Secret addresses, for who has no account: a wrong one is no page."""

LISTS = {
    "s-------.": HOST_ONLY,
    "s--...-..": ADVISORS,
    "s------..": LEADS,
    "s---.----": SHOWN,
    "s--...---": OWN_CLIENTS,
    "s--......": STAFF,
    "s--xxxxxx": REFUSED,
    "s--xxxxx.": HOST_RECORDS,
    "s--------": NOWHERE,
    "s........": OWN,
    ".........": PUBLIC,
    "s.-------": ALICES,
    "s????????": ASKS_AGAIN,
    "s..??????": MAILED_CODE,
    "s??......": SECOND_STEP,
    "---------": TOKENS,
}
TABLE = {name: cells for cells, names in LISTS.items() for name in names.split()}
