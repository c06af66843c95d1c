"""The reference tables of `data/territoires`, row by row, ready for the base."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vte.erreurs import TableInvalide
from vte.territoires import models, noms, phonetics

DOSSIER = Path(__file__).parents[2] / "data" / "territoires"
Ligne = dict[str, Any]
Table = tuple[Any, list[Ligne]]  # a model and its rows


def empreinte_des_cles() -> str:
    """What the keys kept in the base depend on: when that code changes, it must be built again."""
    somme = hashlib.sha256()
    for module in (noms, phonetics):
        somme.update(Path(str(module.__file__)).read_bytes())
    return somme.hexdigest()


def lire(dossier: Path, nom: str) -> list[Ligne]:
    """The rows of `<nom>.csv`. Error: TableInvalide."""
    chemin = dossier / f"{nom}.csv"
    try:
        with chemin.open(encoding="utf-8", newline="") as fichier:
            return list(csv.DictReader(fichier))
    except (OSError, UnicodeDecodeError) as erreur:
        raise TableInvalide(
            f"La table {chemin.name} ne peut pas être lue\u00a0: {erreur}."
        ) from erreur


def cog(dossier: Path) -> Iterator[Table]:
    """The Code officiel géographique, its names and its intercommunalités."""
    regions, departements, communes = (
        lire(dossier, nom) for nom in ("regions", "departements", "communes")
    )
    yield models.Region, regions
    yield models.Departement, departements
    yield models.Zone, list(_zones(regions, departements, lire(dossier, "zones")))
    yield models.Epci, [{**e, "millesime": int(e["millesime"])} for e in lire(dossier, "epci")]
    yield models.Commune, [{**c, "population": int(c["population"])} for c in communes]
    anciennes, usuels = lire(dossier, "anciennes"), map(_usuel, lire(dossier, "usuels"))
    yield models.Nom, [_nom(x) for x in (*map(_actuelle, communes), *anciennes, *usuels)]
    yield (
        models.Passage,
        [{**p, "millesime": int(p["millesime"])} for p in lire(dossier, "passages")],
    )


def _zones(regions: list[Ligne], departements: list[Ligne], autres: list[Ligne]) -> Iterator[Ligne]:
    zones = {z["nom"]: z["departements"] for z in autres}
    for r in regions:
        zones[r["nom"]] = " ".join(d["code"] for d in departements if d["region"] == r["code"])
    zones |= {d["nom"]: d["code"] for d in departements}
    for nom, codes in zones.items():
        yield {"nom": nom, "departements": codes}


def _actuelle(commune: Ligne) -> Ligne:
    return {
        "code": commune["code"],
        "nom": commune["nom"],
        "nature": "actuelle",
        "commune": commune["code"],
        "codes_postaux": "",
    }


def _usuel(ligne: Ligne) -> Ligne:
    """What people call a part of a commune, or several: « Cap Ferret », « Marne-la-Vallée »."""
    return {**ligne, "code": ligne["commune"], "nature": "usuelle", "codes_postaux": ""}


def _nom(ligne: Ligne) -> Ligne:
    return {
        **ligne,
        "cle": noms.cle(ligne["nom"]),
        "sons": phonetics.sons(noms.sans_article(ligne["nom"])),
    }


def listes(dossier: Path) -> Iterator[Table]:
    """The official lists as published. Error: TableInvalide when a count is not as announced."""
    entetes = [_liste(x) for x in lire(dossier, "listes")]
    territoires = [
        {"liste": t["liste"], "id": t["territoire"], "nom": t["nom"], "regions": t["regions"]}
        for t in lire(dossier, "territoires")
    ]
    publications = lire(dossier, "appartenances")
    for champ, lignes in (("territoires", territoires), ("communes", publications)):
        comptes = Counter(ligne["liste"] for ligne in lignes)
        for liste in entetes:
            if comptes[liste["id"]] != liste[champ]:
                raise TableInvalide(
                    f"La liste {liste['id']} annonce {liste[champ]} {champ}"
                    f" et la table en a {comptes[liste['id']]}."
                )
    yield models.Liste, entetes
    yield models.Territoire, territoires
    yield models.Publication, publications


def _liste(brute: Ligne) -> Ligne:
    return {
        "id": brute["liste"],
        "libelle": brute["libelle"],
        "du": brute["en_vigueur_du"],
        "au": brute["en_vigueur_au"],
        "millesime_cog": int(brute["millesime_cog"]),
        "source": brute["source"],
        "territoires": int(brute["territoires"]),
        "communes": int(brute["communes"]),
        "importee": False,
    }
