"""Where the writer stands, and the past the two share."""

import re

from outreach.message.reading import Reading, Span
from outreach.message.sentences import Role, Sentence
from outreach.message.times import AHEAD, DAY_AHEAD, GONE
from outreach.message.vocabulary import Kind
from outreach.message.wordlists import word_list

_REPLIES = frozenset(
    {
        Kind.THANK_YOU,
        Kind.RESULT_NOTE,
        Kind.ANSWER_NO,
        Kind.REPLY_YES,
        Kind.REMINDER,
        Kind.STAY_IN_TOUCH,
    }
)
_INTRODUCTION = re.compile(
    r"\b(?:from|of|ex|at|de|du|des|de la|de l['’]) ?(?:the |our |la |le |l['’]|your |"
    r"\w+ )?[A-ZÀ-Þ0-9][^.!?\n]{0,50}"
)
_ASKING_TAGS = ("ask_wish", "ask_direct", "ask_permission", "ask_strong", "ask_imperative", "exit")
_CLAUSE = re.compile(r"(?<=[,;:])|(?=\b(?:and|but|so|because|et|mais|pis|puis|alors|car)\b)")
_AFFAIR = re.compile(
    r"\b(?:competition|posting|form|vacancy|application|deadline|closing date|intake|interviews?|"
    r"panel|registration|exam|contract|work|job|post|role|course|programme|program|hiring|"
    r"concours|affichage|formulaire|dossier|demande|date limite|echeance|entrevues?|examen|comite|"
    r"inscriptions?|contrat|travail|poste|cours|programme|embauche|stage)\b"
)
"""What belongs to a search for work, and has dates of its own."""

_FIRST_PERSON = re.compile(r"\b(?:i|i'm|i'll|my|we|we'll|je|j'|mon|ma|mes|notre)\b")
_PAST_YEAR = re.compile(
    r"\b(?:in|of|since|batch|from|back in|until|summer|fall|winter|spring|autumn|en|de|depuis|ete|"
    r"hiver|automne|printemps|"
    r"\(|a|,|class|year)? ?\(?((?:19[5-9]\d|20[01]\d|202[0-5]))\b"
)
_TOGETHER = re.compile(
    r"\b(?:we|our|us|you|your|i was|nous|notre|nos|on|vous|votre|tu|ton|ta|j'etais)\b"
)
_PAST_VERB = re.compile(
    r"\b(?:was|were|did|had|met|taught|made|told|said|heard|came|went|got|left|worked|\w{3,}ed|"
    r"ran|sat|wrote|built|saw|knew|gave|led|took|etais|etait|etions|"
    r"avais|avait|avions|avez|as|ai|ete|\w+iez|\w+ions)\b"
)
_AFTER_A_PLACE = re.compile(
    r"\b(?:[Ss]ince|[Aa]fter|[Dd]uring|[Aa]près|[Dd]epuis|[Pp]endant) (?:the |our |my |le |la |"
    r"les |l['’])?"
    r"(?P<name>[A-ZÀ-Þ][\w'’-]+(?: [\w'’-]+)?)"
)
_CALENDAR = word_list("calendar")
_NAME = r"[A-ZÀ-Þ][a-zà-ÿ'’]+(?:-[A-ZÀ-Þ][\w'’]+)*"
_FROM_SOMEWHERE = re.compile(
    rf"(?:(?:it['’]?s|this is|c['’]est|ici|moi c['’]est) )?{_NAME}(?: {_NAME})?,? (?:here,? )?"
    r"(?:(?:from|ex|formerly|du|de la|des)[ -]|of (?=[A-ZÀ-Þ])|d(?:e l)?['’])"
    r"(?:the |our |your |old )*[\w'’]"
)
_AUTOGRAPH = re.compile(rf"{_NAME}(?: {_NAME})? ?\([^()]*\b(?:19|20)\d\d\b[^()]*\)$")
"""A signature that says from when: "Dougie (night shift, Redcar, 2011)"."""

_ITS_ME = re.compile(
    rf"\b(?:[Ii]t['’]?s|[Tt]his is|I['’]?m|[Hh]ere is|[Ii]ci|[Cc]['’]est) {_NAME}(?: {_NAME})?,? "
    r"(?:(?:from|of|at|de|du|des) ?(?:the |your |our |la |l['’]|votre |ton |notre )\w|du \w|des \w)"
)
"""In a text without capitals: "its Dev from the rink"."""

