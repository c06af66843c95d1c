"""What the quick model knows of a candidate: its value, the words around it, the other candidates.

Each clue is a short string; what they are worth is learnt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import log2

from vte.horloge import aujourdhui
from vte.lecture.candidats import Candidat
from vte.lecture.roles.qui import suites
from vte.texte import aplatir
from vte.tokens import Token, tokens, tokens_of

AMBIGU = "ambigu"  # that several communes bear a name says nothing of whose place it is
_AUTOUR = 5  # words on each side
_VERBES = ("VERB", "AUX")
_NOMS = ("NOUN", "PROPN")
_COUPURE = re.compile(r"^[,;.:!?()\n]+$|^(?:mais|et|car|donc|puis|or)$")
_NEGATIONS = {"pas", "ni", "non", "jamais", "aucun", "aucune", "sans", "plus"}
_HYPOTHESES = {"si", "hypothese", "imaginons", "supposons", "admettons"}


@dataclass(frozen=True)
class Phrase:
    """A message as its words, flat; `clause`: in which clause each word stands."""

    texte: str
    mots: tuple[Token, ...]
    plats: tuple[str, ...]
    lemmes: tuple[str, ...]
    clause: tuple[int, ...]

    @classmethod
    def de(cls, texte: str) -> Phrase:
        return cls._de(texte, tokens(texte))

    @classmethod
    def de_chacun(cls, textes: Sequence[str]) -> Iterator[Phrase]:
        """Of many texts, several times as quick as one by one."""
        return map(cls._de, textes, tokens_of(textes))

    @classmethod
    def _de(cls, texte: str, mots: tuple[Token, ...]) -> Phrase:
        plats = tuple(aplatir(m.text) for m in mots)
        lemmes = tuple(aplatir(m.lemma) for m in mots)
        return cls(texte, mots, plats, lemmes, tuple(_clauses(plats)))

    def bornes(self, candidat: Candidat) -> tuple[int, int]:
        """The first word of the candidate, and the one after its last."""
        dedans = [
            i for i, m in enumerate(self.mots) if m.start < candidat.fin and m.end > candidat.debut
        ]
        return (dedans[0], dedans[-1] + 1) if dedans else (0, 0)


def _clauses(plats: Sequence[str]) -> Iterator[int]:
    numero = 0
    for mot in plats:
        numero += bool(_COUPURE.match(mot))
        yield numero


def indices(
    phrase: Phrase, candidat: Candidat, tous: Sequence[Candidat], question: str | None
) -> list[str]:
    """The clues of `candidat` among `tous`, those of the same message."""
    debut, fin = phrase.bornes(candidat)
    trouves = [
        "biais",
        f"forme={candidat.forme}",
        f"q={question}",
        f"forme={candidat.forme}|q={question}",
        *(f"i={i}" for i in candidat.indices if i != AMBIGU),
        *de_la_valeur(candidat),
        *_des_mots(phrase, debut, fin),
        *_des_verbes(phrase, debut, fin),
        *_de_la_clause(phrase, debut, fin),
        *_des_autres(candidat, tous),
        *_du_message(phrase, debut, fin, question),
    ]
    return trouves


def de_la_valeur(candidat: Candidat) -> Iterator[str]:
    for role, valeur in candidat.valeurs.items():
        if isinstance(valeur, int):
            yield f"v:{role}={_tranche(valeur)}"
        elif isinstance(valeur, str) and role.startswith("date"):
            yield f"v:{role}={_ecart(valeur)}"
        elif isinstance(valeur, str):
            yield f"v:{role}={valeur}"
    if candidat.a_l_annee:
        yield "annee"


def _tranche(n: int) -> str:
    if n <= 12:
        return str(n)
    if 1950 <= n <= 2035:
        return "an"
    return f"2^{round(2 * log2(n)) / 2}"


def _ecart(jour: str) -> str:
    """How far from today, in steps that widen."""
    mois = (date.fromisoformat(jour) - aujourdhui()).days / 30.4
    signe = "+" if mois > 0 else "-"
    return signe + next((str(b) for b in (1, 3, 6, 12, 24, 36, 60) if abs(mois) <= b), "loin")


def _des_mots(phrase: Phrase, debut: int, fin: int) -> Iterator[str]:
    plats, lemmes = phrase.plats, phrase.lemmes
    for pas in range(1, _AUTOUR + 1):
        avant = plats[debut - pas] if debut - pas >= 0 else "<"
        apres = plats[fin + pas - 1] if fin + pas - 1 < len(plats) else ">"
        yield f"-{avant}"
        yield f"+{apres}"
        if pas <= 2:
            yield f"-{pas}={avant}"
            yield f"+{pas}={apres}"
            yield f"-{pas}L={lemmes[debut - pas] if debut - pas >= 0 else '<'}"
            yield f"+{pas}L={lemmes[fin + pas - 1] if fin + pas - 1 < len(lemmes) else '>'}"
    avant_2 = " ".join(plats[max(0, debut - 2) : debut])
    apres_2 = " ".join(plats[fin : fin + 2])
    yield f"-2={avant_2}"
    yield f"+2={apres_2}"
    yield f"-3={' '.join(plats[max(0, debut - 3) : debut])}"
    yield f"autour={plats[debut - 1] if debut else '<'}|{plats[fin] if fin < len(plats) else '>'}"
    yield f"soi={' '.join(lemmes[debut:fin])}"


def _des_verbes(phrase: Phrase, debut: int, fin: int) -> Iterator[str]:
    """The nearest verb and noun on each side: lemma, tense, person."""
    avant, apres = range(debut - 1, -1, -1), range(fin, len(phrase.mots))
    for nom, places in (("-", avant), ("+", apres)):
        for sorte, natures in (("V", _VERBES), ("N", _NOMS)):
            trouve = next((i for i in places if phrase.mots[i].pos in natures), None)
            if trouve is None:
                yield f"{sorte}{nom}=rien"
                continue
            yield f"{sorte}{nom}={phrase.lemmes[trouve]}"
            if sorte == "V":
                yield f"T{nom}={_forme(phrase.mots[trouve])}"


def _forme(mot: Token) -> str:
    garde = [t for t in mot.morph.split("|") if t.startswith(("Tense", "Mood", "Person", "VerbF"))]
    return "|".join(garde)


def _de_la_clause(phrase: Phrase, debut: int, fin: int) -> Iterator[str]:
    if not phrase.mots:
        return
    ou = phrase.clause[min(debut, len(phrase.clause) - 1)]
    for i, mot in enumerate(phrase.mots):
        if phrase.clause[i] != ou or debut <= i < fin:
            continue
        yield f"c={phrase.lemmes[i]}"
        if mot.pos in _VERBES:
            yield f"cT={_forme(mot)}"
        if phrase.plats[i] in _NEGATIONS or "Polarity=Neg" in mot.morph:
            yield f"cneg{'-' if i < debut else '+'}"


def _des_autres(candidat: Candidat, tous: Sequence[Candidat]) -> Iterator[str]:
    memes = [c for c in tous if c.nature == candidat.nature]
    yield f"rang={min(3, memes.index(candidat))}/{min(4, len(memes))}"
    yield f"dernier={memes[-1] is candidat}"
    avant = [c for c in tous if c.fin <= candidat.debut]
    apres = [c for c in tous if c.debut >= candidat.fin]
    if avant:
        yield f"a-={avant[-1].nature}"
        yield f"a-f={avant[-1].forme}"
    if apres:
        yield f"a+={apres[0].nature}"
        yield f"a+f={apres[0].forme}"
    for nature in sorted({c.nature for c in tous if c is not candidat}):
        yield f"avec={nature}"


def _du_message(phrase: Phrase, debut: int, fin: int, question: str | None) -> Iterator[str]:
    nombre = len(phrase.mots)
    yield f"long={min(6, nombre.bit_length())}"
    yield f"seul={nombre - (fin - debut) == 0}|q={question}"
    yield f"presque={min(4, nombre - (fin - debut))}|q={question}"
    if "?" in phrase.texte:
        yield "interroge"
        yield f"interroge_apres={'?' in phrase.texte[phrase.mots[fin - 1].end if fin else 0 :]}"
    if _HYPOTHESES & set(phrase.plats):
        yield "hypothese"
    for lemme in set(phrase.lemmes):
        yield f"m={lemme}"
    if phrase.plats:
        yield f"m1={phrase.plats[0]}"
        yield f"m12={' '.join(phrase.plats[:2])}"


def indices_du_message(phrase: Phrase, question: str | None) -> list[str]:
    """The clues of what the message as a whole says: who writes."""
    trouves = ["biais", f"q={question}"]
    plats, lemmes = ("<", *phrase.plats, ">"), ("<", *phrase.lemmes, ">")
    for suite, nom in ((plats, "p"), (lemmes, "l")):
        for taille in (1, 2, 3):
            trouves += [
                f"{nom}{taille}={' '.join(suite[i : i + taille])}"
                for i in range(len(suite) - taille + 1)
            ]
    trouves += [f"T={lemmes[i + 1]}:{_forme(m)}" for i, m in enumerate(phrase.mots) if m.morph]
    trouves += suites(phrase.plats)
    return trouves
