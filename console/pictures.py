"""A figure as bars, in numbers that a template draws (templates/console/_image.html).

No script, no library, readable without colours.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.chiffre import Chiffre, a_dessiner, longueur
from console.words import nombre

LARGEUR, HAUTEUR, LIGNE, MARGE = (
    720,
    220,
    26,
    220,
)  # pixels: width, height of columns, height of a bar, room for labels
_LIBELLE_MAX, COLONNE_MAX = 28, 48  # characters of a label, pixels of a column


@dataclass(frozen=True)
class Barre:
    x: float
    y: float
    largeur: float
    hauteur: float
    serie: int
    titre: str


@dataclass(frozen=True)
class Image:
    """`barres`, and `textes` as (x, y, anchor, text).

    `legende`: the series drawn, empty for one alone.
    """

    largeur: int
    hauteur: int
    barres: list[Barre]
    textes: list[tuple[float, float, str, str]]
    legende: list[str]


def dessiner(chiffre: Chiffre) -> Image | None:
    """Stacked columns for what goes by days, lying bars for the rest.

    None when there is nothing to draw.
    """
    if not chiffre.lignes:
        return None
    par_jour = chiffre.empile or chiffre.etiquette == "Jour"
    return (_colonnes if par_jour else _couchees)(a_dessiner(chiffre))


def _colonnes(chiffre: Chiffre) -> Image:
    sommes = [sum(longueur(v[i]) for i in chiffre.dessin) for _, v in chiffre.lignes]
    maximum, pas = max(sommes) or 1, min((LARGEUR - 40) / len(chiffre.lignes), COLONNE_MAX)
    barres: list[Barre] = []
    for rang, (nom, valeurs) in enumerate(chiffre.lignes):
        bas = float(HAUTEUR - 24)
        for serie in chiffre.dessin:
            haut = longueur(valeurs[serie]) / maximum * (HAUTEUR - 44)
            bas -= haut
            if haut:
                barres.append(
                    Barre(
                        40 + rang * pas,
                        bas,
                        max(pas - 2, 1),
                        haut,
                        serie,
                        f"{nom}, {chiffre.series[serie]} : {nombre(valeurs[serie])}",
                    )
                )
    premier, dernier = chiffre.lignes[0][0], chiffre.lignes[-1][0]
    textes = [
        (34.0, 20.0, "end", nombre(maximum)),
        (34.0, HAUTEUR - 26.0, "end", "0"),
        (40.0, HAUTEUR - 6.0, "start", premier),
    ]
    textes += (
        [(max(40 + pas * len(chiffre.lignes), 200.0), HAUTEUR - 6.0, "end", dernier)]
        if len(chiffre.lignes) > 1
        else []
    )
    return Image(LARGEUR, HAUTEUR, barres, textes, _legende(chiffre))


def _couchees(chiffre: Chiffre) -> Image:
    maximum = max(longueur(v[i]) for _, v in chiffre.lignes for i in chiffre.dessin) or 1
    par_ligne = LIGNE * len(chiffre.dessin) + 6
    barres: list[Barre] = []
    textes: list[tuple[float, float, str, str]] = []
    for rang, (nom, valeurs) in enumerate(chiffre.lignes):
        y = rang * par_ligne
        textes.append((MARGE - 8.0, y + par_ligne / 2 + 2, "end", _court(nom)))
        for place, serie in enumerate(chiffre.dessin):
            large = longueur(valeurs[serie]) / maximum * (LARGEUR - MARGE - 60)
            barres.append(
                Barre(
                    MARGE,
                    y + place * LIGNE + 3,
                    large,
                    LIGNE - 6,
                    serie,
                    f"{nom}, {chiffre.series[serie]} : {nombre(valeurs[serie])}",
                )
            )
            textes.append(
                (
                    MARGE + large + 6,
                    y + place * LIGNE + LIGNE / 2 + 5,
                    "start",
                    nombre(valeurs[serie]),
                )
            )
    return Image(LARGEUR, par_ligne * len(chiffre.lignes) + 6, barres, textes, _legende(chiffre))


def _legende(chiffre: Chiffre) -> list[str]:
    return [chiffre.series[i] for i in chiffre.dessin] if len(chiffre.dessin) > 1 else []


def _court(nom: str) -> str:
    return nom if len(nom) <= _LIBELLE_MAX else nom[: _LIBELLE_MAX - 1].rstrip() + "…"
