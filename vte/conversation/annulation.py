"""« Annule » : the last change of the interview is undone, a new start too."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from vte.conversation.echange import Echange, Ecoute
from vte.conversation.entretien import Entretien
from vte.conversation.etat import Etat, depuis_slots
from vte.conversation.parole import Parole
from vte.dossier import dire


def retenir(avant: Etat, apres: Etat) -> Etat:
    """The state after a turn, which remembers how it was before its last change."""
    if _meme(avant.entretien, apres.entretien):
        return replace(apres, avant=avant.avant if apres.avant is None else apres.avant)
    return replace(apres, avant=_cliche(avant))


def _meme(avant: Entretien, apres: Entretien) -> bool:
    """Who speaks changes by itself, and is nothing to undo."""
    faits = [{**e.faits, "profil": None} for e in (avant, apres)]
    return faits[0] == faits[1] and avant.possibles == apres.possibles


def _cliche(etat: Etat) -> dict[str, Any]:
    """The slots of the state, less what one does not come back to: its question, its verdict…"""
    garde = Etat(
        etat.entretien, annonce=etat.annonce, derniere=etat.derniere, suivants=etat.suivants
    )
    return {nom: valeur for nom, valeur in garde.en_slots().items() if valeur is not None}


def annuler(echange: Echange) -> Ecoute:
    """The state of before the last change, once; what is known then is said."""
    etat, cliche = echange.etat, echange.etat.avant
    if cliche is None:
        return Ecoute(etat, (Parole("utter_rien_a_annuler"),))
    suite = replace(depuis_slots(cliche), echecs=etat.echecs)
    faits = dire({c: v for c, v in suite.entretien.faits.items() if c != "profil"})
    parole = Parole("utter_annule", {"faits": faits}) if faits else Parole("utter_annule_vide")
    return Ecoute(suite, (parole,), suivre=True)
