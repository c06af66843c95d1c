"""Les critères : chacun juge une condition du barème et s'explique avec les chiffres de la personne.

Règles : FACTS partie 1 (page VTE, période 2019-2022) ; CONTRACT section 2. Les seuils viennent du barème.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateutil.relativedelta import relativedelta

from vte.dossier import Dossier, cle
from vte.mots import ESPACE, enumerer, jour, majuscule, niveau, nombre
from vte.regles.bareme import Bareme
from vte.territoires import Appartenance

REMPLI, NON_REMPLI, INCONNU, A_CONFIRMER = "rempli", "non_rempli", "inconnu", "a_confirmer"
# (code de commune, liste) -> appartenance, ou None hors de la liste.
Appartenir = Callable[[str, str], "Appartenance | None"]


@dataclass(frozen=True, slots=True)
class Critere:
    """`sources` : identifiants du catalogue ; `cles` : les clés du dossier qu'il faut encore pour juger un critère inconnu."""

    id: str
    statut: str
    explication: str
    sources: tuple[str, ...]
    cles: tuple[str, ...] = ()


def tous(d: Dossier, b: Bareme, appartenir: Appartenir) -> list[Critere]:
    """Tous les critères qui s'appliquent au contrat du dossier, toujours dans cet ordre."""
    criteres = [
        periode(d, b),
        territoire(d, b, appartenir),
        taille(d, b),
        contrat(d, b),
        duree(d, b),
        niveau_obtenu(d, b),
    ]
    if d.contrat in b.contrats.travail:
        criteres.append(anciennete_diplome(d, b))
    if d.contrat in b.contrats.alternance:
        criteres.append(niveau_prepare(d, b))
    return criteres


def _juger(oui: bool) -> str:
    return REMPLI if oui else NON_REMPLI


@lru_cache(maxsize=1 << 12)
def anniversaire(diplome: date, ans: int) -> date:
    """Le jour où le diplôme a `ans` ans ; celui d'un 29 février tombe le 28 les années ordinaires."""
    return diplome + relativedelta(years=ans)


def periode(d: Dossier, b: Bareme) -> Critere:
    bornes = f"du {jour(b.du)} au {jour(b.au)}"
    if d.date_debut is None:
        return Critere(
            "periode",
            INCONNU,
            f"Le contrat doit commencer pendant la période de l'aide, {bornes}.",
            (b.source,),
            ("date_debut",),
        )
    dedans = b.contient(d.date_debut)
    suite = (
        "c'est dans la période de l'aide" if dedans else "c'est en dehors de la période de l'aide"
    )
    return Critere(
        "periode",
        _juger(dedans),
        f"Début du contrat le {jour(d.date_debut)}{ESPACE}: {suite}, {bornes}.",
        (b.source,),
    )


def territoire(d: Dossier, b: Bareme, appartenir: Appartenir) -> Critere:
    sources = (b.source, b.source_liste)
    if d.commune is None:
        return Critere(
            "territoire",
            INCONNU,
            "Le poste doit se trouver dans une commune d'un Territoire d'industrie.",
            sources,
            ("commune",),
        )
    lieu = f"{d.commune.nom} ({d.commune.departement})"
    appartenance = appartenir(d.commune.code, b.liste)
    if appartenance is None:
        return Critere(
            "territoire",
            NON_REMPLI,
            f"{lieu} n'est pas dans un Territoire d'industrie de la liste retenue.",
            sources,
        )
    nom = f"«{ESPACE}{appartenance.nom}{ESPACE}»"
    if appartenance.partielle:
        texte = (
            f"{lieu} réunit d'anciennes communes{ESPACE}: {appartenance.membres} fait partie du territoire "
            f"{nom}, {appartenance.autres} non. L'adresse exacte est à confirmer."
        )
        return Critere("territoire", A_CONFIRMER, texte, sources)
    return Critere(
        "territoire", REMPLI, f"{lieu} fait partie du Territoire d'industrie {nom}.", sources
    )


def taille(d: Dossier, b: Bareme) -> Critere:
    sources = (b.source, b.source_tailles)
    regle = f"l'aide est pour les PME et les ETI, moins de {nombre(b.seuils.effectif_max + 1)}{ESPACE}personnes"
    if d.taille is None:
        return Critere("taille", INCONNU, f"{majuscule(regle)}.", sources, ("effectif",))
    qui = (
        majuscule(cle("taille").dire(d.taille))
        if d.effectif is None
        else f"Effectif de {nombre(d.effectif)}, {cle('taille').dire(d.taille)}"
    )
    return Critere("taille", _juger(d.taille != "grande"), f"{qui}{ESPACE}: {regle}.", sources)


