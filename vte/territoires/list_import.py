"""Imports a new official list from a CSV file, or refuses it with the line and the reason.

One row a commune. Columns: `liste` (id), `libelle`, `en_vigueur_du`, `en_vigueur_au` (ISO dates),
`millesime_cog` (year of the COG of the codes), `source`, `territoire` (id), `nom` (of the
territory), `regions`, `commune` (INSEE code). The first six are the same in every row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from vte.erreurs import ListeRefusee
from vte.territoires.appartenances import millesimes, passages
from vte.territoires.build import attach, insert_rows
from vte.territoires.connection import transaction
from vte.territoires.models import Appartenance, Liste, Publication, Territoire

ENTETE = ("liste", "libelle", "en_vigueur_du", "en_vigueur_au", "millesime_cog", "source")
COLONNES = (*ENTETE, "territoire", "nom", "regions", "commune")
Ligne = dict[str, str]


@dataclass(frozen=True)
class Importee:
    """What was imported: the list, and its counts; `appartenances`: communes of today's COG."""

    liste: str
    territoires: int
    communes: int
    appartenances: int


def import_list(url: str, chemin: Path) -> Importee:
    """Imports the file into the base at `url`; a list imported before by this name is replaced.

    Errors: ListeRefusee (nothing has changed), BaseAbsente.
    """
    lignes = lire(chemin)
    with transaction(url) as connection:
        return _enregistrer(connection, lignes)


def lire(chemin: Path) -> list[Ligne]:
    """The rows of the file, every column there and filled. Error: ListeRefusee."""
    texte = _decoder(chemin)
    entete = texte.split("\n", 1)[0]
    lecteur = csv.reader(
        io.StringIO(texte, newline=""),
        delimiter=";" if entete.count(";") > entete.count(",") else ",",
    )
    noms = [nom.strip() for nom in next(lecteur, [])]
    manquantes = [c for c in COLONNES if c not in noms]
    if manquantes:
        raise ListeRefusee(
            1,
            f"il manque la colonne {', '.join(map(_entre_guillemets, manquantes))}."
            f" Colonnes attendues : {', '.join(COLONNES)}.",
        )
    lignes = [_ligne(noms, valeurs, lecteur.line_num) for valeurs in lecteur if valeurs]
    if not lignes:
        raise ListeRefusee(None, "Le fichier n'a aucune commune.")
    return lignes


def _decoder(chemin: Path) -> str:
    try:
        octets = chemin.read_bytes()
    except OSError as erreur:
        raise ListeRefusee(
            None, f"Le fichier {chemin} ne peut pas être lu : {erreur.strerror}."
        ) from erreur
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        ligne = octets[: erreur.start].count(b"\n") + 1
        raise ListeRefusee(
            ligne, "le fichier n'est pas en UTF-8 : enregistrez-le dans cet encodage."
        ) from erreur


def _ligne(noms: list[str], valeurs: list[str], numero: int) -> Ligne:
    if len(valeurs) != len(noms):
        raise ListeRefusee(numero, f"{len(valeurs)} valeurs, pour {len(noms)} colonnes.")
    ligne = {nom: valeur.strip() for nom, valeur in zip(noms, valeurs, strict=True)}
    vides = [c for c in COLONNES if not ligne[c] and c != "regions"]
    if vides:
        raise ListeRefusee(numero, f"la colonne {_entre_guillemets(vides[0])} est vide.")
    return ligne | {"_numero": str(numero)}


def _enregistrer(connection: Connection, lignes: list[Ligne]) -> Importee:
    liste = _entete(connection, lignes)
    territoires = _territoires(lignes)
    communes = _communes(
        lignes, passages(connection, liste["millesime_cog"]).communes, liste["millesime_cog"]
    )
    _remplacer(connection, liste["id"])
    comptes = {"territoires": len(territoires), "communes": len(communes), "importee": True}
    insert_rows(connection, Liste, [liste | comptes])
    insert_rows(
        connection,
        Territoire,
        [
            {"liste": liste["id"], "id": t, "nom": nom, "regions": regions}
            for t, (nom, regions) in territoires.items()
        ],
    )
    insert_rows(
        connection,
        Publication,
        [{"liste": liste["id"], "commune": c, "territoire": t} for c, t in communes.items()],
    )
    return Importee(
        liste["id"],
        len(territoires),
        len(communes),
        attach(connection, liste["id"], liste["millesime_cog"]),
    )


