"""Which facts a message states: the sure are taken, the likely asked back, the rest is left.

A candidate has one role, a key one value; of two that overlap the likelier stands. What two
candidates of one value say (« un CDI, oui un CDI ») is said twice, and surer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from vte.dossier import CLES
from vte.lecture.candidats import AGE, Candidat, cle_du_role
from vte.lecture.mention import Mention, se_touchent

PROFIL = "profil"
EN_REPONSE = 0.6  # probability: what answers the open question is seldom said of something else
INFIME = 0.05  # a role that is less likely is not thought of
POSSIBLE = 0.25  # probability from which a short message is asked what it says
BREF = 7  # words; in fewer one thing is said, so that to ask about it costs little
PENSABLE = 0.01  # all roles together, less likely than this: nothing of the kind is supposed


@dataclass(frozen=True)
class Seuils:
    """From which probability a fact is taken, and from which it is asked back, by key."""

    sur: Mapping[str, float] = field(default_factory=dict)
    doute: Mapping[str, float] = field(default_factory=dict)

    def en_reponse(self, question: str | None) -> Seuils:
        """The same, but that of the open question's key no higher than EN_REPONSE."""
        if question is None:
            return self
        return replace(self, sur={**self.sur, question: min(EN_REPONSE, self.sur.get(question, 1))})

    def est_sur(self, cle: str, confiance: float) -> bool:
        return confiance >= self.sur.get(cle, 0.6)

    def est_un_doute(self, cle: str, confiance: float) -> bool:
        return confiance >= self.doute.get(cle, 0.4)


@dataclass(frozen=True)
class Juge:
    """A candidate and the probability of each of its roles; what is left is that of none."""

    candidat: Candidat
    roles: Mapping[str, float]

    def mention(self, role: str, confiance: float) -> Mention:
        """What is said when the candidate has this role."""
        c = self.candidat
        valeur, sur = c.valeurs[role], round(confiance, 3)
        return Mention(cle_du_role(role), valeur, c.debut, c.fin, c.a_l_annee, sur)


@dataclass(frozen=True)
class Decision:
    """`faits`: taken; `doutes`: asked back, the likeliest first; `lieu`: the place of the post.

    A place that several communes bear is no fact: the person chooses.
    """

    faits: tuple[Mention, ...]
    doutes: tuple[Mention, ...]
    lieu: Candidat | None = None


def decider(
    juges: Sequence[Juge],
    profil: Mapping[str, float],
    seuils: Seuils,
    question: str | None = None,
    mots: int = BREF,
) -> Decision:
    """`profil`: the probability of each side; `question`: the key that is open; `mots`:
    how many words the message has.

    A short message that states nothing is asked about what it may state.
    """
    seuils = seuils.en_reponse(question)
    if not juges and mots < BREF:
        seuils = seuils.en_reponse(PROFIL)  # nothing else is said than who speaks, if anything
    choisis = _choisir(juges)
    mentions = [juge.mention(role, p) for juge, role, p in choisis]
    if profil:
        qui = max(profil, key=lambda valeur: profil[valeur])
        mentions.append(Mention(PROFIL, qui, 0, 0, confiance=profil[qui]))
    surs = _accorder([m for m in mentions if _est_pris(m, seuils, question)])
    prises = {m.cle for m in surs}
    doutes = _doutes(mentions, prises, seuils)
    if not doutes and mots < BREF and prises <= {PROFIL}:
        doutes = _doutes(mentions, prises, replace(seuils, doute=dict.fromkeys(CLES, POSSIBLE)))
    return Decision(
        tuple(m for m in surs if not isinstance(m.valeur, list)),
        tuple(sorted(doutes, key=lambda m: -m.confiance)),
        next((juge.candidat for juge, role, _ in choisis if role in prises & {"commune"}), None),
    )


def _doutes(mentions: Sequence[Mention], prises: set[str], seuils: Seuils) -> list[Mention]:
    return [
        m
        for m in mentions
        if m.cle not in prises
        and m.cle != PROFIL
        and seuils.est_un_doute(m.cle, m.confiance)
        and not seuils.est_sur(m.cle, m.confiance)
        and not isinstance(m.valeur, list)
        and not (m.cle == "taille" and "effectif" in prises)
    ]


def supposer(juges: Sequence[Juge]) -> tuple[Mention, ...]:
    """What the message would state if it stated what it supposes: none is no role then.

    An age is no length, even supposed.
    """
    possibles = [j for j in juges if j.candidat.forme != AGE]
    choisis = _choisir([Juge(j.candidat, _sans_rien(j.roles)) for j in possibles])
    return tuple(_accorder([juge.mention(role, p) for juge, role, p in choisis]))


def _sans_rien(roles: Mapping[str, float]) -> Mapping[str, float]:
    total = sum(roles.values())
    return {r: p / total for r, p in roles.items()} if total >= PENSABLE else {}


def _est_pris(mention: Mention, seuils: Seuils, question: str | None) -> bool:
    """Of several communes one is asked for anyway: that the place is likely is enough.

    Where the commune was asked for, that it is thinkable: to choose is to answer.
    """
    if isinstance(mention.valeur, list):
        return question == mention.cle or seuils.est_un_doute(mention.cle, mention.confiance)
    return seuils.est_sur(mention.cle, mention.confiance)


def _choisir(juges: Sequence[Juge]) -> list[tuple[Juge, str, float]]:
    """At most one candidate a key and one key a candidate, the likeliest first."""
    possibles = [
        (_dit_ailleurs(juges, juge, role), juge, role)
        for juge in juges
        for role in juge.roles
        if juge.roles[role] > INFIME
    ]
    choisis: list[tuple[Juge, str, float]] = []
    for p, juge, role in sorted(possibles, key=lambda x: -x[0]):
        pris = any(cle_du_role(r) == cle_du_role(role) for _, r, _ in choisis)
        if not pris and not any(_gene(juge, autre) for autre, _, _ in choisis):
            choisis.append((juge, role, p))
    return choisis


def _dit_ailleurs(juges: Sequence[Juge], juge: Juge, role: str) -> float:
    """The probability that one at least of the candidates of this value has this role."""
    reste = 1.0
    for autre in juges:
        if autre.candidat.valeurs.get(role) == juge.candidat.valeurs[role]:
            reste *= 1 - autre.roles.get(role, 0.0)
    return 1 - reste


def _gene(juge: Juge, autre: Juge) -> bool:
    """Two readings of the same words; the length of a span of dates is no other reading."""
    a, b = juge.candidat, autre.candidat
    if a is b:
        return True
    if "periode" in (a.forme, b.forme):
        return False
    return se_touchent(a, b)


def _accorder(mentions: list[Mention]) -> list[Mention]:
    """A size yields to a head count; a CDI has no length."""
    faits: dict[str, Any] = {m.cle: m.valeur for m in mentions}
    return [
        m
        for m in mentions
        if not (m.cle == "taille" and "effectif" in faits)
        and not (m.cle == "duree_mois" and faits.get("contrat") == "cdi")
    ]
