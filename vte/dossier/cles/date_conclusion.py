"""The day the contract was or will be signed: asked only where it can change an amount."""

from __future__ import annotations

from datetime import date

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Cle
from vte.dossier.natures import JOUR
from vte.mots import jour

CLE = Cle(
    nom="date_conclusion",
    nature=JOUR,
    libelle="la date de signature du contrat",
    titre="La signature",
    dire=lambda iso: jour(date.fromisoformat(iso)),
    constat="le contrat est signé le {valeur}",
    devant="signature le ",
    repondue_par=("date_conclusion",),
    lue_comme="date_debut",
    ordre={ENTREPRISE: 90, CANDIDAT: 90},
    nommee=r"signature|date (?:de )?(?:conclusion|signature)|quand (?:on|il|elle|je) signe",
    precision=4,
    utile=lambda dossier: dossier.date_conclusion is not None,
)
