"""What the assistant says of a relay, and how a person ends it."""

from __future__ import annotations

import re

from vte.texte import aplatir

TITRE = "Retour à l'assistant"  # in twenty characters, which is what WhatsApp's buttons hold
REPRENDRE = "/reprendre_avec_l_assistant"  # the payload of that button
OUVERTURE = (
    "Un conseiller a rejoint la conversation et va vous répondre ici. L'assistant automatique se"
    " tait en attendant."
)
TRANSMIS = "C'est transmis à un conseiller. Il vous répondra ici, dès qu'il le pourra."
RENDU = (
    "Le conseiller a quitté la conversation. C'est de nouveau l'assistant automatique qui vous"
    " répond\u00a0: continuez quand vous voulez."
)
REPRIS = (
    "C'est de nouveau l'assistant automatique qui vous répond\u00a0: posez votre question, ou"
    " continuez où nous en étions."
)
RETOUR = (
    "Personne n'a écrit ici depuis un jour\u00a0: l'assistant automatique est de retour. Si vous"
    " attendez encore une réponse, dites «\u00a0parler à quelqu'un\u00a0»."
)
# Where staff answer in the platform's own inbox, which does not always tell what they write.
RETOUR_DE_LA_BOITE = (
    "L'assistant automatique est de retour\u00a0: posez votre question, ou continuez où nous en"
    " étions. Pour qu'une personne vous réponde, dites «\u00a0parler à quelqu'un\u00a0»."
)
_GESTE = r"(?:reprendre avec|continuer avec|retour a|retourner a|revenir a)"
_LES_MOTS = re.compile(rf"(?:je (?:veux|voudrais|souhaite) )?{_GESTE} l.assistant\W*")


def reprend(texte: str) -> bool:
    """Whether these words are those of the button, however they are typed."""
    return bool(_LES_MOTS.fullmatch(aplatir(texte).strip()))
