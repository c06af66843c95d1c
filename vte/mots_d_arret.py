"""STOP, and what takes it back, as people write them: with a courtesy, an emoji, in a sentence.

STOP erases all of a conversation: it is heard where nothing else can be meant. An order is the
whole message, once courtesies, emoji and marks are taken away; it is addressed to us, or says « je
me désabonne »; it has nobody else for its subject and is never denied: each of its sentences is
matched from end to end. Beside it may stand what says nothing of a recruitment (« je ne suis plus
intéressé »). An order beside anything else is a doubt, which is asked; « stop » as one interrupts
somebody (« stop, on est 54 ») is neither.
"""

from __future__ import annotations

import re

from vte.texte import aplatir

LONGUEUR_MAX = 200  # characters: who says STOP does not tell their recruitment with it
START = "START"  # what a platform's own button of beginning is read as
_COURTOISIES = re.compile(
    r"\b(?:merci(?: (?:beaucoup|bien|d avance|a vous))?|(?:s il|si) (?:vous|te) plait|svp|stp"
    r"|bonjour|bonsoir|salut|coucou|madame|monsieur|au revoir|adieu|bonne (?:journee|soiree)"
    r"|cordialement|thank you|thanks|please|ok|d accord|maintenant|immediatement|tout de suite"
    r"|desormais|definitivement|vraiment|alors|hello|hi)\b"
)
_NOUS = r"(?:vos|tes|ces|les|des|aux|de|(?:a |de )?(?:tous )?(?:vos|tes|ces|les))"
_ENVOIS = (
    r"(?:messages?|msgs?|sms|textos?|notifications?|notifs?|mails?|courriels?|relances?|spams?"
    r"|sollicitations?|pubs?|publicites?)"
)
_MOI = r"(?:m|me|nous)"
_LES_ENVOIS = rf"(?:{_NOUS} )?(?:autres? |nouveaux )?{_ENVOIS}"
# What one does to somebody in writing: to the infinitive, and told to do it or not.
_FAIRE = (
    r"(?:ecrire|envoyer|contacter|recontacter|solliciter|importuner|relancer|spammer|deranger"
    r"|embeter|harceler|parler|repondre|texter)"
)
_FAITES = (
    r"(?:ecri(?:s|vez)|envoie(?:s)?|envoi|envoyez|(?:contact|recontact|sollicit|importun|relanc"
    r"|spamm|derang|embet|harcel|parl|text)e[sz]?|reponde?z|reponds)"
)
_QUOI = (
    rf"(?: (?:rien|jamais|plus|aucun message|(?:de |d ){_LES_ENVOIS}|{_LES_ENVOIS}|quoi que ce soit"
    r"|(?:sur|par|via) (?:whatsapp|messenger|telegram|sms|(?:ce|mon) (?:numero|telephone|portable))"
    r"|a ce numero|ici|du tout|de votre part))*"
)
_POLIMENT = (
    r"(?:est ce que )?(?:vous (?:pouvez|pourriez)|tu (?:peux|pourrais)|(?:pouvez|pourriez) vous"
    r"|(?:peux|pourrais) tu) "
)
_DEMANDE = (
    r"(?:(?:je|nous) (?:vous|te) (?:demande|demandons|prie)s? |(?:je|nous) (?:veux|voudrais"
    r"|souhaite|souhaiterais|desire|desirons|voulons|souhaitons|aimerais) |veuillez |priere "
    rf"|{_POLIMENT})"
)
_POLIE = re.compile(_POLIMENT)
_DU_SERVICE = (
    r"(?: (?:(?:de|a) (?:vos|ces|cette|ce|votre|tes) \w+(?: d?e? ?\w+)?"
    r"|du (?:service|bot|canal|robot)|de (?:tout|whatsapp|messenger|telegram|la liste)))?"
)
_PAS_D_AILLEURS = r"(?! (?:de|d|du|des|a|au|aux|en)\b)"  # « me désinscrire de ma licence »
_QUITTER = r"(?:desabonner|desinscrire)"
# « Stop » alone may interrupt as well as end: what stands beside it decides.
_SEC = (
    r"(?:(?:stop|stopall|arretez?|arreter|arret|stoppe[rz]?|cesse[rz]?)"
    r"(?: (?:tout|a tout|ca|cela|la))?(?: |$))+"
)
_CLAIR = "|".join(
    (
        rf"(?:stop|arretez?|arreter|stoppe[rz]?|cesse[rz]?) (?:(?:de |d )?{_MOI} {_FAIRE}{_QUOI}"
        rf"|(?:(?:d|de m) envoyer )?{_LES_ENVOIS}|whatsapp|messenger|telegram|le bot|le robot|bot)",
        rf"{_DEMANDE}?(?:(?:d|de|a) )?(?:(?:arreter|cesser|stopper) (?:(?:de |d )?{_MOI} {_FAIRE}"
        rf"{_QUOI}|(?:d envoyer )?{_LES_ENVOIS})|ne plus {_MOI} {_FAIRE}{_QUOI}|ne plus recevoir"
        rf" (?:(?:de |d )?{_LES_ENVOIS}|rien))",
        rf"(?:surtout )?ne {_MOI} {_FAITES} (?:plus|jamais){_QUOI}",
        rf"{_MOI} (?:ecrivez|envoyez|contactez|recontactez|relancez|sollicitez) plus{_QUOI}",
        r"(?:je|nous|on) (?:ne |n )?(?:veux|voulons|veut|souhaite|souhaitons|desire|voudrais) plus"
        r" (?:du tout )?(?:(?:rien )?(?:recevoir|avoir|lire|voir) )?"
        rf"(?:(?:de |d |aucun )?{_LES_ENVOIS}|que (?:vous|tu) {_MOI} {_FAITES}|(?:vous|te) parler"
        r"|avoir affaire a vous|etre (?:(?:re)?contacte|sollicite|relance|derange|importune)e?s?"
        r"(?: par vous)?|rien recevoir)(?: (?:de vous|de votre part|du tout))?",
        rf"plus (?:de|d|aucun) {_ENVOIS}",
        rf"(?:{_DEMANDE})?(?:me |nous |m en )?{_QUITTER}{_DU_SERVICE}{_PAS_D_AILLEURS}",
        rf"(?:je me |nous nous )?(?:desabonn(?:e|ons)|desinscri(?:s|vons)){_DU_SERVICE}"
        rf"{_PAS_D_AILLEURS}",
        r"(?:desabonne[sz]?|desinscri(?:s|vez)|supprime[sz]?|retire[sz]?|enleve[sz]?) moi"
        rf"{_DU_SERVICE}",
        r"desabonne(?:ment|z)|desinscri(?:ption|vez)|unsubscribe(?: me)?|opt out",
        r"stop (?:writing|messaging|texting|contacting)(?: to)?(?: me)?"
        r"|stop sending(?: me)?(?: messages)?",
    )
)
# What says nothing of a recruitment, and so leaves « stop » what it is.
_SANS_SUJET = re.compile(
    "|".join(
        (
            r"(?:je (?:ne )?suis |on (?:n )?est |nous (?:ne )?sommes )?(?:plus|pas) (?:du tout )?"
            r"(?:interesse|concerne|disponible)e?s?(?: par .*)?",
            r"(?:ca|cela|ceci|tout ca) (?:ne )?(?:m|nous) interesse (?:plus|pas)(?: du tout)?",
            r"c est (?:bon|tout|fini|termine|trop|regle|insupportable|penible|lourd)"
            r"(?: pour (?:moi|nous))?",
            r"(?:ca|cela) suffit(?: comme ca)?|(?:j en ai |y en a )?(?:marre|assez|ras le bol)",
            r"je n en (?:veux|peux) plus|je ne veux plus rien(?: savoir)?|j abandonne|je quitte",
            r"(?:je|nous|on) (?:n )?(?:ai|avons|a) plus besoin(?: de (?:vous|rien|ca|votre aide|ce"
            r" service|l assistant))?",
            r"j ai (?:fini|termine|(?:(?:trouve|eu|obtenu) )?(?:ma reponse|mes reponses)|trouve"
            r"|ce qu il me (?:faut|fallait))",
            r"(?:laisse|fiche|fous|foute|fichez|lache)[sz]? (?:moi|nous)(?: (?:tranquilles?|la paix"
            r"|en paix))?",
            rf"(?:c est |j ai recu )?(?:beaucoup )?trop (?:de |d ){_ENVOIS}",
            rf"(?:vous|tu) m (?:ecri\w+|envo\w+) (?:beaucoup )?trop(?: (?:de |d ){_ENVOIS})?",
            r"(?:et )?(?:effacez|supprimez)(?: moi)? (?:tout|(?:toutes )?(?:mes|les) donnees"
            r"|mon numero)",
            r"(?:et )?(?:oubliez|supprimez|effacez) moi|je (?:vous )?l ai deja dit"
            r"|bonne continuation",
            r"(?:c est un |vous avez un )?mauvais numero|(?:je ne|j) (?:vous|te) connais pas"
            r"|(?:non|oui|voila|desolee?|pardon|a bientot|ciao|bye|jamais|et|ni|puis)",
        )
    )
)
# « Stop » that interrupts: a mistake put right, or what a recruitment is told with.
_SUJET = re.compile(
    r"\d|\b(?:tromp|erreur|corri|rectifi|plutot|en fait|en realite|pardon|precedent|revenons"
    r"|revenir|repren|recommen|cdd|cdi|alternan|appren|stag|contrat|salari|effectif|employ|entrepr"
    r"|embauch|recrut|poste|prime|vte|aide|dossier|commune|ville|personnes?\b|mois|date|siret|region"
    r"|question|conseill|bpi|ademe|licence|master|ecole|diplom|subvention|and go|and|ou\b|motion)"
)
_COMMENT = re.compile(
    rf"comment (?:est ce qu on |est ce que je |faire pour |puis je |je peux |on peut )?(?:me |se |m"
    rf" |nous |vous )?(?:{_QUITTER}|desabonne|desinscris|ne plus recevoir {_LES_ENVOIS}|arreter"
    rf" {_LES_ENVOIS}).*"
)
_PRESQUE = re.compile(
    rf"(?:vous|tu) ne {_MOI} {_FAITES} plus|(?:je|nous) ne (?:veux|souhaite|voulons|souhaitons) pas"
    rf" (?:recevoir|avoir|de|vos|d)\b.*{_ENVOIS}"
    r"|(?:laisse|fiche|fous|foute|fichez|lache)[sz]? (?:moi|nous)"
    r"(?: (?:tranquilles?|la paix|en paix))?"
)
_CLAIR_ENTIER, _SEC_ENTIER = re.compile(_CLAIR), re.compile(_SEC)
_DEBUT_CLAIR, _DEBUT_SEC = re.compile(rf"(?:{_CLAIR})(?= )"), re.compile(rf"(?:{_SEC})(?=\w)")
_REPRISE = re.compile(
    r"start|unstop|resume|recommencer"
    r"|(?:on |je )?reprend(?:s|re|ons)?|je (?:veux|voudrais|souhaite) reprendre"
)
# « On reprend un apprenti » is something else.
_JE_REPRENDS = re.compile(
    r"(?:\w+ ){0,2}(?:on |je |j ?)reprend(?:s|re|ons)?"
    r"(?: (?:ou|la|maintenant|ici|donc|notre|cette|nos)\b.*)?"
)
_NIE = re.compile(r"\b(?:pas|plus|jamais|rien)\b")
# Impatience, which makes an order of the « stop » that ends it, perhaps.
_IMPATIENT = re.compile(
    r"(?:(?:mdr|ptdr|lol|oh|ah|la|pf+|roh|bon|allez|he|hey|tu|t|es|vous|etes|c|est|trop|relous?"
    r"|chiante?s?|penibles?|lourde?s?|nule?s?|saoule[sz]?|soule[sz]?|gonfle[sz]?|fatigante?s?)"
    r"(?: |$))+"
)
_RIEN, _DOUTE, _ORDRE = 0, 1, 2


