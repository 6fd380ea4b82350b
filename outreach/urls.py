"""URLs of outreach."""

from django.urls import URLPattern, path, register_converter

from outreach.converters import StepConverter
from outreach.views import (
    answers,
    asked_for,
    calendar,
    check,
    contact,
    corrections,
    delivery,
    duplicates,
    encounters,
    export,
    figures,
    leaving,
    message,
    my_data,
    next,
    optouts,
    people,
    promises,
    reminders,
    rewording,
    send,
    start,
    steps,
    takeouts,
    tracking,
    unsubscribe,
    who_leaves,
    wizard,
)

register_converter(StepConverter, "step")

tracking_urls: list[URLPattern] = [
    path("", tracking.today, name="outreach_today"),
    path("outreach/", tracking.board, name="outreach_board"),
    path("outreach/<uuid:outreach_id>/", tracking.show, name="outreach_show"),
    path("outreach/<uuid:outreach_id>/standing/", delivery.standing, name="outreach_standing"),
    path("outreach/<uuid:outreach_id>/answer/", answers.answer, name="outreach_answer"),
    path("outreach/<uuid:outreach_id>/snooze/", steps.snooze, name="outreach_snooze_step"),
    path("outreach/<uuid:outreach_id>/usual/", steps.usual_date, name="outreach_usual_date"),
    path("outreach/<uuid:outreach_id>/dates/", steps.dates, name="outreach_dates"),
    path("outreach/<uuid:outreach_id>/leave/", steps.wave_off, name="outreach_wave_off"),
    path(
        "outreach/<uuid:outreach_id>/no-answer/",
        answers.was_no_answer,
        name="outreach_was_no_answer",
    ),
    path("outreach/<uuid:outreach_id>/do/", answers.do, name="outreach_do"),
    path("outreach/<uuid:outreach_id>/helped/", answers.helped, name="outreach_helped"),
    path("outreach/<uuid:outreach_id>/not-yet/", answers.not_yet, name="outreach_not_yet"),
    path(
        "outreach/<uuid:outreach_id>/changed-their-mind/",
        answers.changed_their_mind,
        name="outreach_changed_their_mind",
    ),
    path("outreach/<uuid:outreach_id>/close/", answers.close, name="outreach_close"),
    path("outreach/<uuid:outreach_id>/quiet/", answers.went_quiet, name="outreach_went_quiet"),
    path(
        "outreach/<uuid:outreach_id>/elsewhere/",
        answers.written_elsewhere,
        name="outreach_written_elsewhere",
    ),
    path("outreach/<uuid:outreach_id>/again/", answers.write_again, name="outreach_write_again"),
    path("outreach/<uuid:outreach_id>/take-back/", answers.take_back, name="outreach_take_back"),
    path("outreach/<uuid:outreach_id>/discard/", answers.discard, name="outreach_discard"),
    path("figures/", figures.my_figures, name="outreach_figures"),
    path("contacts/", people.people, name="contacts_list"),
    path("contacts/export/", export.contacts, name="contacts_export"),
    path("contacts/<uuid:contact_id>/", contact.contact, name="outreach_contact"),
    # The history of a contact
    path("contacts/<uuid:contact_id>/in-touch/", encounters.in_touch, name="contacts_in_touch"),
    path("contacts/<uuid:contact_id>/encounters/", encounters.add, name="contacts_encounter_add"),
    path(
        "contacts/<uuid:contact_id>/encounters/<uuid:encounter_id>/",
        encounters.edit,
        name="contacts_encounter_edit",
    ),
    path(
        "contacts/<uuid:contact_id>/encounters/<uuid:encounter_id>/delete/",
        encounters.delete,
        name="contacts_encounter_delete",
    ),
    path(
        "contacts/<uuid:contact_id>/do-not-contact/",
        leaving.do_not_contact,
        name="contacts_do_not_contact",
    ),
    path("contacts/leaving/", who_leaves.leaving, name="contacts_leaving"),
    path("contacts/leaving/keep/", who_leaves.keep_all, name="contacts_keep_all"),
    path("contacts/leaving/trash/", who_leaves.leave_now, name="contacts_leave_now"),
    path("contacts/leaving/undo/", who_leaves.undo, name="contacts_leave_undo"),
    path("contacts/<uuid:contact_id>/keep/", who_leaves.keep, name="contacts_keep"),
    path("contacts/<uuid:contact_id>/delete/", leaving.delete, name="contacts_delete"),
    path("settings/export/", takeouts.account, name="outreach_export_account"),
    path("settings/export/progress/", takeouts.progress, name="outreach_export_progress"),
    path("settings/export/file/", takeouts.file, name="outreach_export_file"),
    # The calendar feed
    path("calendar/<str:token>.ics", calendar.feed, name="outreach_feed"),
    path("settings/calendar/", calendar.calendar, name="outreach_calendar"),
    path("settings/calendar/new/", calendar.new, name="outreach_calendar_new"),
    path("settings/calendar/remove/", calendar.remove, name="outreach_calendar_remove"),
    # Reminders by mail
    path("settings/reminders/", reminders.reminders, name="outreach_reminders"),
    path("settings/reminders/again/", reminders.again, name="outreach_reminders_again"),
    path("settings/reminders/preview/", reminders.preview, name="outreach_reminders_preview"),
    # What people ask to see, and call wrong
    path("asked/<uuid:case_id>/", asked_for.asked_for, name="outreach_asked_for"),
    path("contacts/<uuid:contact_id>/contested/", corrections.contested, name="outreach_contested"),
    path(
        "contacts/<uuid:contact_id>/contested/<uuid:contest_id>/take/",
        corrections.take_over,
        name="outreach_contest_take",
    ),
    path(
        "contacts/<uuid:contact_id>/contested/<uuid:contest_id>/keep/",
        corrections.keep,
        name="outreach_contest_keep",
    ),
    # Likely duplicates
    path("contacts/duplicates/", duplicates.pairs, name="contacts_duplicates"),
    path("contacts/duplicates/look/", duplicates.look, name="contacts_duplicates_look"),
    path("contacts/duplicates/<uuid:pair_id>/", duplicates.pair, name="contacts_duplicate"),
    path(
        "contacts/duplicates/<uuid:pair_id>/distinct/",
        duplicates.distinct,
        name="contacts_duplicate_distinct",
    ),
    path(
        "contacts/duplicates/<uuid:pair_id>/later/",
        duplicates.later,
        name="contacts_duplicate_later",
    ),
    path(
        "contacts/duplicates/<uuid:pair_id>/show-again/",
        duplicates.show_again,
        name="contacts_duplicate_show_again",
    ),
    path(
        "contacts/<uuid:contact_id>/merges/<uuid:merge_id>/undo/",
        duplicates.undo_merge,
        name="contacts_merge_undo",
    ),
    # Promises
    path("promises/", promises.promises, name="outreach_promises"),
    path("promises/<uuid:contact_id>/write/", promises.write, name="outreach_promise_write"),
    path("promises/<uuid:contact_id>/snooze/", promises.snooze, name="outreach_promise_snooze"),
    path("promises/<uuid:contact_id>/usual/", promises.usual, name="outreach_promise_usual"),
    path("promises/<uuid:contact_id>/rhythm/", promises.rhythm, name="outreach_promise_rhythm"),
    path("promises/<uuid:contact_id>/let-go/", promises.let_go, name="outreach_promise_let_go"),
    # Who next
    path("next/", next.who_next, name="outreach_who_next"),
    path("next/<uuid:contact_id>/snooze/", next.snooze, name="outreach_snooze"),
    path("next/<uuid:contact_id>/dismiss/", next.dismiss, name="outreach_dismiss"),
    path("next/<uuid:contact_id>/again/", next.suggest_again, name="outreach_suggest_again"),
]

