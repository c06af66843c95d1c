"""What was not understood, by themes: near sentences together, with examples.

Near: the same runs of letters, whatever their typing errors (TF-IDF of n-grams of characters,
average linkage on their cosine). Deterministic: the same messages, always the same themes. A theme
has at least two people, and is named by words that at least two of them wrote.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from console.chiffre import Chiffre
from console.dates import Periode
from console.models import Tour
from console.search import MOT, mots
from console.selection import en_texte
from vte.donnees_personnelles import masquer
from vte.texte import aplatir

MESSAGES_MAX = 600  # the newest of the period: what a page groups in time
THEMES_MAX, EXEMPLES, MOTS_DU_NOM, PERSONNES_MIN = 20, 3, 3, 2
_LUS_MAX = 200  # characters of a message
_MOT_MIN = 3  # letters of a word that may name a theme
# Cosine distance up to which groups of sentences are joined (0 the same, 1 nothing in common).
DISTANCE = 0.75


@dataclass(frozen=True)
class Dit:
    """A message that was not understood."""

    texte: str
    personne: str
    conversation: int


Groupe = list[tuple[str, list[Dit]]]  # folded texts, each with who said it how


@dataclass(frozen=True)
class Theme:
    """`exemples`: the most typical first; `conversations`: where it was said, by their numbers."""

    nom: str
    messages: int
    personnes: int
    exemples: list[str]
    conversations: list[int]

    @property
    def parmi(self) -> str:
        """What the list of conversations wants, to show these."""
        return en_texte(self.conversations)


def themes(periode: Periode) -> list[Theme]:
    """Those of the newest messages that people wrote in these days, the largest first."""
    return grouper(_dits(periode))


def en_chiffre(periode: Periode) -> Chiffre:
    """The same as a figure, without what people said but the words that name each theme."""
    trouves = themes(periode)
    return Chiffre(
        "themes",
        "Thèmes des messages pas compris",
        "Thème",
        ["messages", "personnes", "conversations"],
        [(t.nom, [t.messages, t.personnes, len(t.conversations)]) for t in trouves],
        liens=[{2: {"parmi": t.parmi}} for t in trouves],
    )


def _dits(periode: Periode) -> list[Dit]:
    lignes = (
        Tour.objects.filter(
            compris=False,
            bouton=False,
            conversation__jour__gte=periode.du,
            conversation__jour__lte=periode.au,
            le__lt=periode.fin,
        )
        .order_by("-le", "-id")
        .values_list("texte", "conversation__personne", "conversation_id")[:MESSAGES_MAX]
    )
    return [Dit(texte[:_LUS_MAX], qui, numero) for texte, qui, numero in lignes]


def grouper(dits: Sequence[Dit]) -> list[Theme]:
    """The themes of these messages; those of one person alone are none."""
    par_texte: dict[str, list[Dit]] = defaultdict(list)
    for dit in dits:
        if plie := " ".join(mots(dit.texte)):
            par_texte[plie].append(dit)
    textes = sorted(par_texte)
    frequence = Counter(mot for texte in textes for mot in set(texte.split()))
    groupes = [[(texte, par_texte[texte]) for texte in groupe] for groupe in _groupes(textes)]
    gardes = [groupe for groupe in groupes if len(_personnes(groupe)) >= PERSONNES_MIN]
    gardes.sort(key=lambda groupe: (-sum(len(dits) for _, dits in groupe), groupe[0][0]))
    return [_theme(groupe, frequence, len(textes)) for groupe in gardes[:THEMES_MAX]]


def _personnes(groupe: Groupe) -> set[str]:
    return {dit.personne for _, dits in groupe for dit in dits}


def _groupes(textes: Sequence[str]) -> list[list[str]]:
    """Near texts together, the most typical of each group first."""
    if len(textes) < 2:
        return [[texte] for texte in textes]
    # Loaded where it serves: a page without themes needs none of it.
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    vecteurs = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True)
    proximites: Any = (lus := vecteurs.fit_transform(textes)) @ lus.T
    ressemblance = proximites.toarray()
    reglages = {"n_clusters": None, "distance_threshold": DISTANCE, "linkage": "average"}
    groupeur = AgglomerativeClustering(affinity="precomputed", **reglages)
    membres: dict[int, list[int]] = defaultdict(list)
    for rang, groupe in enumerate(groupeur.fit_predict(1 - ressemblance)):
        membres[int(groupe)].append(rang)
    return [
        [textes[r] for r in sorted(rangs, key=lambda r: (-ressemblance[r, rangs].sum(), r))]
        for rangs in membres.values()
    ]


def _theme(groupe: Groupe, frequence: Counter[str], total: int) -> Theme:
    dits = [dit for _, siens in groupe for dit in siens]
    return Theme(
        nom=_nom(groupe, frequence, total),
        messages=len(dits),
        personnes=len(_personnes(groupe)),
        exemples=[masquer(siens[0].texte) for _, siens in groupe[:EXEMPLES]],
        conversations=sorted({dit.conversation for dit in dits}),
    )


def _nom(groupe: Groupe, frequence: Counter[str], total: int) -> str:
    """Its most typical words: often said here, seldom elsewhere, and by several people."""
    qui: dict[str, set[str]] = defaultdict(set)
    fois: Counter[str] = Counter()
    for texte, dits in groupe:
        for mot in set(texte.split()):
            qui[mot] |= {dit.personne for dit in dits}
            fois[mot] += len(dits)
    dites = [mot for mot in fois if len(qui[mot]) >= PERSONNES_MIN]
    candidats = [mot for mot in dites if len(mot) >= _MOT_MIN] or dites
    poids = {mot: fois[mot] * log(1 + total / frequence[mot]) for mot in candidats}
    choisis = sorted(candidats, key=lambda mot: (-poids[mot], mot))[:MOTS_DU_NOM]
    formes = _formes([dit for _, dits in groupe for dit in dits])
    return ", ".join(formes.get(mot, mot) for mot in choisis) or "messages proches"


def _formes(dits: Sequence[Dit]) -> dict[str, str]:
    """How each folded word is most often written, accents included."""
    ecrites: dict[str, Counter[str]] = defaultdict(Counter)
    for dit in dits:
        for mot in MOT.findall(dit.texte.lower()):
            ecrites[aplatir(mot)][mot] += 1
    return {plie: max(sorted(f), key=f.__getitem__) for plie, f in ecrites.items()}
