"""Importer une nouvelle liste officielle depuis un CSV, ou la refuser en disant la ligne et la raison.

Une ligne par commune. Colonnes attendues : `liste` (identifiant), `libelle`, `en_vigueur_du`, `en_vigueur_au`
(AAAA-MM-JJ), `millesime_cog` (année du COG des codes), `source`, `territoire` (identifiant), `nom` (du
territoire), `regions`, `commune` (code INSEE). Les six premières sont les mêmes à chaque ligne.
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
from vte.territoires.connexion import transaction
from vte.territoires.construction import inserer, rattacher
from vte.territoires.modeles import Appartenance, Liste, Publication, Territoire

ENTETE = ("liste", "libelle", "en_vigueur_du", "en_vigueur_au", "millesime_cog", "source")
COLONNES = (*ENTETE, "territoire", "nom", "regions", "commune")
Ligne = dict[str, str]


@dataclass(frozen=True)
class Importee:
    """Ce qui a été importé : la liste, et ses comptes dans le COG d'aujourd'hui."""

    liste: str
    territoires: int
    communes: int
    appartenances: int


def importer(url: str, chemin: Path) -> Importee:
    """Importe le fichier dans la base à `url` ; une liste déjà importée sous le même nom est remplacée.

    Erreurs : ListeRefusee (rien n'a changé), BaseAbsente.
    """
    lignes = lire(chemin)
    with transaction(url) as connexion:
        return _enregistrer(connexion, lignes)


def lire(chemin: Path) -> list[Ligne]:
    """Les lignes du fichier, toutes les colonnes présentes et remplies. Erreur : ListeRefusee."""
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
            f"il manque la colonne {', '.join(f'« {c} »' for c in manquantes)}. Colonnes attendues : {', '.join(COLONNES)}.",
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
        raise ListeRefusee(numero, f"la colonne « {vides[0]} » est vide.")
    return ligne | {"_numero": str(numero)}


def _enregistrer(connexion: Connection, lignes: list[Ligne]) -> Importee:
    liste = _entete(connexion, lignes)
    territoires = _territoires(lignes)
    communes = _communes(
        lignes, passages(connexion, liste["millesime_cog"]).communes, liste["millesime_cog"]
    )
    _remplacer(connexion, liste["id"])
    inserer(
        connexion,
        Liste,
        [liste | {"territoires": len(territoires), "communes": len(communes), "importee": True}],
    )
    inserer(
        connexion,
        Territoire,
        [
            {"liste": liste["id"], "id": t, "nom": nom, "regions": regions}
            for t, (nom, regions) in territoires.items()
        ],
    )
    inserer(
        connexion,
        Publication,
        [{"liste": liste["id"], "commune": c, "territoire": t} for c, t in communes.items()],
    )
    return Importee(
        liste["id"],
        len(territoires),
        len(communes),
        rattacher(connexion, liste["id"], liste["millesime_cog"]),
    )


def _entete(connexion: Connection, lignes: list[Ligne]) -> dict[str, Any]:
    premiere = lignes[0]
    for ligne in lignes:
        for champ in ENTETE:
            if ligne[champ] != premiere[champ]:
                raise _refus(
                    ligne,
                    f"« {champ} » vaut « {ligne[champ]} », et « {premiere[champ]} » à la ligne {premiere['_numero']}.",
                )
    du, au = _jour(premiere, "en_vigueur_du"), _jour(premiere, "en_vigueur_au")
    if au < du:
        raise _refus(premiere, f"la liste finit le {au} avant de commencer le {du}.")
    connus = millesimes(connexion)
    if premiere["millesime_cog"] not in map(str, connus):
        raise _refus(
            premiere,
            f"le COG {premiere['millesime_cog']} n'est pas connu de la base ; années possibles : {', '.join(map(str, connus))}.",
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
            ligne, f"« {champ} » n'est pas une date AAAA-MM-JJ : « {ligne[champ]} »."
        ) from None


def _territoires(lignes: Iterable[Ligne]) -> dict[str, tuple[str, str]]:
    territoires: dict[str, tuple[str, str]] = {}
    for ligne in lignes:
        dit = (ligne["nom"], ligne["regions"])
        connu = territoires.setdefault(ligne["territoire"], dit)
        if connu != dit:
            raise _refus(
                ligne,
                f"le territoire « {ligne['territoire']} » s'appelle ici « {dit[0]} » ({dit[1]}), et plus haut « {connu[0]} » ({connu[1]}).",
            )
    return territoires


def _communes(lignes: Iterable[Ligne], connues: set[str], millesime: int) -> dict[str, str]:
    vues: dict[str, Ligne] = {}
    for ligne in lignes:
        code = ligne["commune"]
        if code not in connues:
            raise _refus(ligne, f"la commune « {code} » n'existe pas dans le COG {millesime}.")
        if code in vues:
            raise _refus(
                ligne, f"la commune « {code} » est déjà à la ligne {vues[code]['_numero']}."
            )
        vues[code] = ligne
    return {code: ligne["territoire"] for code, ligne in vues.items()}


def _remplacer(connexion: Connection, liste: str) -> None:
    """Ôte la liste déjà importée sous ce nom. Erreur : ListeRefusee si c'en est une des tables de référence."""
    deja = connexion.execute(select(Liste.importee).where(Liste.id == liste)).first()
    if deja is not None and not deja.importee:
        raise ListeRefusee(
            None,
            f"La liste « {liste} » est déjà dans la base : donnez un autre identifiant à la nouvelle.",
        )
    for modele, cle in (
        (Appartenance, Appartenance.liste),
        (Publication, Publication.liste),
        (Territoire, Territoire.liste),
        (Liste, Liste.id),
    ):
        connexion.execute(delete(modele).where(cle == liste))


def _refus(ligne: Ligne, raison: str) -> ListeRefusee:
    return ListeRefusee(int(ligne["_numero"]), raison)
