"""Says back what was noted and what was corrected, when it is more than the bare answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from vte.conversation.entretien import Entretien
from vte.conversation.parole import Parole
from vte.dossier import LES_CLES, dire
from vte.lecture import Lecture
from vte.mots import jour

_MUETS = {"profil"}


def accuser(
    avant: Entretien,
    apres: Entretien,
    question: str | None,
    lecture: Lecture | None,
    retenues: Collection[str] = (),
) -> Iterator[Parole]:
    """`question`: the one that was open; `lecture`: what was read, when the message was words;
    `retenues`: the keys of what was taken although it is only likely."""
    nouveaux = {
        cle: valeur
        for cle, valeur in apres.faits.items()
        if avant.faits.get(cle) != valeur and cle not in _MUETS
    }
    corriges = {cle: v for cle, v in nouveaux.items() if _corrige(cle, avant, nouveaux)}
    if corriges:
        anciens = dire({cle: avant.faits[cle] for cle in corriges})
        yield Parole("utter_corrige", {"faits": dire(corriges), "anciens": anciens})
    notes = {cle: v for cle, v in nouveaux.items() if cle not in corriges}
    retenus = {cle: v for cle, v in notes.items() if cle in retenues}
    surs = {cle: v for cle, v in notes.items() if cle not in retenus}
    if set(surs) - {question, "taille"}:
        yield Parole("utter_note", {"faits": dire(surs)})
    if retenus:
        yield Parole("utter_doute_retenu", {"faits": dire(retenus)})
    for cle in sorted((lecture.a_l_annee if lecture else set()) & set(nouveaux)):
        premier = date.fromisoformat(apres.faits[cle])
        yield Parole("utter_annee_seule", {"jour": jour(premier)})
    yield from _ancien_nom(avant, apres, lecture)


def _corrige(cle: str, avant: Entretien, nouveaux: dict[str, object]) -> bool:
    """A size that follows from a new head count corrects nothing; what says more neither."""
    if cle not in avant.faits or (cle == "taille" and "effectif" in nouveaux):
        return False
    return not LES_CLES[cle].precisee(avant.faits[cle], nouveaux[cle])


def _ancien_nom(avant: Entretien, apres: Entretien, lecture: Lecture | None) -> Iterator[Parole]:
    """A commune named by the name it had before a merger: says which one it is today."""
    certaine = lecture.lieu.certaine if lecture and lecture.lieu else None
    if certaine is None or not certaine.ancien_nom:
        return
    if apres.dossier.commune != avant.dossier.commune:
        actuelle = f"{certaine.nom} ({certaine.departement})"
        yield Parole(
            "utter_ancienne_commune", {"ancienne": certaine.ancien_nom, "actuelle": actuelle}
        )
