"""What people said of it: opinions, their reasons, and the facts that they had to correct."""

from __future__ import annotations

from console.chiffre import Chiffre, Part, Valeur
from console.counting.selection import comptes_de
from console.dates import Periode
from console.models.constats import Genre
from console.projection.feedback import NON, OUI
from console.words import libelle, nombre
from vte.avis import MOTIFS
from vte.dossier import CLES

_AVIS = {OUI: "utile", NON: "pas utile"}


def satisfaction(periode: Periode) -> Chiffre:
    comptes = comptes_de(periode, Genre.AVIS, _AVIS)
    total = sum(fois for fois, _ in comptes.values())
    lignes: list[tuple[str, list[Valeur]]] = []
    for cle, dit in _AVIS.items() if total else ():
        fois, conversations = comptes.get(cle, (0, 0))
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
    comptes = comptes_de(periode, Genre.MOTIF, MOTIFS)
    non = comptes_de(periode, Genre.AVIS, [NON]).get(NON, (0, 0))[0]
    lignes: list[tuple[str, list[Valeur]]] = []
    for cle, dit in MOTIFS.items() if non else ():
        fois, conversations = comptes.get(cle, (0, 0))
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
    pris = comptes_de(periode, Genre.PRIS, CLES)
    faux = comptes_de(periode, Genre.CORRIGE, pris)
    rangs = sorted(pris, key=lambda cle: (-faux.get(cle, (0, 0))[0], -pris[cle][0], cle))
    lignes: list[tuple[str, list[Valeur]]] = []
    for cle in rangs:
        (fois, conversations), (tous, _) = faux.get(cle, (0, 0)), pris[cle]
        lignes.append((libelle(cle), [fois, tous, Part(fois, tous), conversations]))
    total = Part(sum(f for f, _ in faux.values()), sum(f for f, _ in pris.values()))
    return Chiffre(
        "corriges",
        "Faits pris, puis corrigés par la personne",
        "Fait",
        ["corrigés", "pris", "part", "conversations"],
        lignes,
        legende=f"Sur la période : {total} ({nombre(total.n)} sur {nombre(total.total)})."
        " L'assistant était sûr de ces faits ; la personne a dit ensuite autre chose. Qui change"
        " d'avis y compte aussi ; passer à un autre poste ou essayer « et si… » n'y compte pas."
        if lignes
        else "",
        liens=[{3: {"corrige": cle}} for cle in rangs],
    )
