"""What plausible people type after a sentence beginning, clumsy answers included."""

from collections.abc import Callable
from datetime import date

import pytest

from outreach.message import english as en
from outreach.message import french as fr
from outreach.message import grammar

Shaper = Callable[[str], str]

ENGLISH: list[tuple[Shaper, str, str]] = [
    (en.thing, "planning the conference in 2009", "planning the conference in 2009"),
    (en.thing, "Planning the conference in 2009.", "planning the conference in 2009"),
    (en.thing, "We worked together on planning the conference", "planning the conference"),
    (en.thing, "we planned the conference", "planning the conference"),
    (
        en.thing,
        "We organised the 2009 conference together.",
        "organising the 2009 conference together",
    ),
    (en.thing, "planned the conference", "planning the conference"),
    (en.thing, "plan the conference", "planning the conference"),
    (en.thing, "to write the annual report", "writing the annual report"),
    (en.thing, "wrote the annual report", "writing the annual report"),
    (en.thing, "grad student conference in 2009", "the grad student conference in 2009"),
    (en.thing, "shared office at Carleton", "shared office at Carleton"),
    (en.thing, "You taught me statistics", "the time you taught me statistics"),
    (en.thing, "I was your research assistant", "the time I was your research assistant"),
    (en.thing, "your methods seminar at Carleton!", "your methods seminar at Carleton"),
    (en.thing, "the   archives  project", "the archives project"),
    (en.thing, "… the archives project", "the archives project"),
    (en.thing, "IODE workshop", "the IODE workshop"),
    (en.thing, "Carleton's field school", "Carleton’s field school"),
    (en.thing, "on the budget review", "the budget review"),
    (en.thing, "THE BUDGET REVIEW OF 2012", "the budget review of 2012"),
    (en.thing, "the work at Bell Inc.", "the work at Bell Inc."),
    (en.thing, "مشروع الأرشيف", "مشروع الأرشيف"),
    (en.thing, "档案项目。", "档案项目"),
    (en.thing, "met once at a fair", "meeting once at a fair"),
    (en.thing, "met you at a job fair", "meeting you at a job fair"),
    (en.thing, "sat next to you in stats", "sitting next to you in stats"),
    (en.thing, "played hockey together", "playing hockey together"),
    (en.thing, "was introduced by Tom", "being introduced by Tom"),
    (en.thing, "colleagues at Bell", "being colleagues at Bell"),
    (en.thing, "University of Ottawa", "the University of Ottawa"),
    (en.thing, "High school", "high school"),
    (en.thing, "when i was your intern", "when I was your intern"),
    (en.because, "i'm new in the field", "because I’m new in the field"),
    (en.thing, "Project Apollo", "Project Apollo"),
    (en.joint_work, "planning the conference", "our work planning the conference"),
    (en.joint_work, "the conference", "our work on the conference"),
    (en.joint_work, "you taught me", "the time you taught me"),
    (en.topic, "how museums hire", "how museums hire"),
    (en.topic, "How do museums hire?", "how museums hire"),
    (en.topic, "how does the museum hire?", "“How does the museum hire?”"),
    (en.topic, "what is a normal week like?", "“What is a normal week like?”"),
    (en.topic, "become an archivist", "becoming an archivist"),
    (en.topic, "Marketing", "marketing"),
    (en.topic, "UX research", "UX research"),
    (en.topic, "Data Science", "Data Science"),
    (en.topic, "I want to know about grad school", "grad school"),
    (en.topic, "what to study next", "what to study next"),
    (en.topic, "an hour in the life of a archivist", "an hour in the life of an archivist"),
    (en.topic, "a hour of archive work", "an hour of archive work"),
    (en.roles, "policy analyst roles", "policy analyst roles"),
    (en.roles, "Policy analyst", "policy analyst roles"),
    (en.roles, "a policy analyst.", "policy analyst roles"),
    (en.roles, "Project Manager", "Project Manager roles"),
    (en.roles, "Policy Analyst (EC-04)", "Policy Analyst roles (EC-04)"),
    (en.roles, "I want to be a teacher", "teacher roles"),
    (en.request, "referring me", "refer me"),
    (en.request, "I was wondering if you could introduce me", "introduce me"),
    (en.because, "your work on the Charter", "because of your work on the Charter"),
    (en.organisations, "RBC, TD, Deloitte", "RBC, TD and Deloitte"),
    (en.organisations, "RBC, and 3 others", "RBC, and 3 others"),
    (en.questions, "Should I move?\nIs it hard?", "should I move, and is it hard?"),
    (en.phrase, "my eye for detail!!! 😊", "my eye for detail"),
    (en.roles, "an analyst in the public service", "analyst roles in the public service"),
    (en.roles, "head of communications", "head of communications roles"),
    (en.roles, "I'm looking for teaching jobs", "teaching jobs"),
    (en.roles, "work as a nurse", "nurse roles"),
    (
        en.roles,
        "the analyst posting at Statistics Canada",
        "the analyst posting at Statistics Canada",
    ),
    (en.roles, "HR", "HR roles"),
    (en.region, "Ottawa", "in Ottawa"),
    (en.region, "in Ottawa", "in Ottawa"),
    (en.region, "The Ottawa area", "in the Ottawa area"),
    (en.region, "Anywhere in Canada", "anywhere in Canada"),
    (en.region, "remote", "with remote work"),
    (
        en.organisations,
        "StatCan, the City of Ottawa and CMHC",
        "StatCan, the City of Ottawa and CMHC",
    ),
    (
        en.organisations,
        "StatCan\nThe City of Ottawa\n- CMHC",
        "StatCan, The City of Ottawa and CMHC",
    ),
    (en.organisations, "I've found StatCan; CMHC.", "StatCan and CMHC"),
    (en.strengths, "I have five years of teaching.", "five years of teaching"),
    (
        en.strengths,
        "Fluent French\nfive years of teaching",
        "fluent French and five years of teaching",
    ),
    (en.facts, "120 people\n- two days.", "120 people; two days"),
    (en.questions, "what a week looks like", "what a week looks like"),
    (
        en.questions,
        "What is a week like? Which skills are rare?",
        "what is a week like, and which skills are rare?",
    ),
    (en.questions, "1. Who hires\n2. When\n3. Why", "who hires; when; and why"),
    (en.request, "introduce me to Marie Roy", "introduce me to Marie Roy"),
    (en.request, "to introduce me to Marie Roy.", "introduce me to Marie Roy"),
    (en.request, "Could you please introduce me to Marie?", "introduce me to Marie"),
    (en.request, "introducing me to Marie", "introduce me to Marie"),
    (en.request, "an introduction to Marie", "help me with an introduction to Marie"),
    (en.request, "Introduction to Marie", "help me with an introduction to Marie"),
    (en.request, "I need a reference", "help me with a reference"),
    (en.because, "you saw how I work", "because you saw how I work"),
    (en.because, "Because you saw how I work.", "because you saw how I work"),
    (en.because, "your experience with hiring", "because of your experience with hiring"),
    (en.because, "of your experience", "because of your experience"),
    (en.because, "your team works on this", "because your team works on this"),
    (en.thing, "Grad student conference 2009", "the grad student conference 2009"),
    (en.thing, "She supervised my thesis", "the time she supervised my thesis"),
    (en.roles, "anything in museums", "anything in museums"),
    (en.roles, "working in policy", "roles in policy"),
    (en.roles, "become a librarian", "librarian roles"),
    (en.organisations, "None yet", ""),
    (en.request, "advice on my portfolio", "give me advice on my portfolio"),
    (en.request, "Reference letter", "help me with a reference letter"),
    (en.request, "help me find a lab", "help me find a lab"),
    (en.because, "expertise in archives", "because of your expertise in archives"),
    (en.because, "to get an honest view", "because I’d like to get an honest view"),
    (en.because, "I trust your judgment", "because I trust your judgment"),
    (en.phrase, 'you said "try it"', "you said “try it”"),
    (en.phrase, "how i dealt with it..", "how I dealt with it"),
]

