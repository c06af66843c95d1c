"""A fact's value as staff type it: the dossier's own value, or how people say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from console.training import CorrectionRefusee
from console.words import libelle, valeur
from vte.communes import recherche
from vte.dossier import LES_CLES
from vte.erreurs import DossierInvalide
from vte.lecture.candidats import A_VENIR, chercher, cle_du_role
from vte.territoires import ouvrir
from vte.territoires.noms import mots
from vte.territoires.results import RIEN

_PROPOSEES = 6  # communes of one name that a refusal tells
_ANNEE = re.compile(r"(?:19|20)\d\d")
_CODE = re.compile(r"\d[\dAB]\d{3}", re.I)


def ecrire(cle: str, contenu: Any, a_l_annee: bool = False) -> str:
    """The value in a field, such that `lire` gives it back; a button's commune is its bare code."""
    if cle == "commune":
        communes = contenu if isinstance(contenu, list) else [contenu]
        return ", ".join(str(c["code"] if isinstance(c, Mapping) else c) for c in communes)
    if a_l_annee and cle == "date_diplome":
        return str(contenu)[:4]
    return valeur(cle, contenu) if cle.startswith("date") else str(contenu)


def lire(cle: str, ecrite: str) -> Any:
    """The JSON value of the dossier; of a commune, its value or those of several.

    « 2020 » stays a year for the date of a diploma. Error: CorrectionRefusee.
    """
    ecrite = " ".join(ecrite.split())
    if not ecrite:
        raise CorrectionRefusee(f"Quelle est la bonne valeur pour {libelle(cle)} ?")
    if cle == "commune":
        return _communes(ecrite)
    if cle == "date_diplome" and _ANNEE.fullmatch(ecrite):
        return ecrite
    exacte, refus = _exacte(cle, ecrite)
    if exacte is None and (dites := _dites(cle, ecrite)):
        exacte = dites
    if exacte is None:
        raise CorrectionRefusee(
            refus
            or f"« {ecrite[:60]} » ne se lit pas comme {libelle(cle)} : écrivez la valeur seule,"
            " par exemple « 45 », « CDD » ou « 1er septembre 2021 »."
        )
    return exacte


def _exacte(cle: str, ecrite: str) -> tuple[Any, str]:
    """The value typed as the dossier writes it, else None; and why a number is none."""
    nombre = int(ecrite) if re.fullmatch(r"-?\d{1,9}", ecrite) else None
    for possible in (ecrite, ecrite.lower(), nombre):
        try:
            typee = LES_CLES[cle].valider(possible, ouvrir().commune)
            return LES_CLES[cle].en_json(typee), ""
        except DossierInvalide as erreur:
            refus = str(erreur)
    return None, refus if nombre is not None and not cle.startswith("date") else ""


def _dites(cle: str, ecrite: str) -> Any:
    """The one value that these words hold for the key, None when there are several or none."""
    dites: dict[str, Any] = {}
    for candidat in chercher(ecrite, cle):
        for role, contenu in candidat.valeurs.items():
            if cle_du_role(role) == cle and (role != A_VENIR or cle not in candidat.valeurs):
                dites[repr(contenu)] = contenu
    return next(iter(dites.values())) if len(dites) == 1 else None


def _communes(ecrite: str) -> Any:
    """One commune, by its code or its name; several by their codes."""
    parts = [part for part in re.split(r"[,;]\s*|\s+(?=\d)", ecrite) if part]
    if all(_CODE.fullmatch(part) for part in parts):
        trouvees = {c["code"]: c for c in map(_du_code, parts)}
        return list(trouvees.values()) if len(trouvees) > 1 else next(iter(trouvees.values()))
    return _du_nom(ecrite)


def _du_code(code: str) -> Mapping[str, str]:
    commune = ouvrir().commune(code.upper())
    if commune is None:
        raise CorrectionRefusee(f"Aucune commune n'a le code INSEE « {code} ».")
    return dict(LES_CLES["commune"].en_json(commune))


def _du_nom(nom: str) -> Mapping[str, str]:
    """Well written and borne by one commune alone: what is likely is proposed, never chosen."""
    liste = mots(nom)
    trouvaille = recherche().nommer(liste, fautes=False) if liste else RIEN
    if trouvaille.certaine:
        return _du_code(trouvaille.certaine.code)
    proches = (trouvaille.resultats or recherche().chercher(nom).resultats)[:_PROPOSEES]
    if not proches:
        raise CorrectionRefusee(f"« {nom[:60]} » : aucune commune de ce nom. Et son code INSEE ?")
    communes = ", ".join(f"{r.nom} ({r.departement}) {r.code}" for r in proches)
    raise CorrectionRefusee(
        f"« {nom[:60]} » ne désigne pas une seule commune : {communes}. Écrivez le code de la"
        " bonne, ou leurs codes si la phrase ne dit pas laquelle."
    )
