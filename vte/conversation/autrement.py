"""The last thing said, otherwise: again, in short, or in more detail."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.conversation.annonce import en_bref, motiver
from vte.conversation.echange import Echange, Ecoute
from vte.conversation.figures import completer
from vte.conversation.parole import Parole
from vte.conversation.textes import Textes

_FIN_DE_PHRASE = re.compile(r"(?<=[.!?\u2026])\s+(?=[A-ZÀ-Ý«])")


def repeter(echange: Echange) -> Ecoute:
    """The answer that was given last, else the verdict in short; the open question comes again."""
    etat = echange.etat
    dites: tuple[Parole, ...] = (Parole("utter_je_repete"),)
    if etat.sujet and etat.question is None:
        dites = (*dites, Parole(f"utter_{etat.sujet}"))
    elif etat.annonce and etat.question is None:
        dites = (*dites, en_bref(echange.verdict))
    return Ecoute(etat, dites)


def simplifier(echange: Echange) -> Ecoute:
    """The first sentence of the last answer; of the open question, what answers it."""
    return Ecoute(echange.etat, tuple(_simplement(echange)))


def _simplement(echange: Echange) -> Iterator[Parole]:
    etat = echange.etat
    if etat.question:
        yield Parole("utter_plus_simple")
        yield Parole(f"utter_explique_{etat.question}")
    elif etat.sujet:
        yield Parole("utter_en_un_mot", {"phrase": _premiere_phrase(etat.sujet, echange)})
    elif etat.annonce:
        yield Parole("utter_plus_simple")
        yield en_bref(echange.verdict)
    else:
        yield Parole("utter_fonctionnement_simple")


def _premiere_phrase(sujet: str, echange: Echange) -> str:
    dossier = echange.entretien.dossier
    (parole,) = completer((Parole(f"utter_{sujet}"),), dossier)
    texte = Textes.du_projet().rendre(parole.reponse, parole.valeurs, dossier.profil)
    return _FIN_DE_PHRASE.split(texte)[0]


def en_savoir_plus(echange: Echange) -> Ecoute:
    """The detail of the last answer, where there is one; of a verdict, its reasons."""
    return Ecoute(echange.etat, (_detail(echange),))


def _detail(echange: Echange) -> Parole:
    etat = echange.etat
    if etat.sujet:
        detail = detail_de(etat.sujet)
        return Parole(detail if detail in Textes.du_projet().noms else "utter_pas_plus")
    return motiver(echange.verdict) if etat.annonce else Parole("utter_fonctionnement_simple")


def detail_de(sujet: str) -> str:
    """The response that says more of a topic: `utter_plus_aides_alternance`."""
    return f"utter_plus_{sujet.rpartition('/')[2]}"
