"""What the composer gives back: the sentences of a message, each with its move."""

from dataclasses import dataclass

from outreach.message.vocabulary import Move


@dataclass(frozen=True, slots=True)
class Passage:
    """The text one wording produced: its move, the wording's key, and its paragraph (0-based)."""

    move: Move
    wording_key: str
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Composition:
    """A composed message. ``body`` is the passages joined; ``subject`` is empty without one.

    ``subject_key`` is the key of the wording the subject came from. A passage may hold a line
    break: the name stands under the closing.
    """

    subject: str
    passages: tuple[Passage, ...]
    subject_key: str = ""

    @property
    def body(self) -> str:
        """The text as it is sent: sentences joined by spaces, paragraphs by an empty line."""
        paragraphs: dict[int, list[str]] = {}
        for passage in self.passages:
            paragraphs.setdefault(passage.paragraph, []).append(passage.text)
        return "\n\n".join(" ".join(texts) for _, texts in sorted(paragraphs.items()))
