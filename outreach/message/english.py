"""English: completions made to fit, and dates and numbers in words."""

import re
from datetime import date
from functools import cache

from outreach.message import grammar
from outreach.message.words import sequence, table, words

_BASES = words("en", "verbs")
_PAST = table("en", "past")
_DETERMINERS = words("en", "determiners")
_AFTER_VERB = words("en", "after_verb") | _DETERMINERS
_NOUNS = words("en", "nouns")
_COMMON = words("en", "common") | _AFTER_VERB | _BASES | set(_PAST)
_HOUSES = words("en", "houses")
_FELLOWS = words("en", "fellows")
_COUNTABLE = words("en", "countable")
_FAVOURS = words("en", "favours")
_UNCOUNTED = words("en", "uncounted")
_MONTHS = sequence("en", "months")
_NUMBERS = sequence("en", "numbers")

_ENDINGS = ("ing", "tion", "tions", "ment", "ments", "ness", "ship", "ships", "ity", "ities", "ly")
_JOB_WORDS = re.compile(
    r"\b(?:jobs?|roles?|positions?|posts?|postings?|openings?|work|internships?|placements?"
    r"|fellowships?|professorships?|careers?|competitions?|programs?|programmes?|contracts?|PhD)\b",
    re.I,
)
_PREPOSITION = re.compile(r" (?=(?:in|at|for|with|within|near|on|from|around|across)\b|\()")
_STEM_WORK = re.compile(
    r"^(?:you(?:’ll| will| may| might)? (?:know|remember) me from|(?:we )?(?:(?:have|had)"
    r" )?worked (?:together )?(?:on|at|in)|(?:our |my )?work (?:together )?on|from|on|about"
    r"|i(?:’d| would) like to ask you about|ask(?:ing)? (?:you )?about"
    r"|i(?:’d like| would like| want) to (?:know|learn|hear|talk)(?: more)? about)\s+",
    re.I,
)
_STEM_ROLE = re.compile(
    r"^(?:i(?:’m| am) (?:looking for|applying (?:for|to)|interested in)|looking for"
    r"|applying (?:for|to)|i(?:’d| would) like to be a stronger candidate for"
    r"|i (?:want|hope) to (?:be|become|work as)|work(?:ing)? as|as"
    r"|for|working(?= in\b)|(?:to )?becom(?:e|ing))\s+",
    re.I,
)
_STEM_REQUEST = re.compile(
    r"^(?:please,? |i(?:’m| am| was) (?:wondering|hoping) (?:if |whether )?"
    r"|you (?:could|would|can) |(?:could|would|can|will) you (?:please )?"
    r"|(?:be )?(?:willing|prepared|able) to "
    r"|i(?:’d| would) like (?:you )?to |i want you to |if you (?:could|would) "
    r"|(?:ask|to ask) you to |to )+",
    re.I,
)
_STEM_FOUND = re.compile(
    r"^(?:so far,? )?(?:(?:i(?:’ve| have)?|we) (?:already |so far )?(?:found|identified|have|got)"
    r"|i have|i’ve got)\s+",
    re.I,
)
_NONE = re.compile(r"(?:none|nothing|no one|not yet|no|nil|n/?a|i have(?:n’t|n't| not) )\b", re.I)
_STEM_BRING = re.compile(
    r"^(?:what i (?:already )?bring is|i(?:’ve got| have got| have| bring|’ve)) ", re.I
)
_STEM_LOOSE = re.compile(
    r"^(?:if you(?:’d| would) like one thing to mention,? it could be|it could be|maybe|perhaps"
    r"|a few facts(?: to jog your memory)?:|my news in one line:|one practical detail:"
    r"|what helped me most was|what i(?:’ll| will) do with it:|what came of it:"
    r"|i thought this might interest you:|what i(?:’d| would) most like to know is) ",
    re.I,
)
_TOGETHER = re.compile(r"\b(?:you|together)\b", re.I)
_MET = frozenset(("once", "briefly", "twice", "next", "you", "your"))
_PASSIVE = re.compile(r"^(?:(?:was|were) (?=\w)|(?=introduced (?:by|through)\b))", re.I)
_SMALL_I = re.compile(r"(?<!\S)i(?=(?:’(?:m|d|ll|ve))?(?: |$))")
_WE = re.compile(r"^(?:we|i) (?:both |all |once |also |have |had )?(\w+) (.+)$", re.I)
_CLAUSE = re.compile(r"^(?:we|i|you|he|she|they)(?:’\w+)? ", re.I)
_BECAUSE = re.compile(r"^(?:i(?:’m| am) asking you )?(?:because|since|as) ", re.I)
_OF_STEM = re.compile(r"^(?:of|due to|thanks to|for) ", re.I)
_QUALITY = re.compile(
    r"^(?:your|the|his|her|their)(?: \w+){0,2}? (?:experience|knowledge|work|expertise|career"
    r"|background|advice|judge?ment|opinion|perspective|insight|eye|sense|honesty|position|role"
    r"|network|path|years|reputation|research|view|help|skills?)\b",
    re.I,
)
_BARE_QUALITY = re.compile(
    r"^(?!your|the|his|her|their)(?:\w+ )?(?:experience|knowledge|expertise|background)\b"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|works?|knows?|makes?|made|means?|helped|gave|gives"
    r"|matters?|counts?|resembles?|overlaps?|would|could|can|will|comes?|came|shows?|showed|taught|hires?|stayed|does"
    r"|covers?|did|overlaps?|fits?)\b",
    re.I,
)
_DIRECT = re.compile(
    r"^(?:(?:how|what|when|where|why|which(?: \w+)?|who)(?: \w+)? )?(?:is|are|was|were|does|did|can"
    r"|could|should|would|will|has|have)\b(?! to\b)",
    re.I,
)
_DO = re.compile(r"^((?:how|what|when|where|why|which)(?: \w+)?) do ", re.I)
_SILENT_H = re.compile(r"^(?:hour|honest|honou?r|heir)", re.I)
_YOU_SOUND = re.compile(r"^(?:uni(?!n|m)|us[aeiu]|eu|one\b|once\b|ubi|uti)", re.I)
_ARTICLE = re.compile(r"\b(a|an) (?=([a-z][\w-]*))")
_PLACE = re.compile(r"^(?:i(?:’d| would) like to work )?(?:in|at)\s+", re.I)
_OWN_PREPOSITION = re.compile(
    r"^(?:anywhere|with|across|near|around|within|outside|remote(?:ly)?|from|between|close to)\b",
    re.I,
)

