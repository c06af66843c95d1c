"""Whole conversations by people who had not seen the code: what is known and said at their end.

`python -m bench.questions.conversations`: read by the served model and conducted in this process,
as the servers do; prints those that do not end as their author said, and the share that do.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa_sdk import Tracker

import bench.comprehension.modeles  # noqa: F401  # quiets Rasa's debug lines
from actions.tracker import message
from bot import model
from vte import horloge
from vte.conversation import Etat, accueillir, contexte, tour
from vte.conversation.textes import Textes
from vte.texte import aplatir

DOSSIER = Path(__file__).with_name("conversations")


@dataclass(frozen=True)
class Jouee:
    """`repliques`: what was said back to each message; `manques`: what is not as it should be."""

    id: str
    tours: Sequence[str]
    repliques: Sequence[str]
    manques: Sequence[str]

    @property
    def auteur(self) -> str:
        """« d01 » of « d01-12 »."""
        return self.id.partition("-")[0]


def toutes() -> list[dict[str, Any]]:
    """The conversations of every author."""
    lignes = [
        ligne
        for fichier in sorted(DOSSIER.glob("*.jsonl"))
        for ligne in fichier.read_text(encoding="utf-8").splitlines()
    ]
    return [json.loads(ligne) for ligne in lignes if ligne.strip()]


class Assistant:
    """The served model and one turn after another, without servers."""

    def __init__(self) -> None:
        self._agent = Agent.load(str(model.MODEL))
        self._boucle = asyncio.new_event_loop()
        self._textes = Textes.du_projet()

    def jouer(self, ecrite: Mapping[str, Any]) -> Jouee:
        with horloge.au(ecrite["jour"]):
            etat, _ = accueillir(Etat())
            repliques = []
            for texte in ecrite["tours"]:
                etat, dite = self._repondre(etat, texte)
                repliques.append(dite)
            manques = tuple(_manques(ecrite["fin"], etat, repliques[-1]))
        return Jouee(ecrite["id"], ecrite["tours"], repliques, manques)

    def _repondre(self, etat: Etat, texte: str) -> tuple[Etat, str]:
        slots = etat.en_slots()
        lue = self._boucle.run_until_complete(
            self._agent.processor.parse_message(_message(texte, contexte(slots)))
        )
        joue = tour(etat, message(Tracker("bench", slots, dict(lue), [], False, None, {}, None)))
        profil = joue.etat.entretien.dossier.profil
        dites = [self._textes.rendre(p.reponse, p.valeurs, profil) for p in joue.paroles]
        titres = [
            b.title
            for p in joue.paroles
            for b in (*self._textes.boutons(p.reponse, profil), *p.boutons)
        ]
        return joue.etat, "\n".join([*dites, *titres])


def _message(texte: str, su: Mapping[str, Any]) -> UserMessage:
    return UserMessage(texte, metadata=dict(su))


def _manques(fin: Mapping[str, Any], etat: Etat, derniere: str) -> Iterator[str]:
    faits = etat.entretien.faits
    for cle, valeur in (fin.get("faits") or {}).items():
        sue = faits.get(cle)
        sue = sue["nom"] if cle == "commune" and sue else sue
        if aplatir(str(sue)) != aplatir(str(valeur)):
            yield f"{cle} = {sue}, attendu {valeur}"
    statut = (etat.verdict or {}).get("statut", "incomplet")
    if fin.get("statut") and statut != fin["statut"]:
        yield f"statut {statut}, attendu {fin['statut']}"
    attendus = fin.get("repond") or []
    if attendus and not any(_dans(a, derniere) for a in attendus):
        yield f"rien de {attendus} dans la dernière réponse"


def _dans(attendu: str, dite: str) -> bool:
    return aplatir(attendu).replace("\u00a0", " ") in aplatir(dite).replace("\u00a0", " ")


def jouer_toutes() -> list[Jouee]:
    assistant = Assistant()
    return [assistant.jouer(ecrite) for ecrite in toutes()]


def par_auteur(jouees: Sequence[Jouee]) -> Iterator[str]:
    """A table in Markdown: how many of each author's conversations end as they said."""
    yield "| author | conversations | end as written | share |"
    yield "|---|---|---|---|"
    auteurs = sorted({j.auteur for j in jouees})
    for nom, siennes in [(a, [j for j in jouees if j.auteur == a]) for a in auteurs]:
        yield f"| {nom} | {_part(siennes)} |"
    yield f"| all | {_part(jouees)} |"


def _part(jouees: Sequence[Jouee]) -> str:
    justes = sum(not j.manques for j in jouees)
    return f"{len(jouees)} | {justes} | {justes / len(jouees):.0%}"


def principal() -> int:
    jouees = jouer_toutes()
    for jouee in jouees:
        if jouee.manques:
            print(f"\n== {jouee.id} : {' ; '.join(jouee.manques)}")
            for dit, replique in zip(jouee.tours, jouee.repliques, strict=True):
                print(f">> {dit}\n   {replique[:600]}")
    print("\n".join(("", *par_auteur(jouees))))
    return 0


if __name__ == "__main__":
    sys.exit(principal())