def _entete(connection: Connection, lignes: list[Ligne]) -> dict[str, Any]:
    premiere = lignes[0]
    for ligne in lignes:
        for champ in ENTETE:
            if ligne[champ] != premiere[champ]:
                raise _refus(
                    ligne,
                    f"{_entre_guillemets(champ)} vaut {_entre_guillemets(ligne[champ])}, et"
                    f" {_entre_guillemets(premiere[champ])} à la ligne {premiere['_numero']}.",
                )
    du, au = _jour(premiere, "en_vigueur_du"), _jour(premiere, "en_vigueur_au")
    if au < du:
        raise _refus(premiere, f"la liste finit le {au} avant de commencer le {du}.")
    connus = millesimes(connection)
    if premiere["millesime_cog"] not in map(str, connus):
        raise _refus(
            premiere,
            f"le COG {premiere['millesime_cog']} n'est pas connu de la base ;"
            f" années possibles : {', '.join(map(str, connus))}.",
        )
    return {
        "id": premiere["liste"],
        "libelle": premiere["libelle"],
        "du": du.isoformat(),
        "au": au.isoformat(),
        "millesime_cog": int(premiere["millesime_cog"]),
        "source": premiere["source"],
    }


def _jour(ligne: Ligne, champ: str) -> date:
    try:
        return date.fromisoformat(ligne[champ])
    except ValueError:
        raise _refus(
            ligne,
            f"{_entre_guillemets(champ)} n'est pas une date AAAA-MM-JJ :"
            f" {_entre_guillemets(ligne[champ])}.",
        ) from None


def _territoires(lignes: Iterable[Ligne]) -> dict[str, tuple[str, str]]:
    territoires: dict[str, tuple[str, str]] = {}
    for ligne in lignes:
        dit = (ligne["nom"], ligne["regions"])
        connu = territoires.setdefault(ligne["territoire"], dit)
        if connu != dit:
            raise _refus(
                ligne,
                f"le territoire {_entre_guillemets(ligne['territoire'])} s'appelle ici"
                f" {_entre_guillemets(dit[0])} ({dit[1]}),"
                f" et plus haut {_entre_guillemets(connu[0])} ({connu[1]}).",
            )
    return territoires


def _communes(lignes: Iterable[Ligne], connues: set[str], millesime: int) -> dict[str, str]:
    vues: dict[str, Ligne] = {}
    for ligne in lignes:
        code = ligne["commune"]
        if code not in connues:
            raise _refus(
                ligne, f"la commune {_entre_guillemets(code)} n'existe pas dans le COG {millesime}."
            )
        if code in vues:
            raise _refus(
                ligne,
                f"la commune {_entre_guillemets(code)} est déjà à la ligne"
                f" {vues[code]['_numero']}.",
            )
        vues[code] = ligne
    return {code: ligne["territoire"] for code, ligne in vues.items()}


def _remplacer(connection: Connection, liste: str) -> None:
    """Takes out the list imported before by this name.

    Error: ListeRefusee when it is one of the reference tables.
    """
    deja = connection.execute(select(Liste.importee).where(Liste.id == liste)).first()
    if deja is not None and not deja.importee:
        raise ListeRefusee(
            None,
            f"La liste {_entre_guillemets(liste)} est déjà dans la base :"
            " donnez un autre identifiant à la nouvelle.",
        )
    for modele, cle in (
        (Appartenance, Appartenance.liste),
        (Publication, Publication.liste),
        (Territoire, Territoire.liste),
        (Liste, Liste.id),
    ):
        connection.execute(delete(modele).where(cle == liste))


def _entre_guillemets(texte: str) -> str:
    return f"« {texte} »"


def _refus(ligne: Ligne, raison: str) -> ListeRefusee:
    return ListeRefusee(int(ligne["_numero"]), raison)
