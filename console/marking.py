"""The facts that a message says, as staff mark them: what the form begins with, and what it says.

What is marked is told in data/lecture/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from console.models import Tour
from console.training import CorrectionRefusee
from console.values import ecrire, lire
from console.words import libelle
from vte import horloge
from vte.dossier import CLES, LES_CLES, depuis_json
from vte.erreurs import DossierInvalide
from vte.lecture.candidats import ROLES, chercher, cle_du_role
from vte.lecture.choix import CHOIX
from vte.territoires import ouvrir

Place = tuple[int, int]  # start and end in the text
_CROCHETS = re.compile(r"[\[\]]")


@dataclass(frozen=True)
class Ligne:
    """One key in the form; its first four fields are what is typed.

    `rang`: which one of the words, where the sentence has them several times; `absente`: the
    message does not say it. `lue`: the fact that was read, `doute`: and was not taken.
    """

    cle: str
    mots: str = ""
    rang: str = ""
    valeur: str = ""
    absente: bool = False
    lue: Mapping[str, Any] | None = None
    doute: bool = False

    @property
    def dite(self) -> bool:
        return not self.absente and bool(self.mots.strip() or self.valeur.strip())

    @property
    def possibles(self) -> tuple[str, ...]:
        """The values of a key that has a closed set of them."""
        return LES_CLES[self.cle].nature.valeurs


@dataclass(frozen=True)
class Annotation:
    """All facts of a message, in the dossier's values, and which words say each."""

    faits: dict[str, Any]
    places: dict[str, Place]


def question(tour: Tour) -> str:
    """The key for which the message was read; empty where none was open."""
    lue_pour = "commune" if tour.posee == CHOIX else tour.posee or tour.derniere
    return lue_pour if lue_pour in CLES else ""


def depart(tour: Tour) -> list[Ligne]:
    """What was read, key by key: what was taken is said, what was in doubt is not."""
    doutes = {d["cle"]: d for d in tour.doutes}
    faits = {f["cle"]: f for f in (*_lieu_ambigu(tour), *tour.faits)}
    return [
        _ligne(tour.texte, cle, faits.get(cle) or doutes.get(cle), doute=cle not in faits)
        for cle in CLES
    ]


def _lieu_ambigu(tour: Tour) -> Iterable[dict[str, Any]]:
    """A place that several communes bear is said as they are: all of them."""
    if tour.lieu:
        yield {"cle": "commune", "valeur": tour.lieu["communes"], "place": tour.lieu.get("place")}


def _ligne(texte: str, cle: str, lue: Mapping[str, Any] | None, doute: bool) -> Ligne:
    if lue is None:
        return Ligne(cle)
    mots, rang = _mots(texte, cle, lue.get("place"))
    dite = ecrire(cle, lue["valeur"], bool(lue.get("a_l_annee")))
    return Ligne(cle, mots, rang, dite, absente=doute, lue=lue, doute=doute)


def _mots(texte: str, cle: str, place: list[int] | None) -> tuple[str, str]:
    """The words there, and which of them; none for who writes, which was read in the whole."""
    if place is None or (cle == "profil" and place == [0, len(texte)]):
        return "", ""
    mots = texte[place[0] : place[1]]
    debuts = [debut for debut, _ in occurrences(texte, mots)]
    rang = str(debuts.index(place[0]) + 1) if len(debuts) > 1 and place[0] in debuts else ""
    return " ".join(mots.split()), rang


def saisies(lignes: Iterable[Ligne], saisie: Mapping[str, str]) -> list[Ligne]:
    """The same lines as the form sent them; one that it did not send stays as it was."""
    return [_saisie(une, saisie) if f"mots_{une.cle}" in saisie else une for une in lignes]


def _saisie(une: Ligne, saisie: Mapping[str, str]) -> Ligne:
    return replace(
        une,
        mots=saisie[f"mots_{une.cle}"].strip(),
        rang=saisie.get(f"rang_{une.cle}", "").strip(),
        valeur=saisie.get(f"valeur_{une.cle}", "").strip(),
        absente=f"absente_{une.cle}" in saisie,
    )


