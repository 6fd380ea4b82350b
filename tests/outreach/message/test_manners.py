"""What presses the reader, and what only looks like it."""

import pytest

from outreach.message.manners import pressure
from outreach.message.reading import Reading

PRESSES = [
    "I covered for you every weekend, and never once complained.",
    "You'd have failed if I hadn't sat up with you.",
    "I need it by Friday at the latest!",
    "I know you've read my message.",
    "Four messages now and nothing.",
    "My savings are gone.",
    "A decent person would answer.",
    "It wouldn't kill you.",
    "I've already told them you'd do it.",
    "Réponds-moi vite.",
    "Tu ne peux pas me refuser ça.",
    "Je t'ai toujours rendu service, moi.",
    "C'est la troisième fois que je te le demande.",
    "Je n'ai plus personne vers qui me tourner.",
]
DOES_NOT = [
    "I can send it tonight.",
    "There is no hurry, and nothing is urgent.",
    "I won't be hurt if you say no.",
    "I'm in your debt, and very thankful.",
    "You must get many such requests.",
    "I trust you are well.",
    "The form is due on Friday.",
    "I beg your pardon for the delay.",
    "Je lui écris ce soir.",
    "Rien ne presse.",
    "Je ne serai pas déçu si c'est non.",
    "Je compte postuler en mai.",
]


@pytest.mark.parametrize("text", PRESSES)
def test_what_presses(text: str) -> None:
    assert pressure(Reading(text))


@pytest.mark.parametrize("text", DOES_NOT)
def test_what_does_not(text: str) -> None:
    assert pressure(Reading(text)) == ()
