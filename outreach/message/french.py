"""Canadian French: completions made to fit, elision and contraction, dates in words."""

import re
from datetime import date

from outreach.message import grammar
from outreach.message.grammar import NBSP, first_word
from outreach.message.words import sequence, table, words

_NOUN_OF = table("fr", "noun_of_root")
_NOUN_OF_VERB = table("fr", "noun_of_verb")
_INFINITIVE_OF = table("fr", "infinitive_of_root")
_MASCULINE = words("fr", "masculine")
_FEMININE = words("fr", "feminine")
_COMMON = words("fr", "common") | _MASCULINE | _FEMININE
_HOUSES_LE = words("fr", "maisons_masculines")
_HOUSES = _HOUSES_LE | words("fr", "maisons_feminines")
_FIELDS = words("fr", "domaines")
_VERBS = words("fr", "infinitives")
_PLACES = {key: value.split() for key, value in table("fr", "places").items()}
_MONTHS = sequence("fr", "months")
_NUMBERS = sequence("fr", "numbers")

_DETERMINER = re.compile(
    r"^(?:l[ea]s?|l’|un|une|des|du|de la|de l’|ce|cet|cette|ces|mon|ma|mes|ton|ta|tes|son|sa|ses"
    r"|notre|nos|votre|vos|leurs?|deux|trois|quelques|plusieurs)(?: |(?<=’))",
    re.I,
)
_INFINITIVE = re.compile(
    r"^(?:(?:m|t|s|l|n)’|(?:me|te|se|le|la|les|vous|ne pas) )*[\w-]+(?:er|ir|re)\b", re.I
)
_NOUN_ENDING = re.compile(
    r"(?:ier|ière|aire|oire|ature|iture|eure|ordre|cadre|livre|centre|semestre|titre|lettre|maître"
    r"|ministère|avenir|souvenir|loisir|plaisir|culture|structure|lecture|facture|mer|hiver)$"
)
_ENDINGS = ("tion", "tions", "ment", "ments", "age", "ages", "ité", "ités", "er", "isme", "iste")
_JOB = re.compile(
    r"^(?:un |une |des |le |la |les |l’|ce |cet |cette |mon )?(?:poste|emploi|stage|contrat|mandat"
    r"|travail|rôle|apprentissage|charge|bourse|doctorat|postdoctorat|carrière|concours|remplacement|tâche"
    r"|affichage|offre|programme)s?\b",
    re.I,
)
_JOB_FEMININE = re.compile(r"^(?:charge|bourse|carrière|tâche|offre)\b", re.I)
_JOB_PLURAL = re.compile(r"^\w+s\b")
_STEM_WORK = re.compile(
    r"^(?:(?:tu te souviendras|vous vous souviendrez) de moi grâce (?:à |au(?=x? ))"
    r"|(?:(?:nous avons|on a|j’ai)(?: bien)? )?"
    r"travaillé (?:ensemble |avec vous |avec toi )?(?:à |sur |au(?=x? )|dans )"
    r"|j’aimerais (?:vous|te) poser quelques questions sur |sur |à propos de |au sujet de |lors de "
    r"|à (?=l’|la |l[’ ])|(?:d’)?avoir (?=\w+é\b))",
    re.I,
)
_STEM_ROLE = re.compile(
    r"^(?:je (?:re)?cherche |à la recherche d(?:e |’)|j’aimerais renforcer ma candidature pour "
    r"|pour |comme |en tant qu(?:e |’))",
    re.I,
)
_STEM_REQUEST = re.compile(
    r"^(?:s’il (?:vous|te) pla[iî]t,? |svp,? |(?:est-ce que )?(?:vous pourriez|tu pourrais) "
    r"|j’(?:ai|aurais) besoin (?:de |d’(?=une? )|que vous me fassiez )"
    r"|(?:pourriez|pouvez|voudriez)-vous |(?:pourrais|peux|voudrais)-tu |accepteriez-vous de "
    r"|de )+",
    re.I,
)
_STEM_FOUND = re.compile(
    r"^(?:pour l’instant,? |jusqu’ici,? )?(?:j’ai (?:déjà )?(?:trouvé|repéré)|trouvé|repéré) ", re.I
)
_STEM_BRING = re.compile(r"^(?:ce que j’apporte(?: déjà)?\s*:|j’ai|j’apporte|je possède) ", re.I)
_STEM_LOOSE = re.compile(
    r"^(?:un point à mentionner(?:, au besoin)?\s*:|quelques repères\s*:|mes nouvelles en une ligne"
    r"\s*:|un détail pratique\s*:|ce qui m’aide le plus,? c’est|ce que j’en fais\s*:"
    r"|la suite(?:, en bref)?\s*:|j’ai pensé que ceci (?:t’|vous )intéresserait\s*:"
    r"|j’aimerais(?: surtout)? savoir|peut-être) ",
    re.I,
)
_MEETING = re.compile(
    r"^(?:(?:on|nous|je|j’|s’)\s?(?:s’est |s’était |nous sommes |vous ai |t’ai |l’ai |ai |être )?)?"
    r"rencontrée?s?(?: une (?:seule )?fois)? (?=(?:à|au|aux|en|dans|chez|lors|pendant|sur|par)\b)"
)
_FELLOWS = re.compile(
    r"^(?:anciens |anciennes )?(?=(?:collègues|voisins|voisines|camarades|colocs|colocataires)\b)"
)
_WORKED = re.compile(r"^travaillé (?:ensemble )?(?=(?:chez|pour|avec|en)\b)")
_WITHIN = re.compile(r"^(?:chez|dans|en(?! \d)) ")
_HELP = re.compile(r"^j’(?:ai|aurais) besoin d’aide (?=(?:pour|avec|à|au|dans)\b)")
_WHEN = re.compile(r"^(?:quand |lorsque |lorsqu’)")
_ALSO_REMOTE = re.compile(r"\b(et|ou) (?=télétravail|ligne$)")
_INVERTED = re.compile(
    r"^(?:\w+ ){0,4}(?!rendez-|dites-)\w+-(?:t-)?(?:on|ils?|elles?|vous|tu)\b", re.I
)
_NONE = re.compile(r"(?:rien|aucune?|pas encore|néant|je n.ai|je n.en)\b", re.I)
_BECAUSE = re.compile(
    r"^(?:je m’adresse à (?:vous|toi) )?(?:parce qu(?:e |’)|car |puisqu(?:e |’)|vu qu(?:e |’))",
    re.I,
)
_CLAUSE = re.compile(r"^(?:nous|on|j’|je|tu|vous|il|elle|ils|elles)(?: |(?<=’))", re.I)
_DONE = re.compile(
    r"^(?:(?:nous|on|je|j’)\s?(?:avons|a|ai) )?(?:ensemble )?(\w+?)(?:é|er)(?: ensemble)? (.+)$",
    re.I,
)
_FINITE = re.compile(
    r"\b(?:est|sont|a|ont|avez|as|étiez|étais|était|ressemble(?:nt)?|reste|comptent|montrent|sert|servent|m’ont|travaille|embauche|connaît|connaissez|connais"
    r"|\w+[eiud]rai(?:t|ent)|suit|fait|compte|montre|peut|recrute|m’a|m’avez|m’as)\b"
)
_VOWEL = re.compile(
    r"^(?!onz|oui|un\b(?= et)|ouis|uhl|ya|yo)(?:[aeiouàâäéèêëîïôöûùœæ]"
    r"|h(?:abit|armon|eure|hist|ist|iver|omm|ôpit|opital|ôtel|onneu|oraire|umain|umour|ydro|yp|éberg"
    r"|érit))",
    re.I,
)
_HARD = re.compile(r"\b(que|de|je|ne|me|te|se|parce que|lorsque|puisque|jusque) (?=(\w+))", re.I)
_LE = re.compile(r"\b([Ll])[ea] (?=([^\W\d_]+))")
_CONTRACTED = re.compile(r"\b([Dd]e|[ÀàAa]) (les?) (?=([^\W\d_]+))")
_RHYTHMS = {
    1: "chaque mois",
    4: "trois fois par année",
    6: "deux fois par année",
    12: "une fois par année",
}

