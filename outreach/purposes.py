"""The pages here that ask "is it you?" first, for ``accounts.purposes``."""

from django.utils.translation import gettext_lazy as _

from accounts.purposes import Purpose

PURPOSES = {
    "contacts_export": Purpose(_("Export contacts"), "contacts_list"),
    "outreach_export_account": Purpose(_("Your data"), "accounts_settings"),
    "outreach_export_file": Purpose(_("Your data"), "accounts_settings"),
    "outreach_calendar_new": Purpose(_("Make a calendar link"), "outreach_calendar"),
    "outreach_calendar_remove": Purpose(_("Remove the calendar link?"), "outreach_calendar"),
}