FRENCH: list[tuple[Shaper, str, str]] = [
    (fr.thing, "l'organisation du colloque de 2009", "l’organisation du colloque de 2009"),
    (fr.thing, "L’organisation du colloque.", "l’organisation du colloque"),
    (fr.thing, "organiser le colloque de 2009", "l’organisation du colloque de 2009"),
    (fr.thing, "Nous avons organisé le colloque", "l’organisation du colloque"),
    (fr.thing, "on a organisé ensemble le colloque", "l’organisation du colloque"),
    (fr.thing, "organisation du colloque", "l’organisation du colloque"),
    (fr.thing, "colloque étudiant de 2009", "le colloque étudiant de 2009"),
    (fr.thing, "sur le projet des archives", "le projet des archives"),
    (fr.thing, "quand j’étais votre adjointe", "l’époque où j’étais votre adjointe"),
    (fr.thing, "rencontré une fois à un colloque", "notre rencontre à un colloque"),
    (fr.thing, "on s’est rencontrés au congrès", "notre rencontre au congrès"),
    (fr.thing, "chez Bell", "l’époque où j’étais chez Bell"),
    (fr.thing, "au colloque de 2009", "le colloque de 2009"),
    (fr.thing, "travaillé ensemble chez Bell", "notre travail chez Bell"),
    (fr.thing, "anciens collègues chez Bell", "l’époque où nous étions collègues chez Bell"),
    (fr.thing, "Université d’Ottawa", "l’Université d’Ottawa"),
    (fr.thing, "Centre hospitalier de Hull", "le Centre hospitalier de Hull"),
    (fr.joint_work, "quand j’étais votre adjointe", "l’époque où j’étais votre adjointe"),
    (fr.roles, "marketing", "un poste en marketing"),
    (fr.roles, "soins infirmiers", "un poste en soins infirmiers"),
    (fr.region, "Gatineau ou télétravail", "à Gatineau ou en télétravail"),
    (fr.request, "J’ai besoin d’une lettre", "m’aider à obtenir une lettre"),
    (fr.request, "j’ai besoin d’aide pour mon CV", "m’aider pour mon CV"),
    (fr.request, "Écrivez-moi une lettre", "m’écrire une lettre"),
    (fr.because, "votre appui compterait", "parce que votre appui compterait"),
    (fr.because, "ton parcours ressemble au mien", "parce que ton parcours ressemble au mien"),
    (fr.questions, "Est-ce long?\nEst-ce cher?", "est-ce long, et est-ce cher?"),
    (fr.organisations, "Bell, la Ville, Hydro", "Bell, la Ville et Hydro"),
    (fr.thing, "Nous avons travaillé ensemble à la revue", "la revue"),
    (fr.thing, "rédiger les rapports annuels", "la rédaction des rapports annuels"),
    (fr.thing, "écrire un article", "l’écriture d’un article"),
    (fr.thing, "l'organisation de le colloque", "l’organisation du colloque"),
    (fr.thing, "votre cours de méthodologie", "votre cours de méthodologie"),
    (fr.thing, "vous m'avez enseigné la logique", "l’époque où vous m’avez enseigné la logique"),
    (fr.thing, "repeindre la salle", "notre travail pour repeindre la salle"),
    (fr.thing, "conférence de 2012", "la conférence de 2012"),
    (fr.thing, "enquête sur le logement", "l’enquête sur le logement"),
    (fr.thing, "atelier d'écriture", "l’atelier d’écriture"),
    (fr.thing, "ACFAS 2012", "ACFAS 2012"),
    (fr.thing, "la traduction de articles", "la traduction d’articles"),
    (fr.thing, "مشروع الأرشيف", "مشروع الأرشيف"),
    (fr.thing, "mettre en place le comité", "la mise en place du comité"),
    (fr.topic, "l'embauche dans les musées", "l’embauche dans les musées"),
    (fr.topic, "comment les musées embauchent", "la façon dont les musées embauchent"),
    (fr.topic, "Comment est-ce que les musées embauchent ?", "la façon dont les musées embauchent"),
    (fr.topic, "comment trouver un premier poste", "la façon de trouver un premier poste"),
    (fr.topic, "devenir archiviste", "la façon de devenir archiviste"),
    (fr.topic, "pourquoi on recrute tard", "les raisons pour lesquelles on recrute tard"),
    (fr.topic, "quels postes manquent", "la question de savoir quels postes manquent"),
    (fr.topic, "Comment embauche-t-on ?", "«\u00a0Comment embauche-t-on?\u00a0»"),
    (fr.topic, "marché du travail", "le marché du travail"),
    (fr.topic, "sur les métiers du livre", "les métiers du livre"),
    (fr.roles, "un poste d'analyste", "un poste d’analyste"),
    (fr.roles, "analyste de politiques", "un poste d’analyste de politiques"),
    (fr.roles, "Analyste", "un poste d’analyste"),
    (fr.roles, "gestionnaire de projets", "un poste de gestionnaire de projets"),
    (fr.roles, "postes de recherche", "des postes de recherche"),
    (fr.roles, "poste de recherche", "un poste de recherche"),
    (fr.roles, "dans les communications", "un emploi dans les communications"),
    (fr.roles, "le marketing", "un poste en marketing"),
    (fr.roles, "je cherche un stage", "un stage"),
    (fr.roles, "un archiviste", "un poste d’archiviste"),
    (fr.roles, "bourse postdoctorale", "une bourse postdoctorale"),
    (fr.region, "Ottawa", "à Ottawa"),
    (fr.region, "la région d'Ottawa", "dans la région d’Ottawa"),
    (fr.region, "Ontario", "en Ontario"),
    (fr.region, "à Québec", "à Québec"),
    (fr.region, "Nouveau-Brunswick", "au Nouveau-Brunswick"),
    (fr.region, "télétravail", "en télétravail"),
    (fr.organisations, "La Ville d'Ottawa, l'IAPC", "la Ville d’Ottawa, l’IAPC"),
    (fr.organisations, "StatCan\nla Ville d'Ottawa", "StatCan et la Ville d’Ottawa"),
    (fr.organisations, "j'ai trouvé la SCHL.", "la SCHL"),
    (fr.strengths, "J'ai cinq ans d'expérience.", "cinq ans d’expérience"),
    (fr.facts, "120 participants\ndeux jours", "120 participants; deux jours"),
    (fr.questions, "à quoi ressemble une semaine", "à quoi ressemble une semaine"),
    (fr.questions, "Quelles compétences manquent ?", "quelles compétences manquent?"),
    (fr.request, "me présenter à Marie Roy", "me présenter à Marie Roy"),
    (fr.request, "Pourriez-vous me présenter à Marie Roy ?", "me présenter à Marie Roy"),
    (fr.request, "de me présenter à Marie", "me présenter à Marie"),
    (fr.request, "présentez-moi à Marie", "me présenter à Marie"),
    (fr.request, "présente-moi à Marie", "me présenter à Marie"),
    (fr.request, "une présentation à Marie", "m’aider à obtenir une présentation à Marie"),
    (fr.request, "relire ma lettre", "relire ma lettre"),
    (fr.because, "vous avez vu mon travail", "parce que vous avez vu mon travail"),
    (fr.because, "Parce que vous avez vu mon travail.", "parce que vous avez vu mon travail"),
    (fr.because, "on a vécu la même chose", "parce qu’on a vécu la même chose"),
    (fr.because, "il faut un avis franc", "parce qu’il faut un avis franc"),
    (fr.because, "votre expérience des musées", "en raison de votre expérience des musées"),
    (fr.because, "la clarté que vous avez m'aide", "parce que la clarté que vous avez m’aide"),
    (fr.because, "pour votre regard franc", "pour votre regard franc"),
    (fr.topic, "les rendez-vous d'embauche", "les rendez-vous d’embauche"),
    (fr.roles, "devenir archiviste", "un poste d’archiviste"),
    (fr.roles, "travailler dans un musée", "un emploi dans un musée"),
    (fr.organisations, "rien encore", ""),
    (fr.because, "ta franchise", "en raison de ta franchise"),
    (fr.phrase, "savoir si il faut un permis", "savoir s’il faut un permis"),
    (fr.phrase, 'vous disiez "essaie"', "vous disiez «\u00a0essaie\u00a0»"),
    (fr.phrase, "la réunion de 15h30", "la réunion de 15\u00a0h\u00a030"),
    (fr.phrase, "je pense que elle viendra", "je pense qu’elle viendra"),
    (fr.phrase, "aller à le bureau", "aller au bureau"),
    (fr.phrase, "l'idée de le faire", "l’idée de le faire"),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "typed", "expected"), ENGLISH)
