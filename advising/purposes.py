"""The pages here that ask "is it you?" first, for ``accounts.purposes``."""

from django.utils.translation import gettext_lazy as _

from accounts.purposes import Purpose

PURPOSES = {
    "advising_accept": Purpose(_("Work with an advisor"), "advising_advisors"),
    "advising_share_all": Purpose(
        _("Share with your advisor"), "advising_advisor", of=("advising_id",)
    ),
    "advising_share_one": Purpose(
        _("Share with your advisor"), "advising_sharing", of=("outreach_id",)
    ),
    "advising_ask": Purpose(
        _("Ask your advisor to read it"), "outreach_message", of=("outreach_id", "message_id")
    ),
    "advising_close": Purpose(_("Close your account"), "accounts_settings"),
    "advisor:advising_emergencies": Purpose(_("Emergency access"), "advisor:index"),
}
