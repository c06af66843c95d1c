"""What the facts of a message make certain of its intent.

A message that states facts is `informer`, whatever greeting or thanks came with them; « et si »
makes it `comparer`; a bare answer counts when its question is open.
"""

from __future__ import annotations

import re

from vte.comprehension.features import kinds_of_facts
from vte.comprehension.model import HORS_SUJET
from vte.comprehension.vocabulary import TOOL_WORDS
from vte.lecture import Lecture
from vte.lecture.supposition import enoncer
from vte.texte import aplatir, masquer

INFORMER, COMPARER, FAQ, REPLI = "informer", "comparer", "faq", "nlu_fallback"
# What such a message may be mistaken for; a clear question or order is left as it is.
_YIELD = {"saluer", "remercier", "au_revoir", "affirmer", "nier", REPLI, "demander_aides"}
# What a bare answer (« une soixantaine ») is taken for by a model that knows no question.
_MUTE = {HORS_SUJET, REPLI}
WELL_SPELT = 0.9  # score of a commune that is named, if only by the beginning of its name
ANSWER_WORDS = 4
ANSWER_LENGTH = 80  # characters; the longest name of a commune has 45
ENOUGH_FACTS = 3  # from here on even a question (« Quelles aides ? ») comes with a dossier to note
_ORDERS = {
    "recommencer",
    "parler_a_quelqu_un",
    "expliquer_question",
    "recapituler",
    "modifier",
    "garder",
    "effacer",
    "etre_rappele",
    COMPARER,
}
_TRIAL = re.compile(
    r"\?|\bsi\b|\bs'il|compar|hypothes|essa[iy]|test|simul|recalcul|calcul|regard|voyons|"
    r"donnera|changera|au lieu|differen"
)
# Words that say nothing by themselves beside a fact: « un contrat d'apprentissage ».
_SHELLS = TOOL_WORDS | {
    "commune",
    "contrat",
    "diplome",
    "diplomee",
    "duree",
    "effectif",
    "embauche",
    "emploi",
    "entreprise",
    "jeune",
    "partir",
    "personnes",
    "poste",
    "salaries",
    "titulaire",
    "ville",
}


def conclude(texte: str, intent: str | None, lecture: Lecture) -> str | None:
    """The intent that the facts make certain, or None; `intent`: the one the model gives."""
    plat, kinds = aplatir(texte), kinds_of_facts(lecture)
    if lecture.supposes and (intent != FAQ or enoncer(texte)):
        return COMPARER  # « c'est quoi un stage ? », while a change is awaited, supposes nothing
    if (kinds or lecture.doutes) and intent == COMPARER and not _TRIAL.search(plat):
        return INFORMER  # « ça serait un CDD » states it
    return INFORMER if _informs(texte, plat, intent, lecture) else None


def _informs(texte: str, plat: str, intent: str | None, lecture: Lecture) -> bool:
    kinds = kinds_of_facts(lecture) - {"profil"}
    if intent in _MUTE and _is_short(texte) and _answers(lecture):
        return True
    if not kinds or intent in _ORDERS:
        return False
    if intent == HORS_SUJET:  # « le prix du mètre carré à Nantes » says nothing of a recruitment
        return (len(kinds) > 1 and "?" not in texte) or _nothing_but_facts(plat, lecture)
    return intent in _YIELD or len(kinds) >= ENOUGH_FACTS or _nothing_but_facts(plat, lecture)


def _is_short(texte: str) -> bool:
    texte = texte.strip()
    return len(texte) <= ANSWER_LENGTH and len(texte.split()) <= ANSWER_WORDS and "?" not in texte


def _answers(lecture: Lecture) -> bool:
    """Whether the message gives what was expected; a place must be well spelt."""
    if lecture.attendue == "commune":
        return lecture.lieu is not None and lecture.lieu.resultats[0].score >= WELL_SPELT
    return lecture.repond


def _nothing_but_facts(plat: str, lecture: Lecture) -> bool:
    """True when no question is asked and no word but the facts carries a meaning."""
    if "?" in plat:
        return False
    ambigu = lecture.lieu is not None and lecture.lieu.ambigu
    places = [(m.debut, m.fin) for m in lecture.mentions if m.cle != "profil"]  # as a whole
    places += [lecture.place] if ambigu and lecture.place else []
    for debut, fin in places:
        plat = masquer(plat, debut, fin)
    return set(re.findall(r"[a-z]{3,}", plat)) <= _SHELLS
