"""Unfilled slots: brackets, braces, blanks, "XX", "TBD", "Mr./Ms.", a greeting without a name."""

import re

Span = tuple[int, int]

_SLOT = re.compile(
    r"""
    (?=[\[{<%$*_(.…XxYZATFNLSPCMHhlÀ])(?:        # how each begins: most letters are passed over
    \{\{?[^{}\n]{0,60}\}?\}                     # {name}, {{ first name }}, {}
    | \[(?!\s*(?:sic|\.{3}|…)\s*\])[^\[\]\n]{0,80}\]   # [Name], [ ]
    | <(?!\s*https?:)[A-Za-zÀ-ÿ][^<>@\n]{0,40}>  # <name>, not <a@b.org>
    | %[A-Za-z_]{2,}%? | \$\{?[A-Z_]{3,}\}?      # %FIRSTNAME%, $NAME
    | \*\|[A-Z_:]+\|\*                           # *|FNAME|*
    | _{3,}                                      # ____
    | (?<!\w)[Xx]{2,}(?!\w) | (?<!\w)(?:YY|ZZ|AA){2,}(?!\w)
    | (?<!\w)(?:TBD|TBC|TODO|FIXME|N/?A(?=[\s,.]*$)|LASTNAME|FIRSTNAME|
        FIRST\ NAME|LAST\ NAME|SURNAME|PR[ÉE]NOM|NOM\ DE\ FAMILLE|[ÀA]\ COMPL[ÉE]TER|
        YOUR\ NAME|COMPANY\ NAME)(?!\w)
    | (?<!\w)(?:Mr\.?\ ?/\ ?M(?:r)?s\.?|M\.\ ?/\ ?Mme|Sir\ ?/\ ?Madam|
        Monsieur\ ?/\ ?Madame|Madame\ ?/\ ?Monsieur|he/she|his/her)(?!\w)
    | (?i:lorem\ ipsum)
    | \((?i:insert|ins[ée]rer|add|ajouter|fill|name|your|their|his|her|votre|leur|son|sa|nom|
        pr[ée]nom|date|year|ann[ée]e|company|entreprise|compl[ée]ter|à\ compl[ée]ter|xx+|topic|
        sujet|project|projet|place|lieu|job\ title|titre)
        (?:\s+(?i:name|nom|here|ici|company|entreprise|project|projet|date|title|titre|place|
        their|de|du|of|the|la|le|l'|specific|memory|[a-zà-ÿ]+))?[^()\n]{0,40}\)
    | (?:(?<=\s)|^)\.{5,}(?=\s|$) | …{2,})
    """,
    re.VERBOSE,
)
_HINT = re.compile(r"[\[{<%$_(/…|]|\.{5}|[A-ZÀ-Þ]{2}|xx|(?i:lorem)| ,|,,|\A\s*\w+ ?[,:]")
"""Without one of these there is no slot, and most texts have none."""

_NAMELESS = re.compile(
    r"\A\s*(?:[Dd]ear|[Hh]i|[Hh]ello|[Bb]onjour|[Cc]h(?:er|ère)|(?:Bonjour|Dear|Cher|Chère) (?:Mr|"
    r"Ms|Mrs|Dr|M|Mme|"
    r"Monsieur|Madame)\.?)(?: +[,:]| *[,:](?=[ \t]*,))"
)
_PAREN_FINE = re.compile(
    r"\((?i:your|their|his|her|votre|leur|son|sa|name|date|place|projet|project)\b[^()]*\)"
)
_PAREN_SLOT = re.compile(
    r"\((?i:your|their|his|her|votre|leur|son|sa) (?:\w+ )?(?i:name|nom|company|entreprise|job|"
    r"title|titre|"
    r"project|projet|role|poste|field|domaine|city|ville|team|équipe|organi[sz]ation|organisme)\)"
    r"|\((?i:name|nom|prénom|date|year|année|place|lieu|project|projet|topic|sujet|company|"
    r"entreprise)\)"
)


def placeholders(text: str) -> tuple[Span, ...]:
    """Where slots were left unfilled."""
    if not _HINT.search(text):
        return ()
    found = [
        match.span()
        for match in _SLOT.finditer(text)
        if _is_slot(match.group()) and not _is_kiss(text, match)
    ]
    nameless = _NAMELESS.match(text)
    if nameless:
        found.insert(
            0,
            (
                nameless.start() + len(nameless.group()) - len(nameless.group().lstrip()),
                nameless.end(),
            ),
        )
    return tuple(found)


def _is_kiss(text: str, match: re.Match[str]) -> bool:
    """A small "xx" beside the name at the end is a kiss; anywhere else it is a blank."""
    if set(match[0]) != {"x"}:
        return False
    before, name = text[: match.start()].rstrip(" "), text[match.end() :].split()
    if before.endswith(("\n", ".", "!", "?", ",")):
        return len(name) <= 2
    return not name and before.rpartition("\n")[2].istitle()


def _is_slot(piece: str) -> bool:
    """A bracket after "your" or "date" is only a slot when nothing else is said in it."""
    if piece.startswith("(") and _PAREN_FINE.fullmatch(piece):
        return bool(_PAREN_SLOT.fullmatch(piece))
    return True