def suggestions(texte: str, question: str, jour: str) -> dict[str, dict[str, str]]:
    """By key, the words of this text that could hold a value of it, in their order, and the value.

    As they are typed; the value is empty where the words alone do not say it.
    """
    mots: dict[str, dict[str, str]] = {cle: {} for cle in CLES}
    with horloge.au(jour):
        for candidat in chercher(texte, question or None):
            for role in ROLES[candidat.nature]:
                if role in candidat.valeurs:
                    cle, dits = cle_du_role(role), texte[candidat.debut : candidat.fin]
                    mots[cle][dits] = _valeur_de(cle, dits)
    return mots


def _valeur_de(cle: str, mots: str) -> str:
    try:
        lue = lire(cle, mots)
    except CorrectionRefusee:
        return ""
    return ecrire(cle, lue, a_l_annee=len(str(lue)) == 4)


def annoter(texte: str, lignes: Iterable[Ligne], jour: str) -> Annotation:
    """The facts that these lines mark in `texte`, written on that day. Error: CorrectionRefusee."""
    dites = [une for une in lignes if une.dite]
    places = {une.cle: _place(texte, une) for une in dites}
    with horloge.au(jour):
        faits = {une.cle: lire(une.cle, une.valeur) for une in dites}
    _accorder(faits)
    _ecarter_les_recouvrements(texte, places)
    return Annotation(faits, places)


def occurrences(texte: str, mots: str) -> list[Place]:
    """Where these words stand, as whole words if they do anywhere (« 12 » is not in « 2012 »)."""
    motif = re.escape(mots)
    entiers = [m.span() for m in re.finditer(rf"(?<!\w){motif}(?!\w)", texte, re.I)]
    return entiers or [m.span() for m in re.finditer(motif, texte, re.I)]


def _place(texte: str, ligne: Ligne) -> Place:
    mots = " ".join(ligne.mots.split())
    if not mots:
        raise CorrectionRefusee(f"Quels mots de la phrase disent {libelle(ligne.cle)} ?")
    if _CROCHETS.search(mots):
        raise CorrectionRefusee(f"« {mots[:60]} » : un fait ne se marque pas sur des crochets.")
    trouves = occurrences(texte, mots)
    if not trouves:
        raise CorrectionRefusee(f"« {mots[:60]} » n'est pas dans la phrase.")
    if len(trouves) == 1 and not ligne.rang:
        return trouves[0]
    if ligne.rang not in map(str, range(1, len(trouves) + 1)):
        raise CorrectionRefusee(
            f"« {mots[:60]} » est {len(trouves)} fois dans la phrase : dites par son numéro"
            f" laquelle dit {libelle(ligne.cle)}."
        )
    return trouves[int(ligne.rang) - 1]


def _accorder(faits: Mapping[str, Any]) -> None:
    """Error: CorrectionRefusee, for facts that no dossier holds together."""
    if "taille" in faits and "effectif" in faits:
        raise CorrectionRefusee(
            "L'effectif dit la taille : quand la phrase donne les deux, marquez l'effectif seul."
        )
    tous = {
        cle: f"{v}-01-01" if cle == "date_diplome" and len(v) == 4 else v
        for cle, v in faits.items()
        if not isinstance(v, list)
    }
    try:
        depuis_json(tous, ouvrir().commune)
    except DossierInvalide as erreur:
        raise CorrectionRefusee(str(erreur)) from erreur


def _ecarter_les_recouvrements(texte: str, places: Mapping[str, Place]) -> None:
    ordre = sorted(places.items(), key=lambda p: p[1])
    for (une, (_, fin)), (autre, (debut, _)) in zip(ordre, ordre[1:], strict=False):
        if debut < fin:
            raise CorrectionRefusee(
                f"Les mêmes mots (« {texte[debut:fin]} ») sont marqués pour {libelle(une)} et pour"
                f" {libelle(autre)} : chaque fait a les siens."
            )