def arrete(texte: str) -> bool:
    """Whether this asks to be written to no more, and can ask nothing else."""
    return _lire(texte) == _ORDRE


def doute(texte: str) -> bool:
    """Whether this may ask it, so that the person is to be asked."""
    return _lire(texte) == _DOUTE


def reprend(texte: str) -> bool:
    """Whether this takes a STOP back: the word alone, or said of oneself in a short sentence."""
    mots = _mots(_sans_commande(texte))
    if len(texte) > LONGUEUR_MAX or _NIE.search(mots):
        return False
    return bool(_REPRISE.fullmatch(mots) or _JE_REPRENDS.fullmatch(mots))


def commence(texte: str) -> bool:
    """Whether it is START itself, which says nothing else."""
    return _mots(_sans_commande(texte)) == "start"


def _lire(texte: str) -> int:
    if len(texte) > LONGUEUR_MAX:
        return _RIEN
    phrases = [
        m for m in map(_mots, re.split(r"[.!?,;:\n…()]|\s[-–—]\s", _sans_commande(texte))) if m
    ]
    parts = [part for phrase in phrases for part in _parts(phrase)]
    clairs = [p for p in parts if _CLAIR_ENTIER.fullmatch(p)]
    secs = [p for p in parts if _SEC_ENTIER.fullmatch(p)]
    reste = [p for p in parts if p not in clairs + secs and not _SANS_SUJET.fullmatch(p)]
    if not clairs and not secs:
        return _DOUTE if any(map(_presque, parts)) else _RIEN
    if not reste:
        return _DOUTE if _demande(texte, clairs) else _ORDRE
    return _RIEN if not clairs and any(map(_SUJET.search, reste)) else _DOUTE


