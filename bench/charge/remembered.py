"""A worker that reads each sentence once: what the reader of facts costs is left out of its turns.

`python -m bench.charge.remembered run …`: all that `python -m bot.worker` takes. A sentence is
judged by the trained reader the first time, and its judgment is given again afterwards: same
answers, so that what is measured is everything else. Of the measure only, never of the product.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import wraps
from typing import Any

from bot import worker
from vte.lecture.candidats import Candidat
from vte.lecture.roles.lecteur import Lecteur

Judge = Callable[..., Any]


def remembering(judge: Judge) -> Judge:
    """The same, asked once for the same arguments."""
    known: dict[object, Any] = {}

    @wraps(judge)
    def judged(
        self: Lecteur,
        text: str,
        question: str | None,
        candidates: Sequence[Candidat],
        knowing: Collection[str] = (),
        quick: bool = False,
    ) -> Any:
        key = (text, question, repr(candidates), tuple(sorted(knowing)), quick)
        if key not in known:
            known[key] = judge(self, text, question, candidates, knowing, quick)
        return known[key]

    return judged


def main() -> None:
    Lecteur.juger = remembering(Lecteur.juger)  # type: ignore[method-assign]
    worker.main()


if __name__ == "__main__":
    main()