def contrat(d: Dossier, b: Bareme) -> Critere:
    acceptes = [*b.contrats.travail, *(c for c in b.contrats.alternance if c != "alternance")]
    regle = f"il faut l'un de ceux-ci{ESPACE}: {enumerer(list(map(cle('contrat').dire, acceptes)), 'ou')}"
    if d.contrat is None:
        return Critere("contrat", INCONNU, f"Pour le contrat, {regle}.", (b.source,), ("contrat",))
    accepte = d.contrat in (*b.contrats.travail, *b.contrats.alternance)
    texte = f"{majuscule(cle('contrat').dire(d.contrat))}{ESPACE}: {'ce contrat convient' if accepte else f'ce contrat ne convient pas, {regle}'}."
    return Critere("contrat", _juger(accepte), texte, (b.source,))


def duree(d: Dossier, b: Bareme) -> Critere:
    minimum = f"{b.seuils.duree_mois_min}{ESPACE}mois"
    if d.contrat == "cdi":
        return Critere(
            "duree",
            REMPLI,
            f"Un CDI n'a pas de terme{ESPACE}: la durée d'au moins {minimum} est respectée.",
            (b.source,),
        )
    if d.duree_mois is None:
        cles = ("duree_mois",) if d.contrat else ("contrat", "duree_mois")
        return Critere(
            "duree", INCONNU, f"Le contrat doit durer au moins {minimum}.", (b.source,), cles
        )
    assez = d.duree_mois >= b.seuils.duree_mois_min
    dite = f"{d.duree_mois}{ESPACE}mois"
    if not assez and d.contrat is None:  # un CDI, lui, suffirait
        return Critere(
            "duree",
            INCONNU,
            f"{dite}{ESPACE}: il en faut au moins {minimum}, sauf en CDI.",
            (b.source,),
            ("contrat",),
        )
    return Critere(
        "duree",
        _juger(assez),
        f"Contrat de {dite}{ESPACE}: il en faut au moins {b.seuils.duree_mois_min}.",
        (b.source,),
    )


def niveau_obtenu(d: Dossier, b: Bareme) -> Critere:
    regle = f"il faut déjà {niveau(b.seuils.niveau_obtenu_min)} ou plus"
    if d.niveau_obtenu is None:
        return Critere(
            "niveau_obtenu", INCONNU, f"{majuscule(regle)}.", (b.source,), ("niveau_obtenu",)
        )
    texte = f"Le jeune a obtenu {niveau(d.niveau_obtenu)}{ESPACE}: {regle}."
    return Critere(
        "niveau_obtenu", _juger(d.niveau_obtenu >= b.seuils.niveau_obtenu_min), texte, (b.source,)
    )


def anciennete_diplome(d: Dossier, b: Bareme) -> Critere:
    ans = b.seuils.anciennete_diplome_ans
    regle = f"il doit dater de moins de {ans}{ESPACE}ans au début du contrat"
    if d.date_diplome is None or d.date_debut is None:
        cles = tuple(
            c
            for c, v in (("date_debut", d.date_debut), ("date_diplome", d.date_diplome))
            if v is None
        )
        return Critere(
            "anciennete_diplome", INCONNU, f"Le diplôme{ESPACE}: {regle}.", (b.source,), cles
        )
    dates = f"Diplôme du {jour(d.date_diplome)}, contrat du {jour(d.date_debut)}"
    if d.date_diplome > d.date_debut:
        texte = f"{dates}{ESPACE}: le diplôme vient après le début du contrat, c'est à confirmer."
        return Critere("anciennete_diplome", A_CONFIRMER, texte, (b.source,))
    return Critere(
        "anciennete_diplome",
        _juger(d.date_debut < anniversaire(d.date_diplome, ans)),
        f"{dates}{ESPACE}: {regle}.",
        (b.source,),
    )


def niveau_prepare(d: Dossier, b: Bareme) -> Critere:
    regle = f"en alternance, il faut préparer {niveau(b.seuils.niveau_prepare_min)} ou plus"
    if d.niveau_prepare is None:
        return Critere(
            "niveau_prepare", INCONNU, f"{majuscule(regle)}.", (b.source,), ("niveau_prepare",)
        )
    texte = f"Le jeune prépare {niveau(d.niveau_prepare)}{ESPACE}: {regle}."
    return Critere(
        "niveau_prepare",
        _juger(d.niveau_prepare >= b.seuils.niveau_prepare_min),
        texte,
        (b.source,),
    )
