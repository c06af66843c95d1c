"""Every place of a message that could be the commune of the job."""

from __future__ import annotations

import re
from math import log10

from vte.communes import recherche
from vte.lecture.candidats.candidat import Candidat
from vte.lecture.lieux import LieuLu
from vte.territoires import Trouvaille
from vte.territoires.levels import ANCIEN
from vte.territoires.sentence.mentions import Nomme, nommes

QUESTIONS = ("commune", "commune_choix")
CHOIX_MAX = 8
VILLE = 5000  # people
# « M. Laval » is somebody.
_TITRE = re.compile(r"(?:^|\W)(?:m\.|mr\.?|mme\.?|mlle\.?|monsieur|madame|maître|dr\.?)\s+$", re.I)
DOMINATION = 40  # times: of two homonyms so unequal, the larger is meant


def lieux(texte: str, question: str | None = None) -> list[Candidat]:
    """The places of `texte`, by place; `question`: the key that has just been asked, if one was.

    A value is a commune, or the codes between which a person must choose, the likeliest first.
    Errors: BaseAbsente, BaremeInvalide.
    """
    trouves = nommes(recherche(), texte, question in QUESTIONS)
    return [_candidat(n) for n in trouves if not _TITRE.search(texte, 0, n.debut)]


def _candidat(nomme: Nomme) -> Candidat:
    trouvaille = _tranchee(nomme)
    return Candidat(
        "lieu",
        nomme.debut,
        nomme.fin,
        {"commune": _valeur(trouvaille)},
        nomme.forme,
        indices=(*nomme.indices, *_du_resultat(trouvaille)),
        lieu=LieuLu.de(trouvaille),
    )


def _tranchee(nomme: Nomme) -> Trouvaille:
    """What was found, homonyms by their size; the one that is so much larger alone.

    Nobody who writes « Castres » or « Cluses » means a village; a name cut short is asked.
    """
    trouvaille = nomme.trouvaille
    if not trouvaille.ambigu or nomme.forme in ("groupe", "coupe", "code"):
        return trouvaille
    premiere, *autres = par_taille = sorted(trouvaille.resultats, key=lambda r: -r.population)
    if premiere.population >= max(
        VILLE, DOMINATION * max((r.population for r in autres), default=0)
    ):
        return Trouvaille((premiere,))
    if nomme.forme == "fautes":
        return trouvaille
    return Trouvaille(tuple(sorted(par_taille, key=lambda r: r.score < ANCIEN)), True)


def _valeur(trouvaille: Trouvaille) -> dict[str, str] | list[str]:
    if (seule := trouvaille.certaine) is None:
        return [r.code for r in trouvaille.resultats[:CHOIX_MAX]]
    return {"code": seule.code, "nom": seule.nom, "departement": seule.departement}


def _du_resultat(trouvaille: Trouvaille) -> list[str]:
    """What the base knows of what was found, as clues."""
    premier = trouvaille.resultats[0]
    dits = {
        "ambigu": trouvaille.ambigu,
        "groupe": trouvaille.groupe is not None,
        "sur_la_liste": premier.territoire is not None,
        "ancien_nom": premier.ancien_nom is not None,
    }
    taille = int(log10(max(1, premier.population)))
    return [*(nom for nom, vrai in dits.items() if vrai), f"population:{taille}"]
