"""A figure as a PNG, for a report: title, period, legend, the values on the bars. Matplotlib draws.

It is loaded at the first picture: half a second, which no page pays.
"""

from __future__ import annotations

from io import BytesIO
from threading import Lock
from typing import Any

from console.chiffre import Chiffre, a_dessiner, longueur
from console.words import nombre

# As console.css; as many as chiffre.COULEURS.
COULEURS = ("#1d4f73", "#c2571a", "#3a7d44", "#7a4a9c", "#8a6d00")
LARGEUR, PAR_LIGNE, CADRE, JOURS = 8.5, 0.3, 1.6, 3.2  # inches
_NOM_MAX, _DPI = 44, 120  # characters of a label, dots an inch
_UNE_A_LA_FOIS = Lock()  # fonts and their measures are shared by what draws


def png(chiffre: Chiffre, periodes: str) -> bytes:
    """The picture; `periodes`: of which days, under the title. One without values says so."""
    with _UNE_A_LA_FOIS:
        return _png(a_dessiner(chiffre), periodes)


def _png(chiffre: Chiffre, periodes: str) -> bytes:
    from matplotlib.figure import Figure

    par_jour = chiffre.empile or chiffre.etiquette == "Jour"
    barres = len(chiffre.lignes) * max(len(chiffre.dessin), 1)
    haut = CADRE + (JOURS if par_jour else max(barres, 2) * PAR_LIGNE)
    image = Figure(figsize=(LARGEUR, haut), dpi=_DPI, layout="constrained")
    image.suptitle(chiffre.titre, fontsize=13, fontweight="bold")
    axes = image.subplots()
    axes.set_title(periodes, fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
    if not chiffre.lignes:
        axes.set_axis_off()
        axes.text(0.5, 0.5, "Rien sur cette période.", ha="center", transform=axes.transAxes)
    else:
        (_colonnes if par_jour else _couchees)(axes, chiffre)
        if len(chiffre.dessin) > 1 or par_jour:
            axes.legend(fontsize=8, frameon=False, loc="upper left", bbox_to_anchor=(0, -0.08))
    fichier = BytesIO()
    image.savefig(fichier, format="png", metadata={"Title": f"{chiffre.titre}, {periodes}"})
    return fichier.getvalue()


def _colonnes(axes: Any, chiffre: Chiffre) -> None:
    """Stacked, a column a day; days are named where there is room for them."""
    rangs, bas = range(len(chiffre.lignes)), [0.0] * len(chiffre.lignes)
    for couleur, serie in zip(COULEURS, chiffre.dessin, strict=False):
        hauteurs = [longueur(valeurs[serie]) for _, valeurs in chiffre.lignes]
        nom = _protege(chiffre.series[serie])
        axes.bar(rangs, hauteurs, bottom=bas, color=couleur, label=nom)
        bas = [b + h for b, h in zip(bas, hauteurs, strict=True)]
    un_sur = 1 + len(rangs) // 8
    axes.set_xticks(list(rangs)[::un_sur], [nom for nom, _ in chiffre.lignes][::un_sur])
    axes.tick_params(labelsize=8)


def _couchees(axes: Any, chiffre: Chiffre) -> None:
    """Lying bars, the first line on top, each with its value."""
    epaisseur = 0.8 / len(chiffre.dessin)
    for place, (couleur, serie) in enumerate(zip(COULEURS, chiffre.dessin, strict=False)):
        hauts = [rang + place * epaisseur for rang in range(len(chiffre.lignes))]
        valeurs = [v[serie] for _, v in chiffre.lignes]
        nom = _protege(chiffre.series[serie])
        dessinees = axes.barh(hauts, [longueur(v) for v in valeurs], epaisseur, color=couleur)
        dessinees.set_label(nom)
        axes.bar_label(dessinees, [nombre(v) for v in valeurs], padding=3, fontsize=8)
    milieu = epaisseur * (len(chiffre.dessin) - 1) / 2
    noms = [_protege(nom[:_NOM_MAX]) for nom, _ in chiffre.lignes]
    axes.set_yticks([rang + milieu for rang in range(len(noms))], noms)
    axes.invert_yaxis()
    axes.tick_params(labelsize=8)


def _protege(nom: str) -> str:
    """A label as it is: a dollar sign begins no formula, an underscore hides nothing."""
    return nom.replace("$", r"\$").lstrip("_")