NOW, FOR_NOW = "en ce moment", "pour l’instant"


def spaced(text: str) -> str:
    """French spacing and quotes in what was typed: no-break spaces, none before ? ! ;"""
    text = re.sub(r'"([^"]*)"', rf"«{NBSP}\1{NBSP}»", text)
    text = re.sub(r"«\s*", f"«{NBSP}", re.sub(r"\s*»", f"{NBSP}»", text))
    text = re.sub(r"\s+(?=[?!;])", "", text)
    text = re.sub(r"(?<=\w)\s*:(?=\s)", f"{NBSP}:", text)
    text = re.sub(r"(?<=\d) ?h ?(?=\d\d\b)", f"{NBSP}h{NBSP}", text)
    return re.sub(r"(?<=\d) (?=(?:h|minutes?|ans|lignes|mois|%|\$)(?:\b|$))", NBSP, text)


def phrase(text: str) -> str:
    """Cleaned, small first letter, elisions and contractions put right."""
    text = grammar.without_prefix(grammar.trimmed(text), _STEM_LOOSE)
    return spaced(elided(grammar.lowered(text, _COMMON, _ENDINGS)))


def elided(text: str) -> str:
    """ "de organiser" → "d’organiser", "si il" → "s’il", "de le projet" → "du projet"."""
    text = re.sub(r"\b([Ss])i (?=ils?\b)", r"\1’", text)
    text = _HARD.sub(_elide, text)
    text = _LE.sub(lambda match: f"{match[1]}’" if _VOWEL.match(match[2]) else match[0], text)
    text = _CONTRACTED.sub(_contract, text)
    return re.sub(r"\b(à|de|Je m’adresse à) l’ ", r"\1 l’", text)


