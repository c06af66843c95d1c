"""The query set of tests/vte/territoires/requetes.csv, and what a right answer to each is."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from vte.territoires import Trouvaille

FICHIER = Path(__file__).parents[2] / "tests" / "vte" / "territoires" / "requetes.csv"


@dataclass(frozen=True)
class Requete:
    """`attendu`: the INSEE code of the first answer, or empty; `ambigu`: "", "oui" or "groupe".

    Of a group, `nom` is nature:part of its name.
    """

    genre: str
    texte: str
    attendu: str
    ambigu: str
    nom: str


def charger() -> list[Requete]:
    with FICHIER.open(encoding="utf-8", newline="") as fichier:
        return [
            Requete(r["genre"], r["requete"], r["attendu"], r["ambigu"], r["nom"])
            for r in csv.DictReader(fichier)
        ]


def est_juste(requete: Requete, trouvaille: Trouvaille) -> bool:
    """Whether the first answer is right; of a homonym or a group, whether a person must choose."""
    if requete.ambigu == "groupe":
        nature, _, nom = requete.nom.partition(":")
        return (
            trouvaille.groupe is not None
            and trouvaille.groupe.nature == nature
            and nom in trouvaille.groupe.nom
        )
    premiere = trouvaille.resultats[0].code if trouvaille.resultats else ""
    if requete.ambigu == "oui":
        return trouvaille.ambigu and trouvaille.groupe is None and requete.attendu in ("", premiere)
    return premiere == requete.attendu and trouvaille.groupe is None