_RHYTHMS = {
    1: "every month or so",
    2: "every couple of months",
    3: "every few months",
    4: "three times a year",
    6: "twice a year",
    12: "once a year",
}


def quoted(text: str) -> str:
    """Straight quotes made curly."""
    text = re.sub(r'"([^"]*)"', r"“\1”", text)
    return re.sub(r"(?<!\w)'([^']*)'(?!\w)", r"‘\1’", text)


def phrase(text: str) -> str:
    """Cleaned, small first letter, a/an put right: for a place where any phrase may stand."""
    text = grammar.without_prefix(grammar.trimmed(text), _STEM_LOOSE)
    text = _SMALL_I.sub("I", text)
    return _articles(quoted(grammar.lowered(text, _COMMON, _ENDINGS, _NOUNS)))


def thing(text: str) -> str:
    """A noun phrase or gerund, as after "about": from a noun phrase, a verb phrase or a clause."""
    text = grammar.without_prefix(phrase(text), _STEM_WORK)
    text = phrase(grammar.without_prefix(text, re.compile("^to (?=[a-z])")))
    clause = _WE.match(text)
    if clause and (verb := _gerund_of_past(clause[1])):
        return f"{verb} {clause[2]}"
    if _PASSIVE.match(text):
        return _PASSIVE.sub("being ", text)
    if _CLAUSE.match(text):
        return f"the time {text if text.startswith('I') else text[0].lower() + text[1:]}"
    return _with_article(_as_gerund(text))


def topic(text: str) -> str:
    """What follows "about" when it may be a question: "how museums hire", whatever was typed."""
    text = thing(text)
    text = _DO.sub(r"\1 ", text)
    if _DIRECT.match(text):
        return f"“{text[0].upper()}{text[1:]}?”"
    return text


