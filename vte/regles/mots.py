"""The sentences of criteria and aids: which there must be, what they may cite, who hears which.

They are data, in `mots/*.yaml`: a sentence a situation, the same for all or one an audience.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

from vte.dossier import PROFILS, Dossier

ENTREPRISE, CANDIDAT = AUDIENCES = PROFILS
CHIFFRE_A_LA_MAIN = "un chiffre est écrit à la main dans une phrase"
Chemin = tuple[str, ...]
Situations = Mapping[str, Mapping[str, frozenset[str]]]


def _situations(**groupes: Mapping[str, str]) -> Situations:
    return {g: {s: frozenset(noms.split()) for s, noms in de.items()} for g, de in groupes.items()}


# Group -> situation -> the values that its sentence may cite. Those of the criteria are with their
# kinds (vte/regles/sortes).
AIDES: Situations = _situations(
    propre={
        "ouverte": "montant precision",
        "contrat": "montant precision",
        "refus": "montant precision refus",
    },
    montant={
        "seul": "montant precision",
        "exact": "montant precision",
        "possibles": "montants selon precision",
        "inconnu": "precision",
        "sans_date": "precision",
    },
    selon={"effectif": "", "niveau_prepare": ""},
    limite={"autrement": "montant cas", "plafond": "montant", "signature": ""},
    au_jour={
        "montant": "montant cas",
        "sans_cas": "montant",
        "au_plus": "",
        "inconnu": "",
        "hors": "",
    },
    cas={
        "effectif_moins": "limite",
        "effectif_plus": "limite",
        "niveau": "niveau",
        "niveaux": "bas haut",
        "niveau_max": "niveau",
        "niveau_min": "niveau",
    },
    autre_source={"divergence": "texte source"},
)


def audience(dossier: Dossier) -> str:
    """Who hears the sentences; one who has not said is told the company's."""
    return CANDIDAT if dossier.profil == CANDIDAT else ENTREPRISE


def par_audience(texte: Any) -> dict[str, str]:
    """A sentence by audience, from one that is for all or from a mapping.

    Error: ValueError, when an audience has none, or is not one.
    """
    if isinstance(texte, str):
        return dict.fromkeys(AUDIENCES, texte)
    if not isinstance(texte, Mapping) or set(texte) != set(AUDIENCES):
        raise ValueError(f"une phrase pour tous, ou une pour chacun : {', '.join(AUDIENCES)}")
    return {a: str(texte[a]) for a in AUDIENCES}


class Mots:
    """The sentences of all the files, ready to be filled."""

    def __init__(self, bruts: Mapping[str, Mapping[str, Any]]) -> None:
        """`bruts`: group -> situation -> what is written, free of `fautes`."""
        self._textes = {
            (groupe, situation, a): texte
            for groupe, situations in bruts.items()
            for situation, ecrit in situations.items()
            for a, texte in par_audience(ecrit).items()
        }

    def dire(
        self, groupe: str, situation: str, qui: str, valeurs: Mapping[str, str] | None = None
    ) -> str:
        """The sentence of this situation, as `qui` (an audience) hears it."""
        return self._textes[groupe, situation, qui].format_map(valeurs or {})


def fautes(
    brut: Mapping[str, Any], attendues: Situations, permises: Situations | None = None
) -> Iterator[tuple[Chemin, str]]:
    """What is wrong in a file of sentences: where (a path of keys), and why, in French.

    `attendues`: the sentences that there must be; `permises`: those that there may be besides.
    """
    for groupe, situations in attendues.items():
        ecrites = brut.get(groupe)
        if not isinstance(ecrites, Mapping):
            yield (groupe,), f"il manque les phrases de « {groupe} »"
            continue
        for situation in situations.keys() - ecrites.keys():
            yield (groupe,), f"il manque la phrase « {situation} »"
        connues = {**(permises or {}).get(groupe, {}), **situations}
        for situation, texte in ecrites.items():
            for raison in _fautes_de(texte, connues.get(situation)):
                yield (groupe, situation), raison
    for groupe in brut.keys() - attendues.keys():
        yield (groupe,), f"« {groupe} » n'a pas de phrase à dire"


def _fautes_de(texte: Any, citables: frozenset[str] | None) -> Iterator[str]:
    if citables is None:
        yield "cette situation n'existe pas"
        return
    try:
        textes = par_audience(texte)
        cites = set().union(*map(cites_par, textes.values()))
    except ValueError as erreur:
        yield str(erreur)
        return
    if any(re.search(r"\d", un) for un in textes.values()):
        yield CHIFFRE_A_LA_MAIN
    if inconnues := cites - citables:
        yield f"la phrase cite {', '.join(sorted(inconnues))}, qui n'a pas de valeur ici"


def cites_par(texte: str) -> set[str]:
    """The names that a sentence cites between braces. Error: ValueError, when they do not close."""
    try:
        return {nom for _, nom, _, _ in Formatter().parse(texte) if nom is not None}
    except ValueError:
        raise ValueError("une accolade de la phrase n'est pas fermée ou pas ouverte") from None
