"""Fabrique les tables de référence de ce dossier.

    python data/territoires/fabriquer.py --faits DOSSIER

Entrées : le paquet npm `@etalab/decoupage-administratif` dans ses versions
6.0.0 (COG 2026), 3.1.1 (2023), 2.3.1 (2022) et 0.7.0 (2019), obtenu par
`npm pack` ; et les trois fichiers de `--faits` (`listes.csv`,
`territoires.csv`, `appartenances.csv`, ANCT).
Sorties : les CSV décrits dans le README de ce dossier. Le script échoue, sans
rien écrire, si une commune d'une liste n'existe pas dans le COG de la liste.
"""

from __future__ import annotations

import argparse
import csv
import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

ICI = Path(__file__).parent
PAQUET = "@etalab/decoupage-administratif"
VERSIONS = {2026: "6.0.0", 2023: "3.1.1", 2022: "2.3.1", 2019: "0.7.0"}
ACTUELLE = "commune-actuelle"
NATURES = {
    "commune-deleguee": "deleguee",
    "commune-associee": "associee",
    "arrondissement-municipal": "arrondissement",
}
Ligne = tuple[object, ...]


def lire_paquet(version: str) -> dict[str, list[dict]]:
    """Télécharge une version du paquet ; rend ses tables par nom de fichier."""
    with tempfile.TemporaryDirectory() as dossier:
        subprocess.run(
            ["npm", "pack", "--silent", f"{PAQUET}@{version}"],
            cwd=dossier, check=True, stdout=subprocess.DEVNULL,
        )
        (archive,) = Path(dossier).glob("*.tgz")
        with tarfile.open(archive) as tar:
            return {
                Path(m.name).stem: json.load(tar.extractfile(m))  # type: ignore[arg-type]
                for m in tar.getmembers()
                if m.name.startswith("package/data/") and m.name.endswith(".json")
            }


def codes_actuels(communes: list[dict]) -> set[str]:
    return {c["code"] for c in communes if c["type"] == ACTUELLE}


def rattachements(communes: list[dict]) -> dict[str, str]:
    """Ancien code -> commune actuelle : fusions, associations, arrondissements."""
    liens = {
        ancien: c["code"] for c in communes for ancien in c.get("anciensCodes", [])
    }
    for c in communes:
        if c["type"] != ACTUELLE:
            liens.setdefault(c["code"], c.get("chefLieu") or c["commune"])
    return liens


def table_communes(communes: list[dict]) -> Iterable[Ligne]:
    for c in communes:
        if c["type"] == ACTUELLE:
            yield (
                c["code"], c["nom"], c["departement"], c["region"],
                c.get("population", 0), " ".join(c.get("codesPostaux", [])),
            )


def table_anciennes(
    communes: list[dict], historique: list[dict], liens: dict[str, str]
) -> Iterable[Ligne]:
    """Les noms qui ne sont plus ceux d'une commune, avec la commune actuelle."""
    noms = {c["code"]: c["nom"] for c in communes if c["type"] == ACTUELLE}
    vus: set[tuple[str, str]] = set()
    for c in communes:
        if c["type"] in NATURES:
            actuelle = c.get("chefLieu") or c["commune"]
            vus.add((c["nom"], actuelle))
            if c["nom"] != noms[actuelle]:
                yield (
                    c["code"], c["nom"], NATURES[c["type"]], actuelle,
                    " ".join(c.get("codesPostaux", [])),
                )
    for h in historique:
        if h["type"] != "COM":
            continue
        actuelle = h["code"] if h["code"] in noms else liens[h["code"]]
        if h["nom"] == noms[actuelle] or (h["nom"], actuelle) in vus:
            continue
        vus.add((h["nom"], actuelle))
        nature = "ancien_nom" if h["code"] in noms else "disparue"
        yield h["code"], h["nom"], nature, actuelle, ""


