"""Les critères : chacun juge une condition du barème et s'explique avec les chiffres de la personne.

Règles : FACTS partie 1 (page VTE, période 2019-2022) ; CONTRACT section 2.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from vte.dossier import Dossier
from vte.regles.bareme import Bareme
from vte.regles.phrases import CONTRATS, ESPACE, TAILLES, jour, niveau, nombre
from vte.territoires import Appartenance

REMPLI, NON_REMPLI, INCONNU, A_CONFIRMER = "rempli", "non_rempli", "inconnu", "a_confirmer"
# (code de commune, liste) -> appartenance, ou None hors de la liste.
Appartenir = Callable[[str, str], "Appartenance | None"]


@dataclass(frozen=True)
class Critere:
    """`cles` : les clés du dossier qu'il faut encore pour juger un critère inconnu."""

    id: str
    statut: str
    explication: str
    source: str
    cles: tuple[str, ...] = ()


def tous(d: Dossier, b: Bareme, appartenir: Appartenir) -> list[Critere]:
    """Tous les critères qui s'appliquent au contrat du dossier, toujours dans cet ordre."""
    criteres = [periode(d, b), territoire(d, b, appartenir), taille(d, b), contrat(d, b), duree(d, b), niveau_obtenu(d, b)]
    if d.contrat in b.travail:
        criteres.append(anciennete_diplome(d, b))
    if d.contrat in b.alternance:
        criteres.append(niveau_prepare(d, b))
    return criteres


def _juger(oui: bool) -> str:
    return REMPLI if oui else NON_REMPLI


def periode(d: Dossier, b: Bareme) -> Critere:
    bornes = f"du {jour(b.du)} au {jour(b.au)}"
    if d.date_debut is None:
        return Critere("periode", INCONNU, f"Le contrat doit commencer pendant la période de l'aide, {bornes}.", b.source, ("date_debut",))
    dedans = b.du <= d.date_debut <= b.au
    suite = "c'est dans la période de l'aide" if dedans else "c'est en dehors de la période de l'aide"
    return Critere("periode", _juger(dedans), f"Début du contrat le {jour(d.date_debut)}{ESPACE}: {suite}, {bornes}.", b.source)


def territoire(d: Dossier, b: Bareme, appartenir: Appartenir) -> Critere:
    source = f"{b.source}{ESPACE}; liste des Territoires d'industrie {b.liste}, ANCT"
    if d.commune is None:
        return Critere("territoire", INCONNU, "Le poste doit se trouver dans une commune d'un Territoire d'industrie.", source, ("commune",))
    lieu = f"{d.commune.nom} ({d.commune.departement})"
    appartenance = appartenir(d.commune.code, b.liste)
    if appartenance is None:
        return Critere("territoire", NON_REMPLI, f"{lieu} n'est pas dans un Territoire d'industrie de la liste retenue.", source)
    if appartenance.partielle:
        texte = (
            f"{lieu} réunit d'anciennes communes{ESPACE}: {appartenance.membres} fait partie du territoire "
            f"«{ESPACE}{appartenance.nom}{ESPACE}», {appartenance.autres} non. L'adresse exacte est à confirmer."
        )
        return Critere("territoire", A_CONFIRMER, texte, source)
    return Critere("territoire", REMPLI, f"{lieu} fait partie du Territoire d'industrie «{ESPACE}{appartenance.nom}{ESPACE}».", source)


def taille(d: Dossier, b: Bareme) -> Critere:
    source = f"{b.source}{ESPACE}; décret 2008-1354"
    limite = nombre(b.seuils["effectif_max"] + 1)
    regle = f"l'aide est pour les PME et les ETI, moins de {limite} personnes"
    if d.taille is None:
        return Critere("taille", INCONNU, f"{regle[0].upper()}{regle[1:]}.", source, ("effectif",))
    qui = TAILLES[d.taille] if d.effectif is None else f"Effectif de {nombre(d.effectif)}, {TAILLES[d.taille]}"
    return Critere("taille", _juger(d.taille != "grande"), f"{qui[0].upper()}{qui[1:]}{ESPACE}: {regle}.", source)


