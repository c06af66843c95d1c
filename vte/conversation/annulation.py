"""« Annule » : the last change of the interview is undone, a new start too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from vte.conversation.echange import Echange, Ecoute
from vte.conversation.entretien import Entretien
from vte.conversation.etat import Etat
from vte.conversation.parole import Parole
from vte.dossier import depuis_json, dire
from vte.territoires import ouvrir

# What of the state before a change is kept, to come back to it.
_DE_L_ETAT = ("annonce", "derniere", "suivants")
_DE_L_ENTRETIEN = ("possibles", "passees", "groupe", "a_modifier", "poursuivre")


def retenir(avant: Etat, apres: Etat) -> Etat:
    """The state after a turn, which remembers how it was before its last change."""
    if _meme(avant.entretien, apres.entretien):
        return replace(apres, avant=apres.avant or avant.avant)
    return replace(apres, avant=_cliche(avant))


def _meme(avant: Entretien, apres: Entretien) -> bool:
    """Who speaks changes by itself, and is nothing to undo."""
    faits = [{**e.faits, "profil": None} for e in (avant, apres)]
    return faits[0] == faits[1] and avant.possibles == apres.possibles


def _cliche(etat: Etat) -> dict[str, Any]:
    entretien = {n: v for n in _DE_L_ENTRETIEN if (v := getattr(etat.entretien, n))}
    reste = {n: v for n in _DE_L_ETAT if (v := getattr(etat, n))}
    return {"faits": etat.entretien.faits, "entretien": entretien, **reste}


def annuler(echange: Echange) -> Ecoute:
    """The state of before the last change, once; what is known then is said."""
    etat, cliche = echange.etat, echange.etat.avant
    if cliche is None:
        return Ecoute(etat, (Parole("utter_rien_a_annuler"),))
    entretien = _entretien(cliche)
    suite = Etat(
        entretien,
        echecs=etat.echecs,
        annonce=cliche.get("annonce"),
        derniere=cliche.get("derniere"),
        suivants=tuple(cliche.get("suivants", ())),
    )
    faits = dire({c: v for c, v in entretien.faits.items() if c != "profil"})
    parole = Parole("utter_annule", {"faits": faits}) if faits else Parole("utter_annule_vide")
    return Ecoute(suite, (parole,), suivre=True)


def _entretien(cliche: Mapping[str, Any]) -> Entretien:
    """Error: DossierInvalide, for what no state has written."""
    ecrit: Mapping[str, Any] = cliche["entretien"]
    garde: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in ecrit.items()}
    return Entretien(depuis_json(cliche["faits"], ouvrir().commune), **garde)
