"""A conversation as one of tests/conversations/dialogues: what was said, what should come of it.

What is expected is what staff corrected, and what the assistant did where they corrected nothing:
the dialogue fails until what was corrected is mended, and passes where nothing was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import yaml

from console.expected import Cours
from console.models import Conversation, Correction, Tour
from console.models.corrections import Etat
from vte.conversation.figures import completer
from vte.conversation.parole import Parole
from vte.conversation.textes import Textes
from vte.donnees_personnelles import masquer
from vte.dossier import Dossier
from vte.erreurs import ErreurVTE

DEMANDE = "demande"  # the question open while a request for a person is filled in
_HORS = ("hors_sujet", "nlu_fallback")
_ENTREPRISE = "entreprise"
_TETE = (
    "# Une conversation réelle, masquée : ôtez encore tout ce qui désigne quelqu'un.\n"
    "# À poser dans tests/conversations/dialogues/. {etat}\n"
)
_CORRIGEE = "Elle échoue tant que ce que l'équipe a corrigé ne l'est pas."
_TELLE = "Rien n'y est corrigé : elle dit ce que l'assistant a fait."


class RienAEcrire(ErreurVTE):
    """A dialogue without a turn would pass whatever happens."""


@dataclass
class Ecrit:
    """A dialogue being written; `titres`: of the buttons offered so far."""

    profil: str
    cours: Cours = field(default_factory=Cours)
    titres: set[str] = field(default_factory=set)
    corrigee: bool = False


def ecrire(conversation: Conversation, tours: Iterable[Tour]) -> str:
    """The file of one dialogue. `tours`: in their order, with their verdicts and corrections.

    It ends before a request for a person begins: that is of the person, and no test of ours.
    Error: RienAEcrire, of one that is nothing else.
    """
    ecrit = Ecrit(conversation.audience or _ENTREPRISE)
    ecrits = [_tour(ecrit, tour) for tour in _jusqu_a_la_demande(tours)]
    if not ecrits:
        raise RienAEcrire(
            "Il n'y a rien à écrire : cette conversation commence par une demande de rappel,"
            " qui n'est reprise dans aucun test."
        )
    dit = "\n".join(str(t.get("dit") or t.get("choisit")) for t in ecrits)
    dialogue = {
        "titre": f"de la console, {sha256(dit.encode()).hexdigest()[:10]}",
        "qui": ecrit.profil,
        "tours": ecrits,
    }
    corps = yaml.safe_dump([dialogue], allow_unicode=True, sort_keys=False, width=1000)
    return _TETE.format(etat=_CORRIGEE if ecrit.corrigee else _TELLE) + corps


def _jusqu_a_la_demande(tours: Iterable[Tour]) -> Iterator[Tour]:
    for tour in tours:
        if tour.question == DEMANDE or tour.posee == DEMANDE:
            return
        yield tour


def _tour(ecrit: Ecrit, tour: Tour) -> dict[str, Any]:
    correction = _correction(tour)
    ecrit.corrigee |= correction is not None
    lignes = _dit(ecrit, tour, correction) | ecrit.cours.apres(tour, correction)
    lignes |= _compris(tour, correction) | _reponse(ecrit.profil, tour, correction)
    ecrit.titres |= {simple(titre) for r in tour.reponses for titre in r["choix"]}
    return lignes


def _correction(tour: Tour) -> Correction | None:
    """The one accepted, else the last proposed; None of a turn that nobody corrected."""
    vivantes = [c for c in tour.corrections.all() if c.etat != Etat.REFUSEE]
    return max(vivantes, key=lambda c: (c.etat == Etat.ACCEPTEE, c.pk), default=None)


def _dit(ecrit: Ecrit, tour: Tour, correction: Correction | None) -> dict[str, Any]:
    """A button is pressed where it was offered; said in words where it was the welcome's."""
    if tour.bouton and (titre := simple(tour.texte)) in ecrit.titres:
        return {"choisit": masquer(titre)}
    return {"dit": masquer(correction.texte if correction else tour.texte)}


def _autre_intention(tour: Tour, correction: Correction | None) -> str:
    """The right intent, where it is not the one that was read."""
    juste = correction.intention if correction else tour.intention
    return "" if juste == tour.intention else juste


def _compris(tour: Tour, correction: Correction | None) -> dict[str, Any]:
    juste = _autre_intention(tour, correction)
    if juste:
        return {"compris": juste not in _HORS}
    return {} if tour.compris else {"compris": False}


def _reponse(profil: str, tour: Tour, correction: Correction | None) -> dict[str, Any]:
    """Of another intent: how its answer begins; where it has none of its own, not what was said."""
    juste = _autre_intention(tour, correction)
    if not juste or juste in _HORS:
        return {}
    if "/" in juste and (debut := _debut_de_reponse(juste, profil)):
        return {"repond": [debut]}
    dites = [simple(r["texte"]) for r in tour.reponses if r["texte"]]
    dites = dites[1:] if tour.rang == 1 else dites  # the welcome is said whatever is meant
    tue = _phrase(dites[0]) if tour.compris and dites else ""
    # What stands for what is masked is never said: to expect its silence would test nothing.
    return {"tait": [tue]} if tue and masquer(tue) == tue else {}


def _debut_de_reponse(sujet: str, profil: str) -> str:
    textes = Textes.du_projet()
    nom = f"utter_{sujet}"
    if nom not in textes.noms:
        return ""
    (parole,) = completer([Parole(nom)], Dossier())
    return _phrase(simple(textes.rendre(parole.reponse, parole.valeurs, profil)))


def _phrase(texte: str) -> str:
    """The first sentence, or what stands before its first line break."""
    return texte.partition("\n")[0].partition(". ")[0].rstrip(".")


def simple(texte: str) -> str:
    """With plain spaces, as the runner of the dialogues compares."""
    return texte.replace("\u00a0", " ").replace("\u202f", " ")