def joint_work(text: str) -> str:
    """The same thing with "our work": "our work planning the …", "our work on the …"."""
    value = thing(text)
    if value.startswith(("the time ", "our ", "your ", "my ")) or value.startswith("when "):
        return value
    if grammar.first_word(value).endswith("ing"):
        return f"our work {value}"
    return f"our work on {value}"


def roles(text: str) -> str:
    """Roles in the plural: "policy analyst" becomes "policy analyst roles"."""
    text = grammar.without_prefix(phrase(text), _STEM_ROLE)
    text = re.sub(r"^(.+), (junior|senior|part-time|full-time)$", r"\2 \1", text)
    if _JOB_WORDS.search(text) or text.startswith(("anything", "something")):
        return text
    text = re.sub(r"^(?:an?|the) ", "", text)
    head, *rest = _PREPOSITION.split(text, maxsplit=1)
    if not head or text.startswith(("in ", "at ", "with ")):
        return f"roles {text}"
    return " ".join([f"{head} roles", *rest])


def region(text: str) -> str:
    """A place with its preposition: "in the Ottawa area", "anywhere in Canada"."""
    text = grammar.without_prefix(grammar.trimmed(text), _PLACE)
    text = grammar.lowered(text, _COMMON, ())
    if re.fullmatch(r"(?:fully )?remote(?:ly)?(?: work)?|online|from home", text, re.I):
        return "with remote work"
    if re.match(r"remote(?:ly)? (?:in|from|across) ", text, re.I):
        return "with remote work " + text.split(" ", 1)[1]
    return text if _OWN_PREPOSITION.match(text) else f"in {text}"


def organisations(text: str) -> str:
    """Names joined: one to a line, or with commas as typed; empty for "none yet"."""
    parts = grammar.items(text)
    if _NONE.match(text.strip()):
        return ""
    if parts:
        parts[0] = grammar.without_prefix(parts[0], _STEM_FOUND)
        parts[0] = grammar.lowered(parts[0], _DETERMINERS, ())
    return quoted(grammar.listed(grammar.parted(parts, "and|or"), "and"))


def strengths(text: str) -> str:
    """What one brings, without "I have"."""
    parts = [grammar.without_prefix(part, _STEM_BRING) for part in grammar.items(text)]
    return grammar.listed([phrase(part) for part in parts], "and")


def facts(text: str) -> str:
    """Facts to remember, one to a line or in one sentence."""
    return "; ".join(phrase(part) for part in grammar.items(text))


def questions(text: str) -> str:
    """One to three questions in one sentence; with a question mark if they were asked directly."""
    parts = [_part_of_question(part) for part in grammar.questions_in(text)]
    mark = "?" if "?" in text or any(_DIRECT.match(part) for part in parts) else ""
    return grammar.clauses(parts, "and") + mark if parts else ""


def _part_of_question(part: str) -> str:
    return re.sub(r"^(?:and|or) ", "", phrase(part))


def request(text: str) -> str:
    """A bare verb phrase, as after "could you"."""
    text = grammar.without_prefix(phrase(text), _STEM_REQUEST)
    text = re.sub(r"^i need (?:you to )?", "I need ", text, flags=re.I)
    if text.startswith("I need "):
        return f"help me with {text[7:]}"
    word, _, rest = text.partition(" ")
    if word.lower() in _FAVOURS and grammar.first_word(rest) not in _AFTER_VERB - {
        "for",
        "on",
        "from",
    }:
        text = text[0].lower() + text[1:]
        return f"give me {text}" if word.lower() in _UNCOUNTED else f"help me with {_an(text)}"
    word = grammar.first_word(text)
    base = _bases_of_gerunds().get(word.lower())
    if base:
        return base + text[len(word) :]
    noun = word.lower().endswith(_ENDINGS[1:-1])
    if (word.lower() in _DETERMINERS or noun) and word.lower() not in _BASES:
        return f"help me with {text if not noun else _an(text)}"
    return text


