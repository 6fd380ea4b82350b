"""One concrete sentence per finding, in the language of the message.

A key may name the kind of request after a colon; the plain code is the one used when the
request is of another kind, or unknown. Forms: English, French tu, French vous.
"""

from outreach.message.asking import Ask, Favour
from outreach.message.vocabulary import Address, Language

_Forms = tuple[str, str, str]

REWRITES: dict[str, _Forms] = {
    "placeholder_left": (
        "Replace it with the real name, place or date, or take the sentence out.",
        "Remplace-le par le vrai nom, le vrai lieu ou la vraie date, ou retire la phrase.",
        "Remplacez-le par le vrai nom, le vrai lieu ou la vraie date, ou retirez la phrase.",
    ),
    "over_channel_limit": (
        "Keep three things: how you know each other, the request, and that a no is fine.",
        "Garde trois choses : d’où vous vous connaissez, la demande, et qu’un non te va.",
        "Gardez trois choses : d’où vous vous connaissez, la demande, et qu’un non vous convient.",
    ),
    "no_ask": (
        "I have one small request: could you give me 15 minutes by phone about your field?",
        "J’ai une demande : pourrais-tu m’accorder 15 minutes au téléphone, sur ton domaine?",
        "J’ai une demande : pourriez-vous m’accorder 15 minutes au téléphone, sur votre domaine?",
    ),
    "no_ask:nudge": (
        "In case it is easier, here is my question again in one line.",
        "Pour t’éviter de chercher, voici ma question en une ligne.",
        "Pour vous éviter de chercher, voici ma question en une ligne.",
    ),
    "bait_and_switch": (
        "I’m writing with a request, and I’ll put it first.",
        "Je t’écris pour te demander un service, et je le dis tout de suite.",
        "Je vous écris pour vous adresser une demande, et je la fais tout de suite.",
    ),
    "request_in_hello": (
        "It would be good to hear how you are, whenever you feel like writing.",
        "J’aimerais bien avoir de tes nouvelles, quand le cœur t’en dira.",
        "J’aurais plaisir à avoir de vos nouvelles, quand vous le voudrez.",
    ),
    "asks_again": (
        "Thank you again. I hope our paths cross before long.",
        "Merci encore. J’espère qu’on se recroisera bientôt.",
        "Merci encore. J’espère que nos chemins se recroiseront.",
    ),
    "pressure": (
        "There is no hurry, and it is fine to turn this down.",
        "Rien ne presse, et tu peux très bien dire non.",
        "Rien ne presse, et vous pouvez très bien refuser.",
    ),
    "measures_silence": (
        "My request still stands, and so does the freedom to say no.",
        "Ma demande tient toujours, et ta liberté de dire non aussi.",
        "Ma demande tient toujours, et votre liberté de refuser aussi.",
    ),
    "not_reasonable": (
        "Would you be open to a 15-minute call instead, at whatever time suits you?",
        "Serais-tu d’accord pour un appel de 15 minutes, au moment qui te convient?",
        "Accepteriez-vous plutôt un appel de 15 minutes, au moment qui vous convient?",
    ),
    "not_reasonable:recommendation": (
        "Could you write two or three lines, in your own words, about the work you saw?",
        "Pourrais-tu écrire deux ou trois lignes, dans tes mots, sur le travail que tu as vu?",
        "Pourriez-vous écrire deux ou trois lignes, dans vos mots, sur ce que vous avez vu?",
    ),
    "not_reasonable:job": (
        "Could you name one or two employers that I should look at? I’ll do the rest.",
        "Pourrais-tu me nommer un ou deux employeurs à regarder? Je m’occupe du reste.",
        "Pourriez-vous me nommer un ou deux employeurs à regarder? Je m’occupe du reste.",
    ),
    "not_upfront": (
        "I’ve one small thing to ask you, and I’ll put it first.",
        "J’ai un service à te demander et je le dis tout de suite.",
        "J’ai une demande à vous faire, et je la fais tout de suite.",
    ),
    "not_upfront:recommendation": (
        "Could you write two or three lines on LinkedIn about the work we did together?",
        "Pourrais-tu écrire deux ou trois lignes sur LinkedIn sur notre travail ensemble?",
        "Pourriez-vous écrire deux ou trois lignes sur LinkedIn sur notre travail ensemble?",
    ),
    "not_upfront:meeting": (
        "Could I have 15 minutes of your time, by phone or over a coffee?",
        "Pourrais-tu m’accorder 15 minutes, au téléphone ou autour d’un café?",
        "Pourriez-vous m’accorder 15 minutes, au téléphone ou autour d’un café?",
    ),
    "not_specific": (
        "My question is: which one skill should I strengthen before I apply for this role?",
        "Ma question : quelle compétence devrais-je renforcer avant de postuler pour ce rôle?",
        "Ma question : quelle compétence devrais-je renforcer avant de postuler pour ce rôle?",
    ),
    "not_specific:recommendation": (
        "Two or three lines about one project we did together would be perfect.",
        "Deux ou trois lignes sur un projet que nous avons mené ensemble seraient parfaites.",
        "Deux ou trois lignes sur un projet que nous avons mené ensemble seraient parfaites.",
    ),
    "not_specific:meeting": (
        "Could we talk for 15 minutes about how people get into this line of work?",
        "Pourrait-on se parler 15 minutes de la façon dont on entre dans ce métier?",
        "Pourrions-nous parler 15 minutes de la façon dont on entre dans ce métier?",
    ),
    "not_specific:names": (
        "Which one or two employers would you add to my list? Names alone are enough.",
        "Quels un ou deux employeurs ajouterais-tu à ma liste? Les noms suffisent.",
        "Quels un ou deux employeurs ajouteriez-vous à ma liste? Les noms suffisent.",
    ),
    "pick_your_brain": (
        "I have two questions, and 15 minutes would be enough.",
        "J’ai deux questions, et 15 minutes suffiraient.",
        "J’ai deux questions, et 15 minutes suffiraient.",
    ),
    "several_asks": (
        "Of all this, one thing would help me most:",
        "De tout cela, une seule chose m’aiderait vraiment :",
        "De tout cela, une seule chose m’aiderait vraiment :",
    ),
    "no_easy_out": (
        "It’s fine to turn this down.",
        "Tu peux me répondre « pas cette fois », ça me va.",
        "Vous êtes parfaitement libre de décliner.",
    ),
    "not_grateful": (
        "Thank you for the time and care you gave me.",
        "Merci du temps et de l’attention que tu m’as donnés.",
        "Je vous remercie du temps et de l’attention que vous m’avez accordés.",
    ),
    "not_grateful:answer_no": (
        "Thank you for your answer.",
        "Merci de m’avoir répondu.",
        "Je vous remercie de m’avoir répondu.",
    ),
    "over_apologises": (
        "I’m sorry it has been so long.",
        "Je suis désolé d’avoir tant tardé.",
        "Je regrette d’avoir tant tardé.",
    ),
    "no_shared_history": (
        "You’ll know me from the place and year when we worked together.",
        "On s’est connus à l’endroit et l’année où nous avons travaillé ensemble.",
        "Nous nous sommes connus à l’endroit et l’année où nous avons travaillé ensemble.",
    ),
    "no_context": (
        "I start applying in the spring; until then I’m gathering facts.",
        "Je commence à postuler au printemps; d’ici là, je me renseigne.",
        "Je commence à postuler au printemps; d’ici là, je me renseigne.",
    ),
    "thanks_in_advance": (
        "Thank you for weighing it up.",
        "Merci de ta réponse, quelle qu’elle soit.",
        "Merci de votre réponse, quelle qu’elle soit.",
    ),
    "hollow_flattery": (
        "I’m asking you because you saw my work at first hand.",
        "Je m’adresse à toi parce que tu as vu mon travail de près.",
        "Je m’adresse à vous parce que vous avez vu mon travail de près.",
    ),
    "tu_vous_mixed": (
        "Say you in one way only.",
        "Garde le tu du début à la fin.",
        "Gardez le vous du début à la fin.",
    ),
    "missing_subject": (
        "A short request about our project",
        "Une petite demande",
        "Une courte demande",
    ),
    "missing_subject:recommendation": (
        "A LinkedIn recommendation?",
        "Une recommandation LinkedIn?",
        "Une recommandation LinkedIn?",
    ),
    "missing_subject:meeting": (
        "15 minutes of your time?",
        "15 minutes de ton temps?",
        "15 minutes de votre temps?",
    ),
    "missing_subject:names": (
        "Where else would you apply?",
        "Où d’autre postulerais-tu?",
        "Où d’autre postuleriez-vous?",
    ),
    "missing_subject:hello": (
        "A hello after some years",
        "Un bonjour après quelques années",
        "Un bonjour après quelques années",
    ),
    "too_long": (
        "Keep the request, where you stand, why this person, and the way out.",
        "Garde la demande, où tu en es, pourquoi cette personne, et la porte de sortie.",
        "Gardez la demande, où vous en êtes, pourquoi cette personne, et la porte de sortie.",
    ),
    "long_sentence": (
        "End the sentence at the first natural pause, and begin a new one there.",
        "Termine la phrase à la première pause naturelle, et commences-en une autre.",
        "Terminez la phrase à la première pause naturelle, et commencez-en une autre.",
    ),
    "many_questions": (
        "Keep the one question that matters most to you.",
        "Garde la question qui compte le plus pour toi.",
        "Gardez la question qui compte le plus pour vous.",
    ),
}

_SAME_AS = {
    "over_target_length": "too_long",
    "vague_subject": "missing_subject",
}
_THEME = {
    Favour.RECOMMENDATION: "recommendation",
    Favour.JOB: "job",
    Favour.MEETING: "meeting",
    Favour.NAMES: "names",
}


def theme_of(asks: tuple[Ask, ...]) -> str:
    """The kind of request a rewrite should fit, from the first asking clause that has one."""
    for favour, theme in _THEME.items():
        if any(favour in ask.favours for ask in asks):
            return theme
    return ""


def rewrite_for(code: str, theme: str, language: Language, address: Address) -> str:
    """The rewrite of a finding in the language, and the tu or vous, of the message."""
    code = _SAME_AS.get(code, code)
    forms = REWRITES.get(f"{code}:{theme}") or REWRITES[code]
    if language is Language.EN:
        return forms[0]
    return forms[1] if address is Address.TU else forms[2]
