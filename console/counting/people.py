"""What people said of it: opinions, their reasons, and the facts that they had to correct."""

from __future__ import annotations

from django.db.models import Count, Sum

from console.chiffre import Chiffre, Part, Valeur
from console.counting.selection import constats_de
from console.dates import Periode
from console.models.constats import Genre
from console.projection.feedback import NON, OUI
from console.words import libelle
from vte.avis import MOTIFS

_AVIS = {OUI: "utile", NON: "pas utile"}


def _comptes(periode: Periode, *genres: str) -> dict[tuple[str, str], tuple[int, int]]:
    """(genre, key) -> how often, in how many conversations."""
    lignes = (
        constats_de(periode, *genres)
        .values_list("genre", "cle")
        .annotate(fois=Sum("n"), conversations=Count("pk"))
    )
    return {(genre, cle): (fois, n) for genre, cle, fois, n in lignes}


def satisfaction(periode: Periode) -> Chiffre:
    comptes = _comptes(periode, Genre.AVIS)
    total = sum(fois for fois, _ in comptes.values())
    lignes: list[tuple[str, list[Valeur]]] = []
    for cle, dit in _AVIS.items() if total else ():
        fois, conversations = comptes.get((Genre.AVIS, cle), (0, 0))
        lignes.append((dit, [fois, Part(fois, total), conversations]))
    return Chiffre(
        "satisfaction",
        "Satisfaction",
        "La réponse a été",
        ["avis", "part", "conversations"],
        lignes,
        legende="De ceux qui ont donné un avis, et d'eux seuls. Une conversation où l'on a dit"
        " l'un et l'autre compte des deux côtés.",
        liens=[{2: {"avis": cle}} for cle in _AVIS],
    )


def motifs(periode: Periode) -> Chiffre:
    comptes = _comptes(periode, Genre.AVIS, Genre.MOTIF)
    non = comptes.get((Genre.AVIS, NON), (0, 0))[0]
    lignes: list[tuple[str, list[Valeur]]] = []
    for cle, dit in MOTIFS.items() if non else ():
        fois, conversations = comptes.get((Genre.MOTIF, cle), (0, 0))
        lignes.append((dit, [fois, Part(fois, non), conversations]))
    return Chiffre(
        "motifs",
        "Pourquoi la réponse n'a pas servi",
        "Motif",
        ["avis", "part des avis négatifs", "conversations"],
        lignes,
        legende="Le motif est facultatif : les parts ne font pas toujours cent.",
        liens=[{2: {"motif": cle}} for cle in MOTIFS],
    )


def corriges(periode: Periode) -> Chiffre:
    """Confident and wrong: of the facts that were taken, those that people replaced later."""
    comptes = _comptes(periode, Genre.PRIS, Genre.CORRIGE)
    rangs = sorted(
        ((cle, fois) for (genre, cle), (fois, _) in comptes.items() if genre == Genre.PRIS),
        key=lambda c: (-comptes.get((Genre.CORRIGE, c[0]), (0, 0))[0], -c[1], c[0]),
    )
    lignes: list[tuple[str, list[Valeur]]] = []
    for cle, pris in rangs:
        fois, conversations = comptes.get((Genre.CORRIGE, cle), (0, 0))
        lignes.append((libelle(cle), [fois, pris, Part(fois, pris), conversations]))
    total = Part(
        sum(f for (genre, _), (f, _) in comptes.items() if genre == Genre.CORRIGE),
        sum(f for (genre, _), (f, _) in comptes.items() if genre == Genre.PRIS),
    )
    return Chiffre(
        "corriges",
        "Faits pris, puis corrigés par la personne",
        "Fait",
        ["corrigés", "pris", "part", "conversations"],
        lignes,
        legende=f"Sur la période : {total} ({total.n:g} sur {total.total:g}). L'assistant était"
        " sûr de ces faits ; la personne a dit ensuite autre chose. Qui change d'avis y compte"
        " aussi ; passer à un autre poste ou essayer « et si… » n'y compte pas."
        if lignes
        else "",
        liens=[{3: {"corrige": cle}} for cle, _ in rangs],
    )
