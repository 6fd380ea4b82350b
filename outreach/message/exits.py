"""Words that make a no as easy to send as a yes."""

from outreach.message.manners import pressure
from outreach.message.reading import Reading, Span
from outreach.message.sentences import Role, Sentence


def exits(reading: Reading) -> tuple[Span, ...]:
    """The sentences that make declining explicitly acceptable.

    Three ways count: a set phrase ("feel free to decline"), a plain statement on the condition
    of a no ("should nothing come to mind, ..."), or a sentence in which a refusal is thought
    of ("silence", a quoted "can't") and welcomed ("is fine", "I'll understand"). "If you have
    time" is none of them, and a no that is named in a sentence that presses ("I don't know
    what I'll do if you say no") is not welcome.
    """
    found = []
    for sentence in reading.sentences:
        if sentence.role is Role.GREETING or _presses(reading, sentence):
            continue
        said = reading.says(sentence, "exit") or _on_condition(reading, sentence)
        if said or _refusal_welcomed(reading, sentence.start, sentence.end):
            found.append((sentence.start, sentence.end))
    return tuple(found)


def _on_condition(reading: Reading, sentence: Sentence) -> bool:
    asks = "?" in reading.of(sentence) or reading.says(sentence, "ask_strong", "ask_permission")
    return reading.says(sentence, "exit_if") and not asks


def _presses(reading: Reading, sentence: Sentence) -> bool:
    return any(sentence.start <= start < sentence.end for start, _ in pressure(reading))


def _refusal_welcomed(reading: Reading, start: int, end: int) -> bool:
    # Quoted words count here: the writer hands the reader the words of a refusal.
    refusals = reading.spoken_hits("refuse", start, end)
    welcomes = reading.spoken_hits("accept", start, end)
    return any(
        first[1] <= second[0] or second[1] <= first[0] for first in refusals for second in welcomes
    )
