"""Whether a request is concrete, fair, and one."""

import re

from outreach.message.asking import Ask, Favour, families
from outreach.message.manners import is_own_doing
from outreach.message.reading import Reading, Span
from outreach.message.sentences import Sentence
from outreach.message.wordlists import word_list

_TOPIC = re.compile(
    r"\b(?:about|regarding|concerning|on|into|for|as|of|between|whether|which|what|how|than|"
    r"sur|au sujet d[eu]s?|a propos d[eu]s?|pour|concernant|comme|dans|portant sur|quels?|"
    r"quelles?|entre|du|des|de|si|en|qui|que) "
    r"((?:[\w'-]+,? ?){1,8})|\b(?:poste|emploi|stage|role|metier|travail)s? d'((?:[\w'-]+ ?){1,4})"
)
_SUBJECT = re.compile(
    r"\b(?:about|regarding|concerning|whether|au sujet d[eu]s?|a propos d[eu]s?|concernant|"
    r"portant sur) ((?:[\w'-]+,? ?){1,6})"
)
_PROPER = re.compile(
    r"(?<![.!?:\n] )(?<![.!?\n])(?<!^)\b(?:[A-ZÀ-Þ][\w'’&-]+|[A-Z]{2,}\w*|\d{2,}\w*)"
)
_COMMON_PROPER = word_list("common_names")
_HOLLOW = word_list("hollow")


def is_specific(reading: Reading, asks: tuple[Ask, ...]) -> bool:
    """Whether the reader could say yes or no at once.

    Something must be named in or right after the asking: a size, a piece of work, a topic, a
    role, a person. Vague words ("pick your brain", "some advice") need more to outweigh them.
    """
    if not asks:
        return False
    points = max(_substance(reading, ask) for ask in asks)
    vague = sum(1 for ask in asks if reading.says(ask.sentence, "vague"))
    if any(
        Favour.JOB in ask.favours and not reading.says(ask.sentence, "quantity") for ask in asks
    ):
        vague += 1  # "a job" is no answerable request, however much is told about it
    blank = any(
        ask.sentence.start <= start < ask.sentence.end for ask in asks for start, _ in reading.slots
    )
    return points >= (3 if vague or blank else 2)


def _substance(reading: Reading, ask: Ask) -> int:
    """Points for what is named; the neighbouring sentences count for less."""
    points = _named(reading, ask.sentence)
    body = reading.body
    place = body.index(ask.sentence)
    if ask.favours & {Favour.LETTER, Favour.CONTACT, Favour.PERMISSION}:
        points += 2
    points += Favour.REFERRAL in ask.favours
    if Favour.RECOMMENDATION in ask.favours and names_work(reading, ask.sentence):
        points += 2
    points += Favour.NAMES in ask.favours and reading.says(ask.sentence, "ask_wh")
    if Favour.INTRODUCTION in ask.favours and _names_person(reading, ask.sentence):
        points += 2
    backed = bool(ask.favours & {Favour.RECOMMENDATION, Favour.REFERENCE})
    for near in body[max(0, place - 2) : place] + body[place + 1 : place + 4]:
        if reading.says(near, "quantity"):
            points += 2
        elif not reading.says(near, "v_wellwish", "v_social"):
            worth = 2 if backed and reading.says(near, "history", "history_weak") else 1
            points += min(worth, _named(reading, near))
    return points