def _elide(match: re.Match[str]) -> str:
    return f"{match[1][:-1]}’" if _VOWEL.match(match[2]) else match[0]


def _contract(match: re.Match[str]) -> str:
    word = match[3].lower()
    if word in _VERBS or (word.endswith("er") and not _NOUN_ENDING.search(word)):
        return match[0]
    if match[1].lower() == "de":
        short = "du" if match[2] == "le" else "des"
    else:
        short = "au" if match[2] == "le" else "aux"
    return f"{short} " if match[1][0].islower() else f"{short.capitalize()} "


def join(before: str, value: str, name: str) -> tuple[str, str]:
    """Elision and contraction where a placeholder meets the word before it."""
    head, _, word = before.rstrip(" ").rpartition(" ")
    if not before.endswith(" ") or word not in ("de", "à", "que", "sur", "grâce"):
        return before, value
    joined = elided(f"{word} {value}")
    if name == "request" and value.startswith(("le ", "les ")):
        return before, value
    return (f"{head} " if head else ""), joined


def thing(text: str) -> str:
    """A noun phrase with its article: "l’organisation du colloque", whatever was typed."""
    text = phrase(grammar.without_prefix(grammar.trimmed(text), _STEM_WORK))
    text = re.sub(r"^x ", "les ", re.sub(r"^d’(?=organiser|écrire|animer|é)", "", text))
    if _MEETING.match(text):
        return _MEETING.sub("notre rencontre ", text)
    text = re.sub(r"^aux ", "les ", re.sub(r"^au ", "le ", text))  # the "à" that came before
    text = _WORKED.sub("notre travail ", text)
    if noun := _nominal(text):
        return elided(noun)
    if _FELLOWS.match(text):
        return f"l’époque où nous étions {_FELLOWS.sub('', text)}"
    if _WITHIN.match(text):
        return f"l’époque où j’étais {text}"
    if _CLAUSE.match(text) or _WHEN.match(text):
        return f"l’époque où {_WHEN.sub('', text)}"
    if _is_infinitive(text):
        return elided(f"notre travail pour {text}")
    return _with_article(text)


def topic(text: str) -> str:
    """What follows "sur", also when a question was typed."""
    text = phrase(grammar.without_prefix(grammar.trimmed(text), _STEM_WORK))
    text = re.sub(r"^(comment|pourquoi|où|quand) est-ce qu(?:e |’)", r"\1 ", text)
    if _INVERTED.match(text):
        return f"«{NBSP}{text[0].upper()}{text[1:]}?{NBSP}»"
    if text.startswith("comment ") and _is_infinitive(text[8:]):
        return elided(f"la façon de {text[8:]}")
    if text.startswith("comment "):
        return f"la façon dont {text[8:]}"
    if text.startswith("pourquoi "):
        return f"les raisons pour lesquelles {text[9:]}"
    if re.match(r"(?:quels?|quelles?|où|quand|qui|combien|si|s’)\b", text):
        return f"la question de savoir {text}"
    if _is_infinitive(text) and not _nominal(text):
        return elided(f"la façon de {text}")
    return elided(_nominal(text)) or _with_article(text)


