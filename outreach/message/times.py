"""Words that place a clause in time: still to come, or over."""

import re

_MONTH = (
    r"january|february|march|april|june|july|august|september|october|november|december|janvier|"
    r"fevrier|"
    r"mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
)
AHEAD = re.compile(
    r"\b(?:in|from|by|at|around|until|till|before|on|for|this|next|mid|late|early|starting|come) "
    r"(?:the |early |late |mid-?|"
    r"(?:end|start|beginning|middle|first|last) (?:day |week |half )?of |"
    rf"this |next |coming )*(?:{_MONTH}|sept|oct|nov|dec|jan|feb|may(?! (?:i|we|be|"
    rf"not))|spring|summer|fall|autumn|winter|new year|"
    r"easter|christmas|week|month|year|term|semester|session|202[5-9])\b"
    r"|\bin (?:about |under )?(?:a|one|two|three|four|five|six|eight|ten|a few|\d+) (?:days|weeks?|"
    r"months?)\b|\bdans (?:une|deux|trois|quatre|six|quelques|\d+) (?:jours|semaines?|mois)\b"
    r"|\b(?:l'an|la semaine|le mois|l'annee|la session) prochaine?\b"
    rf"|\b(?:en|a la mi-|a la|a l'|des|d'ici|a partir de|avant|jusqu'en|pour|fin|debut|cet|cette|"
    rf"ce|le) ?(?:le |la |l'|de |fin |d'|debut |\d+(?:er)? )*"
    rf"(?:{_MONTH}|automne|hiver|ete|printemps|rentree|202[5-9]|mois-ci|annee|session)\b"
)
GONE = re.compile(
    r"\b(?:have been|can see|may have|wrote|sent|asked|came|saw|emailed|letter|note|email|message|"
    r"courriel|lettre|was|were|worked|met|taught|had|did|since|ago|last (?:year|month|week|summer|"
    r"fall|autumn|winter|spring|night|time|saw|spoke)|etais|etait|avait|avons|avions|a ete|depuis|"
    r"dernier|derniere|ai|as|avez|studied|shared|remember|thought|thinking of you|you (?:\w+ed))\b"
)
DAY_AHEAD = re.compile(
    r"\b(?:(?:on|by|before|this|next|is|closes|until) )?(?:monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday|mon|tues?|wed|thurs?|fri|tomorrow|tonight|midnight|lundi|mardi|"
    r"mercredi|jeudi|vendredi|samedi|dimanche|demain|(?:the|le) \d{1,2}(?:st|nd|rd|th|er)?)\b"
)
"""A day, which is a plan only where the search has it: people are also free on a Tuesday."""