def because(text: str) -> str:
    """A reason with its conjunction: "because you saw …", "because of your experience"."""
    text = grammar.without_prefix(phrase(text), _BECAUSE)
    rest = _OF_STEM.sub("", text)
    if text.startswith("to "):
        return f"because I’d like {text}"
    if _BARE_QUALITY.match(text) and not _FINITE.search(text):
        return f"because of your {text}"
    quality = _QUALITY.match(text)
    if rest != text or (quality and not _FINITE.search(text, quality.end())):
        return f"because of {rest}"
    return f"because {text}"


def month(day: date) -> str:
    """ "March 2027"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def from_date(day: date | None) -> str:
    """When one starts looking: "from March 2027", or "soon"."""
    return f"from {month(day)}" if day else "soon"


def not_before(day: date | None) -> str:
    """Until when one does not look: "until March 2027", or "for a while yet"."""
    return f"until {month(day)}" if day else "for a while yet"


def years(count: int) -> str:
    """About how long: "more than a year", "about three years"."""
    if count == 1 or count > 20:
        return more_years(count)
    return f"about {_NUMBERS[count]} years"


def more_years(count: int) -> str:
    """For so many years or any number more: "more than five years"."""
    return "more than a year" if count == 1 else f"more than {_NUMBERS[min(count, 20)]} years"


def rhythm(months: int) -> str:
    """How often one means to write."""
    return _RHYTHMS.get(months, f"every {months} months")


def join(before: str, value: str, name: str) -> tuple[str, str]:
    """The text before a placeholder and its value: English changes neither."""
    return before, value


NOW, FOR_NOW = "now", "for now"


def _articles(text: str) -> str:
    return _ARTICLE.sub(lambda match: f"{_article(match[2])} ", text)


def _article(word: str) -> str:
    vowel = word[0] in "aeiou" and not _YOU_SOUND.match(word)
    return "an" if vowel or _SILENT_H.match(word) else "a"


def _an(text: str) -> str:
    return f"{_article(text.lower())} {text}"


def _gerund(base: str) -> str:
    """ "plan" → "planning", "write" → "writing", "study" → "studying"."""
    if base.endswith("ie"):
        return f"{base[:-2]}ying"
    if base.endswith("e") and not base.endswith(("ee", "be")):
        return f"{base[:-1]}ing"
    if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]|begin|program|refer", base):
        return f"{base}{base[-1]}ing"
    return f"{base}ing"


@cache
def _bases_of_gerunds() -> dict[str, str]:
    return {_gerund(verb): verb for verb in _BASES}


def _gerund_of_past(verb: str) -> str:
    """The gerund of a past form; empty for a form of "be" or an unknown word."""
    verb = verb.lower()
    if verb in _PAST:
        return _gerund(_PAST[verb])
    if verb.endswith("eed") or not verb.endswith("ed") or len(verb) < 5:
        return ""
    return f"{verb[:-3]}ying" if verb.endswith("ied") else f"{verb[:-2]}ing"


def _as_gerund(text: str) -> str:
    """A verb phrase without its subject ("planned the …", "plan the …") as a gerund."""
    word, _, rest = text.partition(" ")
    after = grammar.first_word(rest)
    if rest and (after in _AFTER_VERB or after in _MET):
        verb = _gerund(word) if word in _BASES else _gerund_of_past(word)
        return f"{verb} {rest}" if verb else text
    if _TOGETHER.search(rest) and (verb := _gerund_of_past(word)):
        return f"{verb} {rest}"
    return text


def _with_article(text: str) -> str:
    """ "the" before a bare singular noun that needs one: "grad student conference in 2009"."""
    first, _, rest = text.partition(" ")
    if first.lower() in _FELLOWS:
        return f"being {text[0].lower()}{text[1:]}"
    if text.startswith("same ") or (first.lower() in _HOUSES and rest.startswith("of ")):
        return f"the {text}"
    head = _PREPOSITION.split(re.split(r" of |,", text, maxsplit=1)[0], maxsplit=1)[0]
    words = re.sub(r" \d{4}$", "", head).split()
    if not words or words[-1].lower() not in _COUNTABLE or words[0].lower() in _DETERMINERS:
        return text
    own_name = words[0][0].isupper() and len(words) == 1
    if (
        own_name
        or any(word.endswith(("’s", "s’")) for word in words)
        or words[0].endswith("ing")
        or words[0] in _AFTER_VERB
    ):
        return text
    return f"the {text}"
