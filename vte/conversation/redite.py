"""No reply is the same twice in a row: said again, it is said otherwise, or said to be said."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from vte.conversation.parole import Parole
from vte.conversation.textes import Textes

ENCORE = "_encore"  # what ends the name of a response said a second time
_QUESTIONS = ("utter_demander_", "utter_rappel_", "utter_doute_")


def varier(precedente: str | None, paroles: tuple[Parole, ...]) -> tuple[tuple[Parole, ...], str]:
    """What to say so that it differs from the reply before, and its own digest.

    `precedente`: the digest of the reply before.
    """
    essais = ((dites, empreinte(dites)) for dites in _essais(paroles))
    return next((dites, marque) for dites, marque in essais if marque != precedente)


def _essais(paroles: tuple[Parole, ...]) -> Iterator[tuple[Parole, ...]]:
    yield paroles
    yield tuple(map(_encore, paroles))
    yield (Parole("utter_deja_dit"), *(p for p in paroles if p.reponse.startswith(_QUESTIONS)))


def _encore(parole: Parole) -> Parole:
    """The same in other words, where there are others."""
    autre = f"{parole.reponse}{ENCORE}"
    if autre not in Textes.du_projet().noms:
        return parole
    return Parole(autre, parole.valeurs, parole.boutons)


def empreinte(paroles: Iterable[Parole]) -> str:
    """A few characters that tell a reply from another; nothing of it can be read in them."""
    dit = repr([(p.reponse, sorted(p.valeurs.items())) for p in paroles])
    return hashlib.blake2s(dit.encode(), digest_size=6).hexdigest()
