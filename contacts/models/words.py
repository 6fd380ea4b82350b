"""The words that contacts are found by."""

from django.conf import settings
from django.db import models

from contacts.models.people import LONGEST_SILENCE, Contact


class ContactWord(models.Model):
    """One folded word of a contact, for search by the beginning of a word.

    An inverted index in plain tables: the same on SQLite and PostgreSQL, and flat in the number
    of contacts, where ``icontains`` is not. contacts.search writes and reads it.
    """

    id = models.BigAutoField(primary_key=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="words")
    word = models.CharField(max_length=40)
    # The contact's own, so that the contacts with a word come in the order of the list.
    silent_since = models.DateField(default=LONGEST_SILENCE)

    class Meta:
        # PostgreSQL needs the pattern classes to find the beginning of a word by index in any
        # collation; SQLite ignores them.
        indexes = [
            models.Index(
                fields=["owner", "word", "silent_since", "contact"],
                name="words_by_silence",
                opclasses=["uuid_ops", "varchar_pattern_ops", "date_ops", "uuid_ops"],
            ),
            models.Index(
                fields=["contact", "word"],
                name="words_of_a_contact",
                opclasses=["uuid_ops", "varchar_pattern_ops"],
            ),
        ]

    def __str__(self) -> str:
        return self.word
