"""What the reader weighs in the Rasa server: beside the reader of before, which had no encoder."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.turn.sides import Side, check_out
from bot.environment import ROOT
from vte.lecture.corpus import Message

REVISION = "185dfa4"  # the last that read facts by patterns
COTE = ROOT / ".vte" / "bench-before-facts"
LUS = 300  # messages read before the memory is looked at
# In either tree; what the server has loaded in any case, the intents' code and spaCy, comes first.
_SCRIPT = """
import json, re, sys
import vte.comprehension.model
try:
    from vte.tokens import tokens
except ImportError:  # where it was before
    from vte.comprehension.tokens import tokens
from vte.lecture import lire
tokens("bonjour")
for texte, question in json.load(open(sys.argv[1])):
    lire(texte, question)
print(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1])
"""
_SERVEUR = re.compile(r"\| memory of the Rasa server \| ([\d.]+) MiB")


@dataclass(frozen=True)
class Memoire:
    """MiB of a process that reads, before and now; `serveur`: of the Rasa server, before."""

    avant: float
    apres: float
    serveur: float

    @property
    def rapport(self) -> float:
        """Of the Rasa server now to before, nothing else having changed."""
        return (self.serveur + self.apres - self.avant) / self.serveur


def mesurer(messages: Sequence[Message]) -> Memoire:
    """Error: CannotStart."""
    pas = max(1, len(messages) // LUS)
    lus = [(m.texte, m.question) for m in messages[::pas]]
    avant, apres = Side("before", COTE, "", ""), Side("after", ROOT, "", "")
    try:
        check_out(REVISION, COTE)
        avant.check()
        avant.python("-c", "from vte.cli import principal; principal(['base', 'construire'])")
        rapport = (COTE / "bench" / "RAPPORT.md").read_text(encoding="utf-8")
        serveur = _SERVEUR.search(rapport)
        assert serveur is not None  # the file of a revision does not change
        return Memoire(_peser(avant, lus), _peser(apres, lus), float(serveur[1]))
    finally:
        shutil.rmtree(COTE, ignore_errors=True)


def _peser(cote: Side, lus: Sequence[tuple[str, str | None]]) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as fichier:
        json.dump(lus, fichier)
        fichier.flush()
        return int(cote.python("-c", _SCRIPT, str(Path(fichier.name)))) / 1024
