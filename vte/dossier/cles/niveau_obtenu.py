"""The highest diploma held, as bac+N: bac = 0, below it = -1."""

from __future__ import annotations

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Choix, Cle
from vte.dossier.natures import entier
from vte.mots import ESPACE, niveau

NIVEAUX = (-1, 8)  # of both diplomas, held and prepared

CLE = Cle(
    nom="niveau_obtenu",
    nature=entier(*NIVEAUX),
    libelle="le diplôme déjà obtenu",
    titre="Le diplôme obtenu",
    dire=niveau,
    devant=f"diplôme obtenu{ESPACE}: ",
    repondue_par=("niveau_obtenu",),
    ordre={ENTREPRISE: 60, CANDIDAT: 20},
    nommee=r"diplomes?|niveau|etudes|bac",
    precision=1,
    choix=(
        Choix("Bac ou moins", "niveau_obtenu", 0),
        Choix("BTS, DUT (bac+2)", "niveau_obtenu", 2),
        Choix("Licence, BUT (bac+3)", "niveau_obtenu", 3),
        Choix("Maîtrise (bac+4)", "niveau_obtenu", 4),
        Choix("Master (bac+5)", "niveau_obtenu", 5),
        Choix("Doctorat (bac+8)", "niveau_obtenu", 8),
    ),
)
