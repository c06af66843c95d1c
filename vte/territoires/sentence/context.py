"""What stands around a place's name in a sentence, and what follows from it.

The patterns read the flat text (vte.texte); facts already read are \\x00 in it.
"""

from __future__ import annotations

import re

NOMBRE_ET_UNITE = re.compile(
    r"salari|pers|employ|mois|ans?\b|euros?|jours?|km|heures?|collab|gens|postes?|jeunes?"
)
# After these words, the name of a place is expected.
LIEU = re.compile(
    r"(?:\ba(?! cote)|\bau|\baux|\bsur|\bvers|\bpres de|\bpres d'|\bproche de"
    r"|\bcommune de|\bcommune d'|\bville de|\bville d'|\bbasee?s? (?:a|en|sur)"
    r"|\bsituee?s? a|\bgare de|\bgare d'|\bcentre de|\bcommune|\bville|\blieu"
    r"|\binstallee?s? a|\bc'est a|\b(?:pour|mais|plutot|depuis) a|\bentre|\bautour de"
    r"|\bzone industrielle de|\b(?:z\.?i\.?|za|zac) de|\bcote de|\bdu cote de|\bagglo de"
    r"|\bbanlieue de|\bperipherie de|\bnord de|\bsud de|\best de|\bouest de)"
    r"\s*(?:cote d[e'] ?)?[:=]?\s*$"
)
LIEU_D_UN_MOT_COURANT = re.compile(r"\b(?:a|au|aux|commune d[e']|ville d[e']|pres d[e'])\s*$")
# Where only a place can come: a misspelt name is known there too.
LIEU_SUR = re.compile(
    r"\b(?:pers|personnes?|salaries?|employes?|boite|entreprise|societe|pme|eti|tpe|usine"
    r"|atelier|poste|situee?s?|basee?s?|installee?s?|implantee?s?|est|sommes|suis|habite"
    r"|cdi|cdd|contrat|alternance|apprentissage|bosse|travaille|recrute|recrutons|embauche|taff?e)"
    r"[\s\x00]+(?:a|sur|vers)\s+"
    r"|\bcommune d[e'] ?|\bville d[e'] ?|\b(?:pres|cote|gare) d[e'] ?|\x00[\s,]*a\s+"
)
LIEU_DEMANDE = re.compile(r"\b(?:a|au|aux|sur|vers|pres d[e']|cote d[e']|gare d[e'])\s*(?=\w)")
APRES_LIEU = re.compile(r"\s*(?:[,;:(\x00]|(?:en|pour|dans|est|c'est|avec|et)\b)")
# « est-ce que Figeac fait partie de la liste ? »
QUE = re.compile(r"(?:\bque |\bqu'|\bsi |^)\s*$")
EST_DE_LA_LISTE = re.compile(
    r"\s*(?:en )?(?:est|fait|y est|appartient|figure|se trouve|rentre|entre|compte|beneficie)\b"
)
CONTRACTION = re.compile(r"\b(aux?)\s*$")
ARTICLE_DE = {"au": "le", "aux": "les"}
# What opens another part of the sentence.
COUPE = re.compile(
    r"[,.;:\n]|\b(?:mais|et|pour|poste|usine|atelier|travail\w*|contrat|cdi|cdd|alternance"
    r"|boite|entreprise|societe|cherche|recrut\w*)\b"
)
DANS = re.compile(r"\b(?:dans|en)\s*(?:le |la |les |l')?\s*$")
# A place that is not the post's: it only serves when nothing else is named.
AILLEURS = re.compile(
    r"\b(?:siege|maison mere|habite|habitons|domicilie\w*|vis a|vit a|viens d[eu']|vient d[eu']"
    r"|suis d[eu']|originaire|natif|native|etudie\w*|etudes|ecole|fac|universite|iut|campus"
    r"|lycee|cfa|diplomee?)(?:\b|(?<=[eu']))"
)
TRAVAIL = re.compile(
    r"\b(?:postes?|usine|atelier|sites?|chantier|travail\w*|bosse\w*|embauch\w*|recrut\w*"
    r"|contrat|lieu de travail|etablissement|agence|magasin)\b(?!.*\b(?:siege|bureaux)\b)"
)
VERBE = re.compile(r"(?:er|ir|re|ez|ent)$")
NEGATION = re.compile(r"\b(?:pas|ni|plus|non)\s+(?:a|au|sur|de|d'|dans|en|vers)?\s*$")
APRES_REPONSE = re.compile(
    r"[\s\x00]*(?:$|[^\w\s]|\d|(?:en|dans|pour|est|c'est|cest|avec|et|je|j'ai|on|merci|svp"
    r"|ville|centre|france|moi|ou)\b)"
)
OU = re.compile(r"\s*,?\s*ou\s+(?:(?:bien|alors|a|sur|peut-etre)\s+)*")
LIEU_FAIBLE = re.compile(r"(?:\bde|\bd'|\bdans|\ben|\bin|\bpour|[(,:;\x00-]|^)\s*$")
# « en master à Nantes »: where one studies, not where one will work.
ETUDES = re.compile(
    r"\b(?:est|suis|sera|etait|etais) en (?:bts|dut|but|licence|bachelor|master|m1|m2|l3|these"
    r"|prepa|ecole|fac|ingenieur)(?: pro\w*)?(?: \w+)? (?:a|au)\s*$"
)
HONORIFIQUE = re.compile(
    r"\b(?:m|mr|mme|monsieur|madame|mlle|dr|me|maitre|rue|avenue|boulevard|place|impasse|allee"
    r"|universite|iut|lycee|bts|master|tour|tours|saint|sainte)\.?\s*(?:de |d'|du |la |des )*$"
)
REMPLISSAGE = re.compile(
    r"^\W*(?:(?:alors|bon|ben|bah|euh|donc|oui|ok|bonjour|c'est|cest|ce sera|ca sera"
    r"|ca se passe|a|au|aux|en|sur|dans|la commune|la ville|le poste est|le poste sera|on est"
    r"|on bosse|nous sommes|je suis|j'habite|mon entreprise est|l'entreprise est|la boite est"
    r"|notre usine est|l'usine est|situe|situee|situes|base|basee|bases|installe|installes"
    r"|de|d'|est|pas loin|plutot|finalement|en fait|ville|commune|pour|vers|pres|a cote|du cote"
    r"|juste|tout|enfin|je crois|je pense|la gare|moi)\b['\s:,]*)+"
)
CODE_ANNONCE = re.compile(r"(?:code (?:postal|insee)|\bcp|\ba|\ben|dans le|\bsur(?: le)?)\s*:?\s*$")
FIN_DE_PHRASE = re.compile(r"[.!?]\s*$")
PONCTUATION = re.compile(r"[,.;:!?()\x00]")
