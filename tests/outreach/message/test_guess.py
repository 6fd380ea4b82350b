"""What kind of message a text seems to be."""

import pytest

from outreach.message.guess import kind_of

TEXTS = [
    ("Hi Al,\n\nCould you name one employer in Sudbury?\n\nBo", "opening"),
    ("Hi Al,\n\nA reminder about my question: which employer would you try?\n\nBo", "nudge"),
    ("Bonjour Al,\n\nJe vous relance au sujet de la lettre d'appui.\n\nBo", "nudge"),
    ("Dear Al,\n\nThank you for the call on Tuesday. I'll try both places.\n\nBo", "thank_you"),
    ("Bonjour Al,\n\nMerci de votre appel, il m'a bien aidé.\n\nBo", "thank_you"),
    ("Hi Al,\n\nI understand, and thank you for telling me.\n\nBo", "answer_no"),
    ("Salut Al,\n\nJe comprends très bien, merci de ta franchise.\n\nBo", "answer_no"),
    ("Hi Al,\n\nThe lilacs are out and I thought of our office in Hull.\n\nBo", "hello"),
    ("", "opening"),
]


@pytest.mark.parametrize(("text", "kind"), TEXTS)
def test_the_kind_is_told_from_the_text(text: str, kind: str) -> None:
    assert kind_of(text) == kind