_SLOT_AHEAD = re.compile(r"\W{0,3}[\[{<_%]|\W{0,3}\w+ [\[{<_%]")
_COMING = re.compile(
    r"\b(?:will|'ll|going to|plan|before|until|from|starting|by|next|coming|ends?|apply|applying|"
    r"avant|d'ici|partir|prochain\w*|"
    r"postuler\w*|poserai|for)\b"
)


def context(reading: Reading, kind: Kind) -> tuple[Span, ...]:
    """The sentences that say where the writer stands or why now; in replies, what comes next."""
    tags = ("context", "next_step") if kind in _REPLIES else ("context",)
    return tuple(
        (sentence.start, sentence.end)
        for sentence in reading.body
        if reading.says(sentence, *tags) or (kind is not Kind.HELLO and _planned(reading, sentence))
    )


def _planned(reading: Reading, sentence: Sentence) -> bool:
    """A clause about the writer or the search with a date to come: "my leave ends in August"."""
    words = reading.of(sentence)
    if reading.says(sentence, "v_wellwish", "v_social"):
        return False
    if not AHEAD.search(words) and not DAY_AHEAD.search(words):
        return False
    asking = [start for tag in _ASKING_TAGS for start, _ in reading.hits_in(sentence, tag)]
    start = sentence.start
    for clause in _CLAUSE.split(words):
        end = start + len(clause)
        asked = any(start <= place < end for place in asking)
        if not asked and _is_plan(clause):
            return True
        start = end
    return False


def _is_plan(clause: str) -> bool:
    if GONE.search(clause):
        return False
    if AHEAD.search(clause):
        return bool(_FIRST_PERSON.search(clause) or _AFFAIR.search(clause))
    return bool(DAY_AHEAD.search(clause) and _AFFAIR.search(clause))


def shared_past(reading: Reading, kind: Kind) -> tuple[Span, ...]:
    """The sentences that mention a past the two share, before the present exchange.

    In a reply, "you helped me" is about the help that is answered, so the looser phrases count
    only in messages that start or restart something.
    """
    tags = ("history",) if kind in _REPLIES else ("history", "history_weak")
    found: list[Span] = []
    for sentence in reading.sentences:
        if sentence.role is Role.GREETING:
            continue
        not_past = reading.hits_in(sentence, "history_not")
        hits = [
            hit
            for hit in reading.hits_in(sentence, *tags)
            if not any(start <= hit[0] < end or hit[0] <= start < hit[1] for start, end in not_past)
            and not _SLOT_AHEAD.match(reading.text, hit[1])
        ]
        placed = kind not in _REPLIES and _after_a_place(reading, sentence)
        dated = _dated(reading, sentence.start, sentence.end)
        signed = _AUTOGRAPH.match(reading.text, sentence.start, sentence.end)
        if hits or dated or placed or signed or _introduced(reading, sentence):
            found.append((sentence.start, sentence.end))
    return tuple(found)


def _dated(reading: Reading, start: int, end: int) -> bool:
    words = reading.plain[start:end]
    return bool(
        _PAST_YEAR.search(words)
        and _TOGETHER.search(words)
        and _PAST_VERB.search(words)
        and not _COMING.search(words)
    )


def _after_a_place(reading: Reading, sentence: Sentence) -> bool:
    """ "Since the Sarnia turnaround", "après Baie-Comeau": a named event that both know."""
    return any(
        match["name"].split()[0] not in _CALENDAR
        for match in _AFTER_A_PLACE.finditer(reading.text, sentence.start, sentence.end)
    )


def _introduced(reading: Reading, sentence: Sentence) -> bool:
    """ "Claire from the Brandon lab (2014)": a name and where it comes from, near the top."""
    if sentence.start < 60 and (
        _FROM_SOMEWHERE.match(reading.text, sentence.start, sentence.end)
        or _ITS_ME.search(reading.text, sentence.start, min(sentence.end, sentence.start + 80))
    ):
        return True
    start, words = sentence.start, reading.plain[sentence.start : sentence.end]
    if start > 120:
        return False
    if (
        _PAST_YEAR.search(words)
        and not _COMING.search(words)
        and not reading.says(sentence, "context")
    ):
        return True
    hits = [h for h in reading.hits("history_intro") if start <= h[0] < start + 60]
    return any(
        "(" in reading.plain[begin:end]
        or _INTRODUCTION.search(reading.text, begin, min(end + 60, len(reading.text)))
        for begin, end in hits
    )