def _presque(part: str) -> bool:
    """What is near an order: « foutez-moi la paix », « mdr t'es relou stop »."""
    avant, _, fin = part.rpartition(" ")
    impatient = fin == "stop" and _IMPATIENT.fullmatch(avant)
    return bool(_PRESQUE.fullmatch(part) or _COMMENT.fullmatch(part) or impatient)


def _parts(phrase: str) -> list[str]:
    """An order that begins or ends a sentence without a mark, and the rest of that sentence."""
    if _CLAIR_ENTIER.fullmatch(phrase) or _SEC_ENTIER.fullmatch(phrase):
        return [phrase]
    if (debut := _DEBUT_CLAIR.match(phrase)) is not None:
        return [debut[0], *_parts(phrase[debut.end() :].strip())]
    if (debut := _DEBUT_SEC.match(phrase)) is not None:
        suite = phrase[debut.end() :].strip()
        if "stop" in debut[0] or _SANS_SUJET.fullmatch(suite):  # « arrêtez la formation » is one
            return [debut[0].strip(), *_parts(suite)]
    avant, _, fin = phrase.rpartition(" ")
    seule = fin == "stop" and avant != "non" and _SANS_SUJET.fullmatch(avant)
    return [avant, fin] if seule else [phrase]


def _demande(texte: str, clairs: list[str]) -> bool:
    """A question about STOP; « pouvez-vous ne plus m'écrire ? » and « STOP !? » are none."""
    return "?" in texte and "!" not in texte and not any(map(_POLIE.match, clairs))


def _sans_commande(texte: str) -> str:
    """« /stop@assistant » is « stop »."""
    return re.sub(r"^\s*[/\u2215](\w+)(?:@\w+)?", r"\1", texte)


def _mots(texte: str) -> str:
    """The flat words without courtesies, emoji and marks."""
    plats = " ".join(re.findall(r"[a-z0-9]+", aplatir(texte)))
    return " ".join(_COURTOISIES.sub(" ", plats).split())