def joint_work(text: str) -> str:
    """The same thing as shared work: "notre travail d’organisation du colloque"."""
    value = thing(text)
    action = re.match(r"(?:l’|l[ae] )(\w+ (?:de |du |des |d’).+)$", value)
    if action and any(noun.endswith(first_word(action[1])) for noun in _NOUN_OF.values()):
        return elided(f"notre travail de {action[1]}")
    if value.startswith(("notre ", "nos ", "votre ", "ton ", "l’époque ")):
        return value
    return f"notre travail pour {value}"


def roles(text: str) -> str:
    """A post: "analyste" becomes "un poste d’analyste"."""
    text = phrase(grammar.without_prefix(grammar.trimmed(text), _STEM_ROLE))
    text = re.sub(
        r"^(?:travailler|quelque chose) (?=dans |en |chez |au |à )|^(?:devenir|être) ", "", text
    )
    if _JOB.match(text):
        return text if _DETERMINER.match(text) else f"{_job_article(text)} {text}"
    if re.match(r"(?:dans|en|chez|auprès|à|au) ", text):
        return f"un emploi {text}"
    if field := re.match(r"(?:le |la |les |l’)(.+)$", text):
        return f"un poste en {field[1]}"
    text = re.sub(r"^(?:une?|des) ", "", text)
    if first_word(text).lower() in _FIELDS or re.match(r"(?:soins|ressources|relations) ", text):
        return f"un poste en {text}"
    return elided(f"un poste de {text}")


def _job_article(text: str) -> str:
    if _JOB_PLURAL.match(text) and not text.startswith("concours"):
        return "des"
    return "une" if _JOB_FEMININE.match(text) else "un"


def region(text: str) -> str:
    """A place with its preposition: "à Ottawa", "en Ontario", "dans la région de Québec"."""
    text = spaced(elided(grammar.lowered(grammar.trimmed(text), _COMMON, ())))
    text = _ALSO_REMOTE.sub(r"\1 en ", text)
    if re.match(r"(?:à|au|aux|en|dans|près|autour|partout|ailleurs|sur|hors)\b", text, re.I):
        return text[0].lower() + text[1:]
    if re.match(r"(?:en )?(?:télétravail|ligne)\b", text, re.I):
        return f"en {text.removeprefix('en ')}".lower()
    if _DETERMINER.match(text):
        return f"dans {text}"
    first = grammar.first_word(text).lower()
    for preposition, names in _PLACES.items():
        if first in names:
            return f"{preposition} {text}"
    return f"à {text}"


def organisations(text: str) -> str:
    """Names joined: one to a line, or with commas as typed; empty for "rien encore"."""
    parts = grammar.items(text)
    if _NONE.match(text.strip()):
        return ""
    if parts:
        parts[0] = grammar.without_prefix(parts[0], _STEM_FOUND)
        parts[0] = grammar.lowered(parts[0], ("le", "la", "les", "l", "un", "une", "deux"), ())
    return spaced(elided(grammar.listed(grammar.parted(parts, "et|ou"), "et")))


def strengths(text: str) -> str:
    """What one brings, without "j’ai"."""
    parts = [grammar.without_prefix(part, _STEM_BRING) for part in grammar.items(text)]
    return grammar.listed([phrase(part) for part in parts], "et")


def facts(text: str) -> str:
    """Facts to remember, one to a line or in one sentence."""
    return "; ".join(phrase(part) for part in grammar.items(text))


def questions(text: str) -> str:
    """One to three questions in one sentence; with a question mark if they were asked directly."""
    parts = [re.sub(r"^et ", "", phrase(part)) for part in grammar.questions_in(text)]
    return grammar.clauses(parts, "et") + ("?" if "?" in text else "") if parts else ""


