"""Announces the verdict: the short answer, the reasons, what is left to confirm, the next step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from vte.conversation import recrutements, refus
from vte.conversation.entretien import Entretien, peut_poursuivre
from vte.conversation.etat import Etat
from vte.conversation.parole import Parole
from vte.dossier import cle
from vte.mots import SEPARATEUR
from vte.regles import Verdict, pistes, presentation
from vte.regles.statuts import FERMEE

AUTRES = "autres"  # what of the other schemes was announced, beside what of the VTE was


def annoncer(
    etat: Etat, verdict: Verdict, deja: str, suivante: str | None = None
) -> tuple[Etat, tuple[Parole, ...]]:
    """The VTE's verdict in full when it is new, then the other schemes once nothing is to be asked.

    What was announced already is not said again: `deja` is what is said instead. `suivante`: what
    is asked next, that would change another scheme.
    """
    suite = replace(etat, question=None)
    dit, autres = ce_qui_compte(etat.entretien, verdict), (etat.annonce or {}).get(AUTRES)
    neuf = not est_annonce(etat, verdict)
    dites = tuple(_en_entier(etat.entretien, verdict)) if neuf else ()
    if suivante is not None:
        garde = {**dit, AUTRES: autres} if autres is not None and not neuf else dit
        if neuf:
            dites += (*_sources(verdict, True, False), Parole("utter_verdict_precisions"))
        return replace(suite, annonce=garde), dites
    aussi = presentation.resume_des_autres(verdict)
    if neuf or aussi != autres:
        fin = (*_les_autres(verdict), *_sources(verdict, neuf, True), *_suite(etat, verdict))
        return replace(suite, annonce={**dit, AUTRES: aussi}), (*dites, *fin)
    return suite, (Parole(deja),)


def motiver(verdict: Verdict) -> Parole:
    """« Pourquoi ? » : each reason with its source."""
    return Parole(
        "utter_pourquoi",
        {
            "raisons_sourcees": presentation.raisons_sourcees(verdict),
            "raisons": presentation.raisons(verdict),
            "sources": presentation.sources(verdict),
        },
    )


def est_annonce(etat: Etat, verdict: Verdict) -> bool:
    """Whether this verdict on the VTE was announced already."""
    dit = {nom: valeur for nom, valeur in (etat.annonce or {}).items() if nom != AUTRES}
    return dit == ce_qui_compte(etat.entretien, verdict)


def ce_qui_compte(entretien: Entretien, verdict: Verdict) -> dict[str, Any]:
    """What, when it changes, is announced again."""
    return presentation.resume(verdict) | {"poursuivre": entretien.poursuivre}


def en_bref(verdict: Verdict) -> Parole:
    """The short answer of a verdict, its figures and its only obstacle named."""
    valeurs = {
        "en_bref": presentation.en_bref(verdict),
        "obstacles": refus.obstacles(verdict),
        "motif": refus.motif(verdict),
    }
    return Parole(f"utter_verdict_{verdict.statut}", valeurs, refus.changer(verdict))


def _en_entier(entretien: Entretien, verdict: Verdict) -> Iterator[Parole]:
    yield en_bref(verdict)
    if raisons := presentation.a_lever(verdict):
        yield Parole("utter_verdict_raisons", {"raisons": raisons})
    if trouvees := pistes(verdict, certaines=False):
        yield Parole("utter_verdict_pistes", {"pistes": presentation.les_pistes(trouvees)})
    if entretien.passees:
        reste = ", ".join(cle(nom).libelle for nom in entretien.passees)
        yield Parole("utter_verdict_reste", {"reste": reste})
    if not verdict.non_eligible:
        yield Parole("utter_verdict_aides", {"aides": presentation.aides(verdict)})
    yield Parole("utter_verdict_reserves", {"non_verifies": SEPARATEUR.join(verdict.non_verifies)})


def _les_autres(verdict: Verdict) -> Iterator[Parole]:
    """What there is beside the VTE for this contract, what is sure in all, what is near."""
    if autres := presentation.autres(verdict):
        yield Parole(f"utter_verdict_autres{_tour(verdict)}", {"autres": autres})
    if total := verdict.total_dit:
        yield Parole("utter_verdict_total", {"total": total})
    if voisines := presentation.voisines(verdict):
        yield Parole("utter_verdict_voisines", {"voisines": voisines})


def _sources(verdict: Verdict, du_vte: bool, des_autres: bool) -> Iterator[Parole]:
    """Once, at the end: those of what was just said."""
    if sources := presentation.sources(verdict, du_vte, des_autres):
        yield Parole("utter_verdict_sources", {"sources": sources})


def _tour(verdict: Verdict) -> str:
    """How the other schemes are announced: all of them closed, beside a refusal, or as well."""
    if all(a.statut == FERMEE for a in verdict.concernees):
        return "_fermees"
    return "_restent" if verdict.refuse else ""


def _suite(etat: Etat, verdict: Verdict) -> Iterator[Parole]:
    """What now; the next recruitment, where several were spoken of."""
    yield Parole("utter_suite_refus" if peut_poursuivre(etat.entretien, verdict) else "utter_suite")
    yield from recrutements.proposer(etat.suivants)
