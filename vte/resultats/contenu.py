"""What a kept result holds of a verdict in view, and whether the rules still say the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from vte.conversation.carte import pour_un_tiers
from vte.dossier import LES_CLES, depuis_json, valeurs
from vte.erreurs import DossierInvalide
from vte.mots import majuscule
from vte.regles import evaluer
from vte.regles.empreinte import empreinte as des_regles
from vte.regles.mots import CANDIDAT
from vte.territoires import ouvrir

Carte = Mapping[str, Any]
_DE_LA_CONVERSATION = ("boutons",)
_DU_JOUR = ("date", "date_dite")


def contenu(carte: Carte) -> dict[str, Any]:
    """The card (vte/conversation/carte.py) with the facts in words: nothing that somebody wrote.

    That of a candidate is made to be shown to the company: it says « pour le candidat », not
    « pour vous ». Error: BaseAbsente.
    """
    du_candidat = _est_d_un_candidat(carte)
    faits = {LES_CLES[nom].libelle: dit for nom, dit in valeurs(carte["dossier"]).items()}
    if du_candidat:
        del faits[LES_CLES["profil"].libelle]
        faits = {"qui a fait la simulation": "le candidat"} | faits
    lue = dict(carte) | (_pour_un_tiers(carte) if du_candidat else {})
    garde = {nom: valeur for nom, valeur in lue.items() if nom not in _DE_LA_CONVERSATION}
    return garde | {"faits": [[majuscule(nom), dit] for nom, dit in faits.items()]}


def _est_d_un_candidat(carte: Carte) -> bool:
    return bool(carte["dossier"].get("profil") == CANDIDAT)


def _pour_un_tiers(carte: Carte) -> dict[str, Any]:
    try:
        dossier = depuis_json(carte["dossier"], ouvrir().commune)
    except DossierInvalide:  # a commune that is no more
        return {}
    return pour_un_tiers(dossier)


def empreinte(garde: Carte) -> str:
    """The same for the same verdict, whichever day it is kept."""
    dit = {nom: valeur for nom, valeur in garde.items() if nom not in _DU_JOUR}
    return hashlib.sha256(json.dumps(dit, sort_keys=True).encode()).hexdigest()


def ne_tient_plus(garde: Carte) -> bool:
    """Whether the rules have changed since, and give these facts another answer today.

    Error: BaseAbsente.
    """
    if garde.get("regles") == des_regles():
        return False
    try:
        verdict = evaluer(depuis_json(garde["dossier"], ouvrir().commune))
    except DossierInvalide:  # a commune that is no more
        return True
    return _reponse(verdict.en_json()) != _reponse(garde)


def _reponse(verdict: Carte) -> list[Any]:
    aides = [[a["id"], a["statut"], a["montant"], a["au_plus"]] for a in verdict["dispositifs"]]
    return [verdict["statut"], sorted(aides), verdict["total"]]