def request(text: str) -> str:
    """An infinitive, as after "pourriez-vous"."""
    text = phrase(grammar.without_prefix(grammar.trimmed(text), _STEM_REQUEST))
    command = re.match(r"(\w+?)(?:ez|e|es)-(moi|nous) (.+)$", text, re.I)
    if command:
        root = command[1].lower()
        person = "me" if command[2] == "moi" else "nous"
        return elided(f"{person} {_INFINITIVE_OF.get(root, root + 'er')} {command[3]}")
    if _HELP.match(text):
        return _HELP.sub("m’aider ", text)
    if _is_infinitive(text):
        return text
    if _DETERMINER.match(text):
        return f"m’aider à obtenir {text}"
    if grammar.first_word(text).endswith(("tion", "ment", "ence")):
        return f"m’aider à obtenir une {text}"
    return text


def because(text: str) -> str:
    """A reason with its conjunction: "parce que vous …", "en raison de votre …"."""
    text = phrase(grammar.without_prefix(grammar.trimmed(text), _BECAUSE))
    if text.startswith(("pour ", "en raison ", "grâce ")):
        return text
    if re.match(r"(?:à cause )?d(?:e |u |es |’)", text):
        return re.sub(r"^à cause ", "", f"en raison {text}".replace("raison à cause ", "raison "))
    if _DETERMINER.match(text) and not _FINITE.search(text):
        return elided(f"en raison de {text}")
    return elided(f"parce que {text}")


def month(day: date) -> str:
    """ "mars 2027"."""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def from_date(day: date | None) -> str:
    """When one starts looking."""
    return elided(f"à partir de {month(day)}") if day else "d’ici peu"


def not_before(day: date | None) -> str:
    """Until when one does not look."""
    return f"avant {month(day)}" if day else "avant un certain temps"


def years(count: int) -> str:
    """About how long."""
    if count == 1 or count > 20:
        return more_years(count)
    return f"environ {_NUMBERS[count]} ans"


def more_years(count: int) -> str:
    """For so many years or any number more."""
    return "plus d’un an" if count == 1 else f"plus de {_NUMBERS[min(count, 20)]} ans"


def rhythm(months: int) -> str:
    """How often one means to write."""
    number = _NUMBERS[months] if months <= 20 else str(months)
    return _RHYTHMS.get(months, f"tous les {number} mois")


def _is_infinitive(text: str) -> bool:
    match = _INFINITIVE.match(text)
    if first_word(text).lower() in _HOUSES:
        return False
    return match is not None and not _DETERMINER.match(text) and not _NOUN_ENDING.search(match[0])


def _nominal(text: str) -> str:
    """The noun phrase of a known verb: "organisé le …" → "l’organisation du …"."""
    regular = _DONE.match(text)
    if regular and (noun := _NOUN_OF.get(regular[1].lower())):
        return _of(noun, regular[2])
    bare = re.sub(r"^(?:(?:nous avons|on a|j’ai) )?(?:ensemble )?", "", text)
    verb, _, rest = bare.partition(" ")
    noun = _NOUN_OF_VERB.get(verb.lower(), "")
    if noun == "la mise":
        done = re.match(r"(en \w+) (.+)$", rest)
        return f"la mise {done[1]} de {done[2]}" if done else ""
    return _of(noun, rest) if noun and rest else ""


def _of(noun: str, rest: str) -> str:
    if re.match(r"(?:à|au|aux|dans|pour|avec|en|sur|ensemble)\b", rest):
        return f"{noun} {rest}"
    if plural := re.match(r"(?:des|du|de la) (.+)$", rest):
        return f"{noun} de {plural[1]}"
    return f"{noun} de {rest}"


def _with_article(text: str) -> str:
    word = grammar.first_word(text)
    small = word.lower()
    if small in _HOUSES and re.match(
        r"\w+ (?:de |du |des |d’|secondaire |hospitalier |[A-ZÀ-Ý])", text
    ):
        return elided(f"{'le' if small in _HOUSES_LE else 'la'} {text}")
    if word != small or (small not in _MASCULINE and small not in _FEMININE):
        return text
    if _VOWEL.match(small):
        return f"l’{text}"
    return f"{'le' if small in _MASCULINE else 'la'} {text}"
