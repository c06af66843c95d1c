"""What says that a name comes, in flat text (vte/texte.py)."""

from __future__ import annotations

import re

_PROCHES = (
    "fils|fille|neveu|niece|filleule?|frere|soeur|mari|femme|conjointe?|collegue|associee?"
    "|apprentie?|stagiaire|alternante?|candidate?|tuteur|tutrice|ami|amie|copain|copine|cousine?"
    "|eleve|etudiante?"
)
# A name follows, whatever it looks like.
SUR = re.compile(
    r"\b(?:je m'?ap+el+es?|j'm'appelle|je me (?:nomme|prenomme|presente ?[,:]?)"
    r"|m'appelle|mon (?:nom|prenom)(?: de famille)?(?: (?:a moi )?(?:est|c'est))?(?: ?: ?)?"
    rf"|(?:il|elle|qui|jeune|{_PROCHES}) s'appelle"
    r"|nom et prenom ?:|prenom et nom ?:|nom,? prenom ?:|prenoms? ?:"
    r"|(?<!\w )nom(?: de famille)? ?:|signe ?:|interlocut(?:eur|rice) ?:|contact ?:)"
    r"(?=[ \n]|[^\W\d_])"
)
TITRE = re.compile(r"\b(?:monsieur|madame|mademoiselle|mme|mlle|melle|mr|mrs|dr)\b\.?(?= )")
# What is a title only with a capital, and before one: « Me Durand », never « me dire ».
TITRE_ET_CAPITALE = re.compile(
    r"\b(?:m\.|mm\.|me\b|maitre|docteur|professeur|pr\b\.?)(?= ?[^\W\d_])"
)
# A name may follow: a first name that people bear tells.
PRENOM = re.compile(
    r"\b(?:moi,? c'est|moi c|c'est|(?<!')ici|je suis|suis|de la part de|au nom de"
    r"|je soussignee?|signe|(?:mon|ma|notre|mes|un|une|le|la|son|sa)"
    rf"(?: (?:future?|jeune|petite?|grande?))? (?:{_PROCHES})),?(?= )"
)
# Before a title, the name of a street or of a school.
VOIE = re.compile(
    r"\b(?:rue|avenue|av\.?|place|boulevard|bd|allee|impasse|square|quai|lycee|hopital|clinique"
    r"|chemin|cours|college|ecole|centre|zac|za)(?: (?:du|de la|de|des|d'))? ?$"
)
# After these a mail is signed; FERME: by them alone, on the same line too.
FORMULE = re.compile(
    r"(?:\b(?:(?:bien |tres )?(?:cordialement|amicalement|respectueusement|sincerement)|cdl?t"
    r"|bien a vous|(?:sinceres |meilleures |respectueuses |mes |nos ){0,3}salutations"
    r"(?: distinguees)?|(?:bonne|belle) (?:journee|soiree|reception|semaine)|bon week-?end"
    r"|merci(?: (?:d'avance|beaucoup|bien|par avance))?|a bientot|bises?"
    r"|dans l'attente de (?:votre|vous)[^\n]{0,40})|(?m:^)--)"
)
FERME = re.compile(r"cordial|amical|respect|sincer|cdl?t|salutations|bien a vous|--")
APRES_FORMULE = re.compile(r"[ ,.;:!\-]{0,10}\n[\s\-]{0,20}|[ ,.;:!\-]{1,10}|(?=$)")
