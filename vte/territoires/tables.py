"""Les tables de référence de `data/territoires`, ligne par ligne, prêtes pour la base."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vte.erreurs import TableInvalide
from vte.territoires import modeles, noms, phonetique

DOSSIER = Path(__file__).parents[2] / "data" / "territoires"
Ligne = dict[str, Any]
Table = tuple[Any, list[Ligne]]  # un modèle et ses lignes


def empreinte_des_cles() -> str:
    """Ce dont dépendent les clés gardées dans la base : si le code change, elle est à reconstruire."""
    somme = hashlib.sha256()
    for module in (noms, phonetique):
        somme.update(Path(str(module.__file__)).read_bytes())
    return somme.hexdigest()


def lire(dossier: Path, nom: str) -> list[Ligne]:
    """Les lignes de `<nom>.csv`. Erreur : TableInvalide."""
    chemin = dossier / f"{nom}.csv"
    try:
        with chemin.open(encoding="utf-8", newline="") as fichier:
            return list(csv.DictReader(fichier))
    except (OSError, UnicodeDecodeError) as erreur:
        raise TableInvalide(f"La table {chemin.name} ne peut pas être lue : {erreur}.") from erreur


def cog(dossier: Path) -> Iterator[Table]:
    """Le Code officiel géographique, ses noms et ses intercommunalités."""
    regions, departements, communes = (
        lire(dossier, nom) for nom in ("regions", "departements", "communes")
    )
    yield modeles.Region, regions
    yield modeles.Departement, departements
    yield modeles.Zone, list(_zones(regions, departements, lire(dossier, "zones")))
    yield modeles.Epci, [{**e, "millesime": int(e["millesime"])} for e in lire(dossier, "epci")]
    yield modeles.Commune, [{**c, "population": int(c["population"])} for c in communes]
    yield modeles.Nom, [_nom(x) for x in (*map(_actuelle, communes), *lire(dossier, "anciennes"))]
    yield (
        modeles.Passage,
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


def _nom(ligne: Ligne) -> Ligne:
    return {
        **ligne,
        "cle": noms.cle(ligne["nom"]),
        "sons": phonetique.sons(noms.sans_article(ligne["nom"])),
    }


def listes(dossier: Path) -> Iterator[Table]:
    """Les listes officielles telles que publiées. Erreur : TableInvalide si un compte n'est pas celui annoncé."""
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
                    f"La liste {liste['id']} annonce {liste[champ]} {champ} et la table en a {comptes[liste['id']]}."
                )
    yield modeles.Liste, entetes
    yield modeles.Territoire, territoires
    yield modeles.Publication, publications


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