MESSAGE = "outreach/<uuid:outreach_id>/messages/<uuid:message_id>/"

writing_urls: list[URLPattern] = [
    path("check/", check.check, name="outreach_check"),
    path("outreach/new/", start.start, name="outreach_start"),
    path("outreach/<uuid:outreach_id>/resume/", wizard.resume, name="outreach_resume"),
    path("outreach/<uuid:outreach_id>/<step:step>/", wizard.step, name="outreach_step"),
    path(MESSAGE, message.message, name="outreach_message"),
    path(f"{MESSAGE}sentences/", rewording.sentences, name="outreach_message_sentences"),
    path(f"{MESSAGE}wording/", rewording.wording, name="outreach_message_wording"),
    path(f"{MESSAGE}compose/", rewording.compose, name="outreach_message_compose"),
    path(f"{MESSAGE}findings/", rewording.findings, name="outreach_message_findings"),
    path(f"{MESSAGE}send/", send.message_send, name="outreach_message_send"),
    path(f"{MESSAGE}send-from-here/", send.from_here, name="outreach_message_from_here"),
    path(f"{MESSAGE}call-off/", delivery.call_off, name="outreach_message_call_off"),
    path(f"{MESSAGE}again/", delivery.again, name="outreach_message_again"),
    path(f"{MESSAGE}arrived/", delivery.arrived, name="outreach_message_arrived"),
    path(f"{MESSAGE}draft.eml", send.draft, name="outreach_message_draft"),
]

# For people who are written to, without sign-in: the address is the secret (TRUST.md, T15).
recipient_urls: list[URLPattern] = [
    path("stop/<str:token>/", optouts.opt_out, name="outreach_opt_out"),
    path("my-data/", my_data.ask_for_my_data, name="outreach_my_data_ask"),
    path("my-data/sent/", my_data.my_data_sent, name="outreach_my_data_sent"),
    path("my-data/of/<str:token>/", my_data.my_data, name="outreach_my_data"),
    path("my-data/of/<str:token>/remove/", my_data.remove, name="outreach_my_data_remove"),
    path("my-data/of/<str:token>/texts/", my_data.ask_for_texts, name="outreach_my_data_texts"),
    path("my-data/of/<str:token>/answer/", my_data.answered, name="outreach_my_data_answer"),
    path("my-data/of/<str:token>/correct/", my_data.correct, name="outreach_my_data_correct"),
]

# The same for users who want no more reminders (TRUST.md, L14).
mail_urls: list[URLPattern] = [
    path("reminders/stop/<str:token>/", unsubscribe.unsubscribe, name="outreach_unsubscribe"),
]

urlpatterns: list[URLPattern] = [*tracking_urls, *writing_urls, *recipient_urls, *mail_urls]