def test_english_answers_fit(shape: Shaper, typed: str, expected: str) -> None:
    assert shape(typed) == expected


@pytest.mark.parametrize(("shape", "typed", "expected"), FRENCH)
def test_french_answers_fit(shape: Shaper, typed: str, expected: str) -> None:
    assert shape(typed) == expected


@pytest.mark.parametrize(("shape", "typed", "expected"), ENGLISH + FRENCH)
def test_an_answer_that_fits_is_left_alone(shape: Shaper, typed: str, expected: str) -> None:
    once = shape(typed)
    assert shape(once) == once or not once


def test_template_code_is_only_text() -> None:
    for code in ("{{settings.SECRET_KEY}}", "{0.__class__}", "{sender}"):
        assert en.phrase(code) == code
        assert fr.phrase(code) == code


def test_dates_and_years_are_words() -> None:
    assert en.from_date(date(2027, 3, 1)) == "from March 2027"
    assert en.not_before(None) == "for a while yet"
    assert fr.from_date(date(2027, 8, 1)) == "à partir d’août 2027"
    assert [en.years(n) for n in (1, 16, 30)] == [
        "more than a year",
        "about sixteen years",
        "more than twenty years",
    ]
    assert fr.years(16) == "environ seize ans"
    assert fr.rhythm(3) == "tous les trois mois"


def test_two_names_for_one_thing_are_alike() -> None:
    assert grammar.alike("planning the grad student conference", "the 2009 grad student conference")
    assert not grammar.alike("the archives project", "planning the conference in 2009")


def test_empty_answers_stay_empty() -> None:
    assert grammar.trimmed(" … ") == ""
    assert en.questions("  \n") == ""
    assert fr.organisations("") == ""
