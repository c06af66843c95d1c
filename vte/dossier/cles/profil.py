"""Who is asking. It is told by the way people speak, and never asked for."""

from __future__ import annotations

from vte.dossier.cle import CANDIDAT, ENTREPRISE, Cle
from vte.dossier.natures import parmi

PROFILS = (ENTREPRISE, CANDIDAT)
MOTS = {ENTREPRISE: "vous recrutez", CANDIDAT: "vous êtes candidat"}
_UNE_ENTREPRISE = (
    r"\bj(?:e |'|)(?:dirige|gere|recrute|suis (?:le |la |l'|un |une )?(?:gerante?|"
    r"dirigeante?|patron(?:ne)?|chef\w* d'entreprise|drh|rh|artisan|employeur|responsable|"
    r"directeur|directrice))"
    r"|\b(?:mon|notre|ma|nos) (?:entreprise|societe|boite|pme|tpe|eti|usine|groupe|atelier|"
    r"salaries)"
    r"|\b(?:on|nous) (?:veut?|voulons|recrute|recrutons|cherche a (?:recruter|embaucher)|"
    r"(?:souhait\w+|aimer\w+|va|allons) (?:recruter|embaucher|prendre|accueillir)|"
    r"embauch\w+|prend\w* une? |est une? (?:pme|eti|tpe|boite|entreprise))"
    r"|\bj'embauche|\bje (?:veux|voudrais|souhaite|compte|vais|cherche a) (?:recruter|"
    r"embaucher|prendre)|\bchef d'entreprise|\bemployeur\b|\bune entreprise\W*$"
)
_UN_CANDIDAT = (
    r"\bj(?:e |'|)(?:suis (?:un |une |le |la |l')?(?:etudiante?|candidate?|apprentie?|"
    r"alternante?|diplomee?|en (?:bts|licence|master|but|m1|m2|alternance|recherche))"
    r"|(?:re)?cherche (?:une? )?(?:alternance|apprentissage|entreprise|poste|contrat|stage|"
    r"emploi)|prepare|sors d|vais signer|vais commencer|finis mes)"
    r"|\bj'ai (?:mon|un|obtenu|eu) (?:bts|master|licence|diplome|dut|but|bac)|\b(?:me|"
    r"m')\s?(?:prendre|embauch\w*|recrut\w*|engag\w*)|\bmes etudes|\bmon (?:ecole|master|"
    r"bts|apprentissage|alternance)|\bun candidat\b|\bcandidate?\W*$|\betudiante?\W*$"
)

CLE = Cle(
    nom="profil",
    nature=parmi(PROFILS),
    libelle="votre situation",
    titre="Votre situation",
    dire=MOTS.__getitem__,
    repondue_par=("profil",),
    lue={ENTREPRISE: _UNE_ENTREPRISE, CANDIDAT: _UN_CANDIDAT},
)