def table_passages(
    millesime: int, communes: list[dict], actuels: set[str], liens: dict[str, str]
) -> Iterable[Ligne]:
    """Les communes du millésime dont est faite chaque commune qui a changé depuis.

    Une fusion donne une ligne par commune réunie ; une commune rétablie après le
    millésime est rattachée à celle dont elle faisait alors partie.
    """
    alors = codes_actuels(communes)
    reunies = {code: liens[code] for code in alors - actuels}
    reunies |= {code: code for code in set(reunies.values()) & alors}
    for ancienne, actuelle in reunies.items():
        yield millesime, ancienne, actuelle
    parents = rattachements(communes)
    for code in sorted(actuels - alors):
        if code in parents:
            yield millesime, parents[code], code


def table_epci(millesime: int, epci: list[dict]) -> Iterable[Ligne]:
    """Les intercommunalités d'un millésime, avec les codes de leurs communes."""
    for e in epci:
        yield millesime, e["code"], e["nom"], e["type"], " ".join(sorted(m["code"] for m in e["membres"]))


def ecrire(nom: str, entetes: str, lignes: Iterable[Ligne]) -> int:
    lignes = sorted(set(lignes), key=lambda ligne: tuple(map(str, ligne)))
    with (ICI / nom).open("w", encoding="utf-8", newline="") as fichier:
        sortie = csv.writer(fichier, lineterminator="\n")
        sortie.writerow(entetes.split(","))
        sortie.writerows(lignes)
    return len(lignes)


def lire_faits(dossier: Path, nom: str) -> list[dict[str, str]]:
    with (dossier / nom).open(encoding="utf-8", newline="") as fichier:
        return list(csv.DictReader(fichier))


def verifier(
    appartenances: list[dict[str, str]], listes: list[dict[str, str]], cogs: dict[int, set[str]]
) -> None:
    annees = {ligne["liste"]: int(ligne["millesime_cog"]) for ligne in listes}
    inconnues = [
        a for a in appartenances if a["commune"] not in cogs[annees[a["liste"]]]
    ]
    if inconnues:
        sys.exit(f"communes inconnues du COG de leur liste : {inconnues[:5]}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--faits", type=Path, required=True)
    faits = arguments.parse_args().faits

    paquets = {annee: lire_paquet(version) for annee, version in VERSIONS.items()}
    communes = paquets[2026]["communes"]
    actuels, liens = codes_actuels(communes), rattachements(communes)
    listes = lire_faits(faits, "listes.csv")
    territoires = lire_faits(faits, "territoires.csv")
    appartenances = lire_faits(faits, "appartenances.csv")
    verifier(
        appartenances, listes,
        {annee: codes_actuels(p["communes"]) for annee, p in paquets.items()},
    )

    comptes = {
        "communes.csv": ecrire(
            "communes.csv", "code,nom,departement,region,population,codes_postaux",
            table_communes(communes),
        ),
        "anciennes.csv": ecrire(
            "anciennes.csv", "code,nom,nature,commune,codes_postaux",
            table_anciennes(communes, paquets[2019]["historique-communes"], liens),
        ),
        "departements.csv": ecrire(
            "departements.csv", "code,nom,region",
            ((d["code"], d["nom"], d["region"]) for d in paquets[2026]["departements"]),
        ),
        "regions.csv": ecrire(
            "regions.csv", "code,nom",
            ((r["code"], r["nom"]) for r in paquets[2026]["regions"]),
        ),
        "passages.csv": ecrire(
            "passages.csv", "millesime,ancienne,actuelle",
            (
                ligne
                for annee in (2019, 2022, 2023)
                for ligne in table_passages(annee, paquets[annee]["communes"], actuels, liens)
            ),
        ),
        "epci.csv": ecrire(
            "epci.csv", "millesime,code,nom,nature,communes",
            (ligne for annee, paquet in paquets.items() for ligne in table_epci(annee, paquet["epci"])),
        ),
        "listes.csv": ecrire(
            "listes.csv", ",".join(listes[0]), (tuple(r.values()) for r in listes)
        ),
        "territoires.csv": ecrire(
            "territoires.csv", ",".join(territoires[0]),
            (tuple(r.values()) for r in territoires),
        ),
        "appartenances.csv": ecrire(
            "appartenances.csv", ",".join(appartenances[0]),
            (tuple(r.values()) for r in appartenances),
        ),
    }
    for nom, lignes in comptes.items():
        print(f"{nom} : {lignes} lignes")


if __name__ == "__main__":
    main()
