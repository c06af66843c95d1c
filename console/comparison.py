"""Two periods side by side: the same figure of each, and the difference."""

from __future__ import annotations

from collections.abc import Mapping

from console.chiffre import Chiffre, Ecart, Part, Valeur
from console.dates import Periode
from vte.mots import ESPACE

AVANT, APRES, ECART = "avant", "après", "écart"


def comparer(avant: Chiffre, apres: Chiffre, periodes: tuple[Periode, Periode]) -> Chiffre:
    """A figure whose columns are those of both, with what was added; lines by their names, those of
    the second period first.

    Days of two periods are no pairs: a figure by day is compared by its sums (`a_comparer`). A
    difference of shares is in points.
    """
    avant, apres = avant.a_comparer or avant, apres.a_comparer or apres
    noms = [nom for nom, _ in apres.lignes]
    noms += [nom for nom, _ in avant.lignes if nom not in noms]
    une = apres if apres.lignes else avant
    series = [f"{serie} {quand}".strip() for serie in une.series for quand in (AVANT, APRES, ECART)]
    cotes = [_par_nom(avant, periodes[0]), _par_nom(apres, periodes[1])]
    lignes, liens = [], []
    for nom in noms:
        valeurs, adresses = _cote_a_cote(nom, une, cotes)
        lignes.append((nom, valeurs))
        liens.append(adresses)
    dessin = (3 * une.dessin[0], 3 * une.dessin[0] + 1) if series else ()
    return Chiffre(
        une.id, une.titre, une.etiquette, series, lignes, dessin, une.legende, liens=liens
    )


Cote = Mapping[str, list[tuple[Valeur, str]]]


def _par_nom(chiffre: Chiffre, periode: Periode) -> Cote:
    return {
        nom: [(valeur, adresse) for _, valeur, adresse in cellules]
        for nom, cellules in chiffre.table(periode)
    }


def _cote_a_cote(nom: str, une: Chiffre, cotes: list[Cote]) -> tuple[list[Valeur], dict[int, str]]:
    valeurs: list[Valeur] = []
    adresses: dict[int, str] = {}
    for serie in range(len(une.series)):
        paire = [_lue(cote, nom, serie) for cote in cotes]
        adresses |= {len(valeurs) + rang: lien for rang, (_, lien) in enumerate(paire) if lien}
        (de, _), (a, _) = paire
        de, a = _pareille(de, a), _pareille(a, de)
        valeurs += [de, a, ecart(de, a)]
    return valeurs, adresses


def _lue(cote: Cote, nom: str, serie: int) -> tuple[Valeur, str]:
    """A line that one period does not have, or fewer columns: nothing."""
    cellules = cote.get(nom, [])
    return cellules[serie] if serie < len(cellules) else (None, "")


def _pareille(valeur: Valeur, autre: Valeur) -> Valeur:
    """What is not there counts as nothing of the kind that the other period has."""
    if valeur is not None:
        return valeur
    return Part(0, 0) if isinstance(autre, Part) else 0


def ecart(avant: Valeur, apres: Valeur) -> Ecart:
    """What was added; nothing to say of words, nor of a share of nothing."""
    if isinstance(avant, Part) and isinstance(apres, Part):
        if avant.pourcent is None or apres.pourcent is None:
            return Ecart(None)
        return Ecart(round(apres.pourcent - avant.pourcent, 1), f"{ESPACE}points")
    if isinstance(avant, int | float) and isinstance(apres, int | float):
        return Ecart(apres - avant)
    return Ecart(None)
