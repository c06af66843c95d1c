"""The clauses of a message: what one of them says by itself is likely what the message says.

A remark or a question beside a fact (« effectif 175. Je ne retrouve pas l'année, c'est grave ? »)
makes a reader doubt all that the message holds; alone, the clause is as plain as can be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vte.texte import aplatir

_FIN = re.compile(r"[.!?…;:\n]+(?=\s|$)|,\s|\s(?=(?:et|mais|puis|donc)\s)")
# What is said of another than the recruitment, denied, supposed or over: none of it is a fact.
_AILLEURS = re.compile(
    r"\b(?:pas|plus|jamais|sans|ni|non|si|sinon|ou|siege|ancien\w*|avant|precedent\w*|autres?|cousin\w*|ami\w*"
    r"|copain|copine|confreres?|collegues?|frere|soeur|voisin\w*|maison mere|groupe|clients?"
    r"|fournisseurs?|maintenant|aujourd'hui|rate\w*|arrete\w*|abandonne\w*|valide\w*)\b|\w(?:rais|rait|raient)\b|[?€%]"
)


def propositions(texte: str) -> Iterator[tuple[int, int]]:
    """Where each clause stands that states something of its own, if there are several."""
    plat = aplatir(texte)
    fins = [m.end() for m in _FIN.finditer(plat)]
    bornes = sorted({0, *fins, len(texte)})
    places = list(zip(bornes, bornes[1:], strict=False))
    if len(places) > 1:
        yield from (p for p in places if not _AILLEURS.search(plat[p[0] : p[1]]))