def _named(reading: Reading, sentence: Sentence) -> int:
    raw = reading.text[sentence.start : sentence.end]
    folded = reading.of(sentence)
    for start, end in reading.slots:
        if sentence.start <= start < sentence.end:
            first, last = start - sentence.start, end - sentence.start
            raw = raw[:first] + " " * (last - first) + raw[last:]
            folded = folded[:first] + " " * (last - first) + folded[last:]
    proper = {w.rstrip("'’s") for w in _PROPER.findall(raw)} - _COMMON_PROPER
    points = 2 * bool(reading.says(sentence, "quantity")) + min(2, len(proper))
    points += 2 * bool(_HANDED_ON.search(folded))
    clear = _content(_TOPIC, folded)
    return points + min(3, max(len(clear) // 2, 2 * (len(_content(_SUBJECT, folded)) >= 2)))


def _content(pattern: re.Pattern[str], folded: str) -> set[str]:
    """The words after a preposition that say something of their own."""
    return {
        word
        for match in pattern.finditer(folded)
        for word in re.findall(r"[a-z][a-z'-]{2,}", next(filter(None, match.groups())))
        if word not in _HOLLOW
    }


_HANDED_ON = re.compile(
    r"\b(?:mention|show|share|pass|forward|send|hand|introduce|meet|parler|montrer|partager|"
    r"transmettre|envoyer|remettre|presenter|rencontrer) (?:me|de moi|my|this|mon|ma|mes|ce|cette)"
    r"\b[^,.;!?]{0,30}(?: (?:to|with|avec|au|aux|a la|a l') ?(?:the |your |our |le |la |les |vos |"
    r"votre |tes |ta |ton )?(?!me\b|us\b|you\b)\w{4,}|, (?:who|qui) \w+)"
    r"|\b(?:advice|feedback|comments?|input) (?:on|about) (?:my|our|this) \w+ \w{4,}"
    r"|\bstronger candidate for (?:an? |the )?\w{2,}"
    r"|\bconfirm(?:er)? (?:that|que) \w+ \w{2,}|\breference for my \w{4,}"
    r"|\bappl(?:y|ied) for (?:work|jobs|roles) in \w{4,}"
    r"|\b(?:on|for|in|through) one (?:shift|day|morning|afternoon|class|rehearsal|session)\b"
)
"""One thing that is named without a topic: "share my survey with your volunteers"."""

_FULL_NAME = re.compile(r"\b[A-ZÀ-Þ][\w'’-]+ (?:(?:de|van|von|el|al|bin) )?[A-ZÀ-Þ][\w'’-]+")
_WORK = re.compile(
    r"\b(?:my|our|we|mon|notre|nos) (?:\w+ )?(?:work|project|study|report|team|apprenticeship|"
    r"internship|placement|thesis|travail|projet|equipe|etude|stage|apprentissage|memoire)\b"
)


def _names_person(reading: Reading, sentence: Sentence) -> bool:
    return bool(_FULL_NAME.search(reading.text, sentence.start, sentence.end))


def names_work(reading: Reading, sentence: Sentence) -> bool:
    """Whether a sentence names a piece of work: a proper name, a year, "my work on ..."."""
    proper = set(_PROPER.findall(reading.text[sentence.start : sentence.end])) - _COMMON_PROPER
    return bool(proper) or bool(_WORK.search(reading.of(sentence)))


def is_unfair(reading: Reading, asks: tuple[Ask, ...], known: bool) -> bool:
    """Whether effort or liberty go beyond what a lapsed tie bears.

    ``known`` says that the reader has seen the writer at work: vouching needs that.
    """
    if not asks:
        return False
    if unfair_span(reading):
        return True
    named = frozenset(favour for ask in asks for favour in ask.favours)
    if Favour.SALE in named or Favour.MONEY in named or Favour.JOB in named:
        return True
    vouching = named & {Favour.REFERENCE, Favour.REFERRAL}
    return (bool(vouching) and not known) or count_favours(reading, asks) >= 3


def count_favours(reading: Reading, asks: tuple[Ask, ...]) -> int:
    """How many different favours are asked; a choice of form is one."""
    distinct = families(reading, asks)
    announced = any(reading.says(ask.sentence, "several") for ask in asks)
    return max(len(distinct), 2 if announced else 1, 1)


def unfair_span(reading: Reading) -> Span | None:
    """The words that ask too much, when there are such words."""
    return next(
        (
            hit
            for hit in reading.hits("unfair")
            if not _denied(reading, hit) and not is_own_doing(reading, hit[0])
        ),
        None,
    )


_DENIAL = re.compile(
    r"(?:\b(?:not|never|no|without|nor|rather than|ne|n'|sans|pas|jamais|ni)\b|n't)"
    r"[^.,;:!?]{0,25}$"
)


def _denied(reading: Reading, hit: Span) -> bool:
    """Whether the words before say that this is just what is not asked ("I won't pretend")."""
    return bool(_DENIAL.search(reading.plain, max(0, hit[0] - 40), hit[0]))
