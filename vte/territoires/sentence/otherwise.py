"""A place that no well-written name says: a code, a misspelt name, a group, a whole answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from vte.territoires import groupes, query
from vte.territoires.lexique import est_un_autre_mot
from vte.territoires.misspelt import approcher
from vte.territoires.noms import LIAISONS, Jeton, cle_de
from vte.territoires.results import RIEN
from vte.territoires.sentence import context
from vte.territoires.sentence.text import Lieu, Texte


def par_code(t: Texte) -> Lieu | None:
    """A postal or INSEE code that the base knows, said to be one or given as an answer."""
    for i, j in enumerate(t.jetons):
        if codes.CODE.fullmatch(j.mot) and (
            t.question or context.CODE_ANNONCE.search(t.avant(j.debut))
        ):
            lieu = t.lieu(t.base.nommer([j.mot]), i, i + 1)
            if lieu is not None:
                return lieu
    return None


def mal_ecrit(t: Texte) -> Lieu | None:
    """« une boîte a oyonax », « on est a brive »: where only a place can come."""
    motif = context.LIEU_DEMANDE if t.question else context.LIEU_SUR
    for annonce in islice(motif.finditer(t.plat), 3):
        suite = [] if t.etudes(annonce.end()) else _suite(t, annonce.end())
        for longueur in range(len(suite), 0, -1):
            if trouve := _ressemblant(t, suite[:longueur]):
                return trouve
    return None


def _suite(t: Texte, debut: int) -> list[Jeton]:
    """Up to six words from `debut` on; punctuation or a fact already read stops them."""
    suite: list[Jeton] = []
    for j in t.jetons:
        if j.debut >= debut and len(suite) < 6:
            entre = t.plat[(suite[-1].fin if suite else debut) : j.debut]
            if context.PONCTUATION.search(entre):
                break
            suite.append(j)
    return suite


def _ressemblant(t: Texte, suite: Sequence[Jeton]) -> Lieu | None:
    nom = [j.mot for j in suite]
    if est_un_autre_mot(nom) or nom[-1] in LIAISONS or _verbe(t, suite):
        return None
    trouvee = t.base.nommer(nom, fautes=False)
    if not trouvee.resultats or (trouvee.ambigu and len(nom) == 1 and not t.question):
        trouves = approcher(t.index, nom)
        if trouves and trouves[0][1] <= len(nom) + 0.5:
            trouvee = t.base.nommer(nom)
    return Lieu(trouvee, suite[0].debut, suite[-1].fin) if trouvee.resultats else None


def _verbe(t: Texte, suite: Sequence[Jeton]) -> bool:
    return (
        not t.question
        and len(suite) == 1
        and bool(context.VERBE.search(suite[0].mot))
        and not t.texte[suite[0].debut].isupper()
    )


def groupe(t: Texte) -> Lieu | None:
    """« dans le Grand Chalon », « agglo du Haut-Bugey »: no commune, but enough to ask which."""
    liste = t.mots()
    annonce = groupes.annonce(liste)
    for i in (i for i, mot in enumerate(liste) if mot not in LIAISONS):
        for j in range(min(len(liste), i + 9), i, -1):
            propre = groupes.cle_de_groupe(liste[i:j])
            if not propre or (" " not in propre and not annonce):
                continue
            trouvee = t.base.groupe_nomme(liste[i:j])
            if trouvee is not RIEN and not est_un_autre_mot(propre.split()):
                return Lieu(trouvee, t.jetons[i].debut, t.jetons[j - 1].fin)
    return None


def reponse(t: Texte) -> Lieu | None:
    """A whole answer to « dans quelle commune ? », typing errors included."""
    debut = m.end() if (m := context.REMPLISSAGE.match(t.plat)) else 0
    reste = [j for j in t.jetons if j.debut >= debut]
    nom = [j.mot for j in reste]
    if not reste or len(reste) > 6 or "\x00" in t.plat[debut:] or est_un_autre_mot(nom):
        return None
    if cle_de(nom) in t.index.zones and context.DANS.search(t.plat[: reste[0].debut] + " "):
        return None
    trouvee = t.base.nommer(nom)
    return Lieu(trouvee, reste[0].debut, reste[-1].fin) if trouvee.resultats else None
