"""What outreach.telling needs of a row whose end is told by mail."""

from django.db import models


class Telling(models.Model):
    """Claimed before its mail is sent, so that two workers never send it at once."""

    # Since when somebody is at it, and how often nobody knew how it ended.
    telling_since = models.DateTimeField(null=True, blank=True, editable=False)
    tellings = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        abstract = True
