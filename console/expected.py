"""What a corrected conversation should have known and concluded, turn after turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from console.dates import jour_de
from console.models import Correction, Tour
from console.training import CorrectionRefusee
from console.values import lire
from vte import horloge
from vte.dossier import CLES, depuis_json
from vte.erreurs import DossierInvalide
from vte.lecture.corpus import JOUR
from vte.regles import evaluer
from vte.territoires import ouvrir

# The dossier conducts to an announcement: what is not concluded may be announced, or not yet.
_CONCLUS = ("eligible", "non_eligible", "hors_periode")
Faits = dict[str, Any]


@dataclass
class Cours:
    """`reel`: what the assistant knew; `juste`: what it should have.

    `autre`: once they differed, or once dates moved to the day of the dialogues, what was asked and
    concluded is no more what will be.
    """

    reel: Faits = field(default_factory=dict)
    juste: Faits = field(default_factory=dict)
    autre: bool = False

    def apres(self, tour: Tour, correction: Correction | None) -> dict[str, Any]:
        """What the dialogue expects of this turn: `sait`, `ignore`, `question`, `verdict`."""
        avant = dict(self.juste)
        self._avancer(tour, correction)
        self.autre |= _fonds(self.juste) != _fonds(self.reel)
        sait = {
            cle: _en_dialogue(cle, valeur)
            for cle, valeur in self.juste.items()
            if avant.get(cle) != valeur
        }
        touchees = {c["cle"] for c in tour.changements}
        ignore = [cle for cle in CLES if cle in touchees and cle not in self.juste]
        attendu: dict[str, Any] = ({"sait": sait} if sait else {}) | (
            {"ignore": ignore} if ignore else {}
        )
        if not self.autre:
            attendu["question"] = tour.question or None
        return attendu | self._verdict(tour)

    def _avancer(self, tour: Tour, correction: Correction | None) -> None:
        annotee = correction if correction is not None and correction.annotee else None
        for changement in tour.changements:
            cle, apres = changement["cle"], self._au_jour(tour, changement)
            _poser(self.reel, cle, apres)
            if annotee is None or cle not in annotee.retires:
                _poser(self.juste, cle, apres)
        if annotee is not None:
            self._corriger(tour, annotee)

    def _corriger(self, tour: Tour, correction: Correction) -> None:
        """Every fact that the message says, in the place of what was read of it."""
        corriges = {cle: self._corrige(tour, correction, cle) for cle in correction.faits}
        if corriges == {cle: self.reel.get(cle) for cle in corriges}:
            corriges = {}
        for cle, valeur in corriges.items():
            _poser(self.juste, cle, valeur)
        # The size follows from the head count: the one that was read of a wrong one goes with it.
        deduite = "effectif" in corriges or "effectif" in correction.retires
        if deduite and "taille" not in correction.faits:
            self.juste.pop("taille", None)
        self.juste = _accorder(self.juste)

    def _corrige(self, tour: Tour, correction: Correction, cle: str) -> Any:
        """None where it leaves the key unknown: a place among several, a diploma to come."""
        valeur = correction.faits[cle]
        if isinstance(valeur, list):
            return None
        if not cle.startswith("date"):
            return valeur
        debut, fin = (correction.places or {})[cle]
        valeur = self._relue(tour, cle, valeur, correction.texte[debut:fin])
        lue = str(self.reel.get(cle) or "")
        if len(str(valeur)) == 4:  # of a year alone the dossier keeps a day of it
            return lue if lue.startswith(valeur) else f"{valeur}-01-01"
        return None if cle == "date_diplome" and str(valeur) > JOUR else valeur

    def _au_jour(self, tour: Tour, changement: Mapping[str, Any]) -> Any:
        cle, apres = changement["cle"], changement["apres"]
        place = next((f.get("place") for f in tour.faits if f["cle"] == cle), None)
        if apres is None or place is None or not cle.startswith("date"):
            return apres
        return self._relue(tour, cle, apres, tour.texte[place[0] : place[1]])

    def _relue(self, tour: Tour, cle: str, valeur: Any, mots: str) -> Any:
        """A date as these words say it on the day of the dialogues, which is not that day."""
        if jour_de(tour.le).isoformat() == JOUR:
            return valeur
        try:
            with horloge.au(JOUR):
                relue = lire(cle, mots)
        except CorrectionRefusee:
            return valeur
        self.autre |= relue != valeur
        return relue

    def _verdict(self, tour: Tour) -> dict[str, Any]:
        """Where the assistant concluded: the same, or what the rules say of what it should know."""
        if not hasattr(tour, "verdict"):
            return {}
        if not self.autre:
            return {"verdict": tour.verdict.statut}
        try:
            with horloge.au(JOUR):
                statut = evaluer(depuis_json(self.juste, ouvrir().commune)).statut
        except DossierInvalide:
            return {}
        return {"verdict": str(statut)} if statut in _CONCLUS else {}


def _fonds(faits: Mapping[str, Any]) -> Faits:
    """What was said: not the size, where it follows from the head count."""
    return {c: v for c, v in faits.items() if not (c == "taille" and "effectif" in faits)}


def _poser(faits: Faits, cle: str, valeur: Any) -> None:
    if valeur is None:
        faits.pop(cle, None)
    else:
        faits[cle] = valeur


def _accorder(faits: Faits) -> Faits:
    """As the dossier keeps them together: the size beside the head count."""
    try:
        return dict(depuis_json(faits, ouvrir().commune).en_json())
    except DossierInvalide:
        return faits


def _en_dialogue(cle: str, valeur: Any) -> Any:
    return valeur["code"] if cle == "commune" else valeur
