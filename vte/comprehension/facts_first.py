"""What the facts of a message make certain of its intent.

A message that states facts is `informer`, whatever greeting or thanks came with them; « et si »
makes it `comparer`; a bare answer counts when its question is open.
"""

from __future__ import annotations

import re

from vte.comprehension.another import AUTRE_POSTE, announced, meant
from vte.comprehension.asked import WORDS_THAT_ASK
from vte.comprehension.features import kinds_of_facts
from vte.comprehension.hesitation import REPLI
from vte.comprehension.model import HORS_SUJET
from vte.comprehension.vocabulary import full_words_of
from vte.lecture import Lecture
from vte.lecture.correction import se_corrige
from vte.lecture.supposition import enoncer
from vte.texte import aplatir, masquer

INFORMER, COMPARER, FAQ = "informer", "comparer", "faq"
# What such a message may be mistaken for; a clear question or order is left as it is.
_YIELD = {
    "saluer",
    "remercier",
    "complimenter",
    "continuer",
    "patienter",
    "au_revoir",
    "affirmer",
    "nier",
    REPLI,
    "demander_aides",
}
# What answers the open question without a fact: a model that knows no question is right of these.
_ANSWERS = {"affirmer", "nier", "ne_sait_pas"}
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
    AUTRE_POSTE,
    "annuler",
    "revenir",
    "repeter",
    "simplifier",
    COMPARER,
}
# A question that is put, with its mark or without.
_ASKS = re.compile(rf"\?|\b(?:{WORDS_THAT_ASK}|puis-je|peut-on)\b")
_TRIAL = re.compile(
    r"\?|\bsi\b|\bs'il|compar|hypothes|essa[iy]|test|simul|recalcul|calcul|regard|voyons|"
    r"donnera|changera|au lieu|differen"
)
_VTE = re.compile(r"\bvte\b|\bvolontariat territorial")
_AID = re.compile(
    r"\b(?:une?|des|l'|les|d'|quelles?)\s?(?:aides?|primes?)\b"
    r"(?![ -](?:soignant|comptable|cuisin|menager|a domicile))"
)
_FOUND = re.compile(
    r"\btrouve (?:une?|son|mon) (?:premier )?(?:job|poste|taf|boulot|emploi|alternance|cdi|cdd)\b"
)
# Words that say nothing by themselves beside a fact: « un contrat d'apprentissage ».
_SHELLS = {
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
    "recrutement",
    "recruter",
    "embaucher",
    "simuler",
    "tester",
    "verifier",
    "titulaire",
    "ville",
}


def conclude(
    texte: str, intent: str | None, lecture: Lecture, suivant: str | None = None
) -> str | None:
    """The intent that the facts make certain, or None.

    `intent`: the one the model gives; `suivant`: the likeliest after it.
    """
    if intent == AUTRE_POSTE and not meant(texte):
        return conclude(texte, suivant, lecture) or suivant
    if lecture.mentions and not lecture.recrutements and announced(texte):
        return AUTRE_POSTE
    plat, kinds = aplatir(texte), kinds_of_facts(lecture)
    if lecture.supposes and (intent != FAQ or enoncer(texte)):
        return COMPARER  # « c'est quoi un stage ? », while a change is awaited, supposes nothing
    if (kinds or lecture.doutes) and intent == COMPARER and not _TRIAL.search(plat):
        return INFORMER  # « ça serait un CDD » states it
    return INFORMER if _informs(texte, plat, intent, lecture) else None


def _informs(texte: str, plat: str, intent: str | None, lecture: Lecture) -> bool:
    kinds = kinds_of_facts(lecture) - {"profil"}
    if (
        intent not in _ORDERS | _ANSWERS
        and _answers(lecture)
        and _is_an_answer(texte, plat, intent)
    ):
        return True
    if not kinds or intent in _ORDERS:
        return False
    if intent == HORS_SUJET:  # « le prix du mètre carré à Nantes » says nothing of a recruitment
        if _of_the_aid(plat, lecture) or lecture.repond:
            return True
        corrige = bool(lecture.derniere) or (se_corrige(texte) and "?" not in texte)
        return corrige or (len(kinds) > 1 and "?" not in texte) or _nothing_but_facts(plat, lecture)
    return intent in _YIELD or len(kinds) >= ENOUGH_FACTS or _nothing_but_facts(plat, lecture)


def _of_the_aid(plat: str, lecture: Lecture) -> bool:
    """Whether the VTE is named beside a fact, or an aid beside who asks for it and a fact."""
    sought = _AID.search(plat) or _FOUND.search(plat)
    seeks = "profil" in lecture.faits and "?" not in plat and bool(sought)
    return bool(_VTE.search(plat)) or seeks


def _is_an_answer(texte: str, plat: str, intent: str | None) -> bool:
    """A few words; or more, where nothing is asked: a reason or a doubt comes with an answer."""
    return _is_short(texte) or (intent != HORS_SUJET and not _ASKS.search(plat))


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
    return full_words_of(plat) <= _SHELLS
