"""Advice on a text that was written elsewhere: nothing is known of it but the text."""

from dataclasses import dataclass

from django.utils.translation import gettext

from outreach.advice import Advice, paragraphs_of, praise, read_marks, rows, size_for
from outreach.message.check import check
from outreach.message.guess import kind_of
from outreach.message.language import recognise
from outreach.message.vocabulary import Channel, Kind, Language
from outreach.models import Kind as KindLabels
from outreach.models import MessageLanguage


@dataclass(frozen=True, slots=True)
class Checked:
    """What a text was taken for, and the advice on it."""

    kind: Kind
    language: Language
    advice: Advice

    @property
    def read_as(self) -> str:
        """What it was taken for, in words: the user may know better."""
        names = {
            "kind": KindLabels(self.kind).label,
            "language": MessageLanguage(self.language).label,
        }
        return gettext("Read as: %(kind)s · %(language)s") % names


def check_text(*, body: str, subject: str, kind: str, channel: str) -> Checked:
    """Read a text; an empty kind is told from it, an empty channel is an e-mail.

    An e-mail needs a subject only where the user says that it is one.
    """
    language = recognise(body)
    taken_for = Kind(kind) if kind else kind_of(body)
    way = Channel(channel or Channel.EMAIL)
    found = check(body, kind=taken_for, channel=way, language=language, subject=subject)
    if not channel and not subject:
        found = tuple(one for one in found if one.code != "missing_subject")
    advice = Advice(
        findings=rows(found, body),
        strengths=praise(body, taken_for, way, language),
        size=size_for(body, taken_for, way, language),
        paragraphs=paragraphs_of(body, read_marks(body, taken_for, way, language)),
        subject=subject,
        subject_label="",
    )
    return Checked(taken_for, language, advice)
