"""What people say in the measured conversations.

Openings, answers, questions in between, corrections.
"""

CONVERSATIONS: tuple[tuple[str, ...], ...] = (
    (
        "Bonjour, je dirige une PME de 45 salariés à Oyonnax, je veux prendre un jeune diplômé "
        "d'un master en CDD de 18 mois "
        "à partir du 1er septembre 2021, il a eu son diplôme en juin 2021. Quelles aides ?",
        "en fait on est 60",
        "comment faire la demande ?",
        "merci",
    ),
    (
        "bonjour",
        "quelles aides pour recruter un jeune ?",
        "Figeac",
        "300",
        "apprentissage",
        "1er octobre 2021",
        "24 mois",
        "BTS",
        "licence",
        "merci beaucoup",
    ),
    (
        "Nous sommes 12 à Lyon et nous voulons embaucher en CDI",
        "et à Oyonnax ?",
        "à partir de septembre",
        "il a un master",
        "juin 2021",
    ),
    (
        "c'est quoi le VTE ?",
        "je voudrais savoir si j'y ai droit",
        "Roanne",
        "je ne sais pas",
        "CDD",
        "un an",
        "à la rentrée",
        "bac+5",
        "en juin",
    ),
    (
        "un poste à Saint-Denis",
        "dans le Gard",
        "quelle heure est-il ?",
        "on recommence",
        "Cholet",
        "80 personnes",
        "contrat pro",
    ),
)

# What one long conversation goes over.
ENCORE = (
    "on est 45 à Oyonnax, en CDD",
    "c'est quoi le VTE ?",
    "en fait on est 60",
    "18 mois",
    "récapitule",
)
