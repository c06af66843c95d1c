"""STOP, and what takes it back, as people write them: with a courtesy, an emoji, in a sentence.

What is said of something else (« arrêter mon apprentissage », « arrêt maladie », « le stop and
go ») is no STOP, and a question about STOP is none either.
"""

from __future__ import annotations

import re

from vte.texte import aplatir

LONGUEUR_MAX = 200  # characters: who says STOP does not tell their recruitment with it
START = "START"  # what a platform's own button of beginning is read as
_COURTOISIES = re.compile(
    r"\b(?:merci(?: (?:beaucoup|bien|d avance|a vous))?|s il (?:vous|te) plait|svp|stp|bonjour"
    r"|bonsoir|salut|au revoir|bonne (?:journee|soiree)|thank you|thanks|please|ok|d accord"
    r"|maintenant|immediatement|tout de suite|definitivement)\b"
)
# The order, where it is a sentence by itself; and what is one only where nothing else is said.
_ORDRE = re.compile(
    r"stop(?: (?:tout|a tout|sms|messages?|whatsapp|messenger|telegram))?|stopper|stoppez"
    r"|unsubscribe|desabonne(?:r|ment|z)|desinscri(?:re|ption|vez)"
    r"|me desabonner|me desinscrire|desabonnez moi|desinscrivez moi"
)
_SEUL = re.compile(r"arret|arreter")
_ECRIRE = r"(?:m|me|nous) (?:ecri|envoy|envoi|contact|sollicit|importun|relanc|spam)\w*"
_PHRASES = re.compile(
    "|".join(
        (
            rf"\bne (?:{_ECRIRE})(?<!t) plus\b",  # « vous ne m'écrivez plus », not « il n'écrit »
            rf"^(?:je vous demande )?(?:de )?ne plus {_ECRIRE}",
            rf"\b(?:arrete|arretez|cesse|cessez|stop) (?:de |d )?{_ECRIRE}",
            r"\b(?:je|nous) (?:ne )?(?:veux|voulons|souhaite|souhaitons) plus (?:recevoir |avoir )?"
            r"(?:de |d |vos |tes |aucun )?(?:autres? )?(?:messages?|sms|notifications?)",
            r"^plus de (?:messages?|sms)$",
            r"\b(?:me desabonner|me desinscrire|desabonnez moi|desinscrivez moi)"
            r"(?: (?:de (?:vos|ces|cette|ce|votre)|du (?:service|bot|canal))\b.*)?$",
            r"\bunsubscribe me\b|\bstop (?:writing|messaging|texting|contacting)\b",
            r"^stop (?:je|j|ne|n|plus|ca|vous)\b.*(?:messages?|envo|contact|suffit|marre)",
        )
    )
)
_REPRISE = re.compile(
    r"start|unstop|resume|recommencer"
    r"|(?:on |je )?reprend(?:s|re|ons)?|je (?:veux|voudrais|souhaite) reprendre"
)


def arrete(texte: str) -> bool:
    """Whether this asks to be written to no more."""
    if len(texte) > LONGUEUR_MAX or "?" in texte:
        return False
    morceaux = [m for m in map(_mots, re.split(r"[.!,;:\n…]|\s-\s", _sans_commande(texte))) if m]
    if any(_ORDRE.fullmatch(m) for m in (*morceaux[:1], *morceaux[-1:])):
        return True
    mots = _mots(_sans_commande(texte))
    return bool(_SEUL.fullmatch(mots) or _PHRASES.search(mots))


def reprend(texte: str) -> bool:
    """Whether this takes a STOP back."""
    return len(texte) <= LONGUEUR_MAX and bool(_REPRISE.fullmatch(_mots(_sans_commande(texte))))


def commence(texte: str) -> bool:
    """Whether it is START itself, which says nothing else."""
    return _mots(_sans_commande(texte)) == "start"


def _sans_commande(texte: str) -> str:
    """« /stop@assistant » is « stop »."""
    return re.sub(r"^\s*[/\u2215](\w+)(?:@\w+)?", r"\1", texte)


def _mots(texte: str) -> str:
    """The flat words without courtesies, emoji and marks."""
    plats = " ".join(re.findall(r"[a-z0-9]+", aplatir(texte)))
    return " ".join(_COURTOISIES.sub(" ", plats).split())
