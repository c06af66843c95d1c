"""Figures that are a date, or two: « 01 02 2021 au 03 04 2022 » is no telephone."""

from __future__ import annotations

from vte.donnees_personnelles.groupes import Groupe, longueurs

_SIECLES = ("19", "20")


def debute_par_une_date(lisse: str, groupes: list[Groupe]) -> bool:
    """A day, a month and a year; or with the year of two digits, where another sign holds them
    together than what follows (« 01/02/21 08 30 »), or a second such date does."""
    if len(groupes) < 3:
        return False
    jour, mois, an = (g.chiffres for g in groupes[:3])
    if not (_entre(jour, 31) and _entre(mois, 12)):
        return False
    if longueurs(groupes)[2] == 4:
        return an.startswith(_SIECLES)
    if longueurs(groupes[:3]) != (2, 2, 2):
        return False
    signes = [_entre_eux(lisse, a, b) for a, b in zip(groupes, groupes[1:], strict=False)]
    seuls = len(signes) < 3 or signes[2] != signes[0]
    return signes[0] == signes[1] and signes[0] in ("/", ".", "-") and seuls


def _entre(chiffres: str, plus: int) -> bool:
    return len(chiffres) <= 2 and 1 <= int(chiffres) <= plus


def _entre_eux(lisse: str, un: Groupe, autre: Groupe) -> str:
    return lisse[un.fin : autre.debut]
