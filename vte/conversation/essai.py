"""« Et si… »: a change made on a copy of the dossier, compared, and kept only if one says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from vte.conversation.echange import Echange, Ecoute
from vte.conversation.entretien import noter
from vte.conversation.etat import OUVERT
from vte.conversation.parole import Parole
from vte.dossier import dire
from vte.regles import Comparaison, comparer, presentation

_SI = re.compile(r"\bsi\b|suppos|imagin|admett|hypoth", re.I)


def essayer(echange: Echange) -> Ecoute:
    """A trial; but « et à Oyonnax ? » while the commune is asked is its answer."""
    etat, lecture = echange.etat, echange.message.lecture
    if etat.question in lecture.faits and not _SI.search(echange.message.texte):
        prise = echange.prise
        return Ecoute(replace(etat, entretien=prise.entretien), lecture=lecture, doute=prise.doute)
    return comparer_le_message(echange)


def comparer_le_message(echange: Echange) -> Ecoute:
    """Says what the change in the message would change; keeps it in mind, and nothing else."""
    changes = _changes(echange)
    if not changes:
        ouvert = replace(echange.etat, et_si=OUVERT)
        return Ecoute(ouvert, (Parole("utter_et_si"),), suivre=False)
    comparaison = comparer(echange.entretien.dossier, changes, echange.verdict)
    gardes = replace(echange.etat, et_si=changes)
    return Ecoute(gardes, tuple(_dire(comparaison, changes)), suivre=False)


def adopter(echange: Echange) -> Ecoute:
    """« Garder » : the change that was last compared becomes the dossier's."""
    essai, avant = echange.etat.et_si, echange.entretien
    changes = essai if isinstance(essai, Mapping) else {}
    dits = {cle: v for cle, v in changes.items() if v is not None}
    suite = noter(avant, dits)
    garde = replace(echange.etat, entretien=suite, et_si=None)
    return Ecoute(garde, compris=suite != avant, suivre=suite != avant or None)


def _changes(echange: Echange) -> dict[str, Any]:
    """The facts of the message that differ from those known; what they contradict is unknown.

    One that is supposed, or only likely, is tried too: what is tried is said, and nothing is taken.
    """
    lecture, connus = echange.message.lecture, echange.entretien.faits
    vraisemblables = {m.cle: m.valeur for m in reversed(lecture.doutes)}
    supposes = {m.cle: m.valeur for m in lecture.supposes if not isinstance(m.valeur, list)}
    essai = noter(echange.entretien, vraisemblables | lecture.faits | supposes).faits
    return {
        cle: essai.get(cle)
        for cle in {**connus, **essai}
        if essai.get(cle) != connus.get(cle) and cle != "profil"
    }


def _dire(comparaison: Comparaison, changes: Mapping[str, Any]) -> Iterator[Parole]:
    apres = comparaison.apres
    valeurs = {
        "changes": dire({cle: v for cle, v in changes.items() if v is not None}),
        "en_bref": presentation.en_bref(apres),
        "obstacles": presentation.obstacles(apres),
    }
    yield Parole(f"utter_et_si_{apres.statut}", {**apres.chiffres, **valeurs})
    if differences := presentation.differences(comparaison):
        yield Parole("utter_et_si_differences", {"differences": differences})
    yield Parole("utter_et_si_garder")
