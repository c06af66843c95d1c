"""Construit la base depuis `data/territoires`. Tout ou rien : l'ancienne base sert jusqu'au bout."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert
from sqlalchemy.engine import Connection, make_url

from vte.erreurs import TableInvalide
from vte.territoires.modeles import (
    Ancienne,
    Appartenance,
    Commune,
    Departement,
    Liste,
    Modele,
    Region,
    Territoire,
)

TABLES = Path(__file__).parents[2] / "data" / "territoires"
Ligne = dict[str, str]
Avance = Callable[[str, int], None]


def construire(url: str, tables: Path = TABLES, avance: Avance = lambda nom, lignes: None) -> None:
    """Remplit la base à `url` (SQLAlchemy) ; `avance(table, lignes)` après chaque table.

    Une base SQLite est écrite à côté puis renommée ; ailleurs, une transaction.
    Erreur : TableInvalide, qui nomme le fichier.
    """
    adresse = make_url(url)
    if adresse.get_backend_name() != "sqlite":
        _remplir(url, tables, avance)
        return
    cible = Path(adresse.database or "")
    cible.parent.mkdir(parents=True, exist_ok=True)
    provisoire = cible.with_name(cible.name + ".partielle")
    provisoire.unlink(missing_ok=True)
    _remplir(f"sqlite:///{provisoire}", tables, avance)
    provisoire.replace(cible)


def _remplir(url: str, tables: Path, avance: Avance) -> None:
    moteur = create_engine(url, future=True)
    with moteur.begin() as connexion:
        Modele.metadata.drop_all(connexion)
        Modele.metadata.create_all(connexion)
        for modele, lignes in _lignes(tables):
            _inserer(connexion, modele, lignes)
            avance(modele.__tablename__, len(lignes))
    moteur.dispose()


def _inserer(connexion: Connection, modele: Any, lignes: list[dict[str, Any]]) -> None:
    if lignes:
        connexion.execute(insert(modele), lignes)


def _lire(tables: Path, nom: str) -> list[Ligne]:
    chemin = tables / f"{nom}.csv"
    try:
        with chemin.open(encoding="utf-8", newline="") as fichier:
            return list(csv.DictReader(fichier))
    except (OSError, UnicodeDecodeError) as erreur:
        raise TableInvalide(f"La table {chemin.name} ne peut pas être lue : {erreur}.") from erreur


def _lignes(tables: Path) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    communes = _lire(tables, "communes")
    listes = _lire(tables, "listes")
    yield Region, list(_lire(tables, "regions"))
    yield Departement, list(_lire(tables, "departements"))
    yield Commune, [{**c, "population": int(c["population"])} for c in communes]
    anciennes = _lire(tables, "anciennes")
    yield Ancienne, list(anciennes)
    yield Liste, [
        {
            "id": x["liste"], "libelle": x["libelle"], "du": x["en_vigueur_du"],
            "au": x["en_vigueur_au"], "millesime_cog": int(x["millesime_cog"]), "source": x["source"],
        }
        for x in listes
    ]
    yield Territoire, [
        {"liste": t["liste"], "id": t["territoire"], "nom": t["nom"], "regions": t["regions"]}
        for t in _lire(tables, "territoires")
    ]
    actuelles = {c["code"]: c["nom"] for c in communes}
    # Le nom d'alors d'abord : une commune nouvelle garde souvent le code de son chef-lieu.
    noms = actuelles | {a["code"]: a["nom"] for a in anciennes}
    yield Appartenance, list(
        _appartenances(listes, _lire(tables, "appartenances"), _lire(tables, "passages"), set(actuelles), noms)
    )


def _appartenances(
    listes: list[Ligne],
    appartenances: list[Ligne],
    passages: list[Ligne],
    actuelles: set[str],
    noms: dict[str, str],
) -> Iterator[dict[str, str]]:
    """Ramène chaque liste, écrite dans le COG de son année, aux communes d'aujourd'hui."""
    for liste in listes:
        constituants: dict[str, set[str]] = defaultdict(set)
        for p in passages:
            if p["millesime"] == liste["millesime_cog"]:
                constituants[p["actuelle"]].add(p["ancienne"])
        territoires = {a["commune"]: a["territoire"] for a in appartenances if a["liste"] == liste["liste"]}
        for code in sorted(actuelles):
            parts = constituants.get(code, {code})
            dedans = {c for c in parts if c in territoires}
            dehors = parts - dedans
            if dedans:
                yield {
                    "liste": liste["liste"],
                    "commune": code,
                    "territoire": territoires[min(dedans)],
                    "membres": _noms(dedans, noms) if dehors else "",
                    "autres": _noms(dehors, noms),
                }


def _noms(codes: set[str], noms: dict[str, str]) -> str:
    return ", ".join(sorted(noms.get(code, code) for code in codes))