def contrat(d: Dossier, b: Bareme) -> Critere:
    regle = "il faut un CDI, un CDD, un contrat d'apprentissage ou de professionnalisation"
    if d.contrat is None:
        return Critere("contrat", INCONNU, f"{regle[0].upper()}{regle[1:]}.", b.source, ("contrat",))
    nom = CONTRATS[d.contrat]
    accepte = d.contrat in b.travail + b.alternance
    texte = f"{nom[0].upper()}{nom[1:]}{ESPACE}: {'ce contrat convient' if accepte else regle}."
    return Critere("contrat", _juger(accepte), texte, b.source)


def duree(d: Dossier, b: Bareme) -> Critere:
    minimum = b.seuils["duree_mois_min"]
    if d.contrat == "cdi":
        return Critere("duree", REMPLI, f"Un CDI n'a pas de terme{ESPACE}: la durée d'au moins {minimum} mois est respectée.", b.source)
    if d.duree_mois is None:
        cles = ("duree_mois",) if d.contrat else ("contrat", "duree_mois")
        return Critere("duree", INCONNU, f"Le contrat doit durer au moins {minimum} mois.", b.source, cles)
    assez = d.duree_mois >= minimum
    if not assez and d.contrat is None:  # un CDI, lui, suffirait
        return Critere("duree", INCONNU, f"{d.duree_mois} mois{ESPACE}: il en faut au moins {minimum}, sauf en CDI.", b.source, ("contrat",))
    regle = f"il en faut au moins {minimum}"
    return Critere("duree", _juger(assez), f"Contrat de {d.duree_mois} mois{ESPACE}: {regle}.", b.source)


def niveau_obtenu(d: Dossier, b: Bareme) -> Critere:
    minimum = b.seuils["niveau_obtenu_min"]
    regle = f"il faut déjà un bac+{minimum} ou plus"
    if d.niveau_obtenu is None:
        return Critere("niveau_obtenu", INCONNU, f"{regle[0].upper()}{regle[1:]}.", b.source, ("niveau_obtenu",))
    texte = f"Le jeune a obtenu {niveau(d.niveau_obtenu)}{ESPACE}: {regle}."
    return Critere("niveau_obtenu", _juger(d.niveau_obtenu >= minimum), texte, b.source)


def anciennete_diplome(d: Dossier, b: Bareme) -> Critere:
    ans = b.seuils["anciennete_diplome_ans"]
    regle = f"il doit dater de moins de {ans} ans au début du contrat"
    if d.date_diplome is None or d.date_debut is None:
        cles = tuple(c for c, v in (("date_debut", d.date_debut), ("date_diplome", d.date_diplome)) if v is None)
        return Critere("anciennete_diplome", INCONNU, f"Le diplôme{ESPACE}: {regle}.", b.source, cles)
    dates = f"Diplôme du {jour(d.date_diplome)}, contrat du {jour(d.date_debut)}"
    if d.date_diplome > d.date_debut:
        return Critere("anciennete_diplome", A_CONFIRMER, f"{dates}{ESPACE}: le diplôme vient après le début du contrat, c'est à confirmer.", b.source)
    recent = d.date_debut < d.date_diplome + relativedelta(years=ans)
    return Critere("anciennete_diplome", _juger(recent), f"{dates}{ESPACE}: {regle}.", b.source)


def niveau_prepare(d: Dossier, b: Bareme) -> Critere:
    minimum = b.seuils["niveau_prepare_min"]
    regle = f"en alternance, il faut préparer un bac+{minimum} ou plus"
    if d.niveau_prepare is None:
        return Critere("niveau_prepare", INCONNU, f"{regle[0].upper()}{regle[1:]}.", b.source, ("niveau_prepare",))
    texte = f"Le jeune prépare {niveau(d.niveau_prepare)}{ESPACE}: {regle}."
    return Critere("niveau_prepare", _juger(d.niveau_prepare >= minimum), texte, b.source)
