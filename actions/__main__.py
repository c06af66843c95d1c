"""`python -m actions`: the action server, its base and its words there before the first user is."""

from __future__ import annotations

import sys

from rasa_sdk.__main__ import main_from_args
from rasa_sdk.endpoint import create_argument_parser

from vte.comprehension.vocabulary import tool_words
from vte.erreurs import ErreurVTE
from vte.journaux import masquer_les_journaux
from vte.reglages import PORT_ACTIONS, check_at_start
from vte.territoires import ouvrir


def principal() -> int:
    try:
        check_at_start()
        masquer_les_journaux()
        ouvrir()
        tool_words()  # three seconds, which no turn is to wait for
    except ErreurVTE as erreur:
        print(erreur, file=sys.stderr)
        return 1
    main_from_args(
        create_argument_parser().parse_args(["--actions", "actions", "--port", PORT_ACTIONS.brut()])
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(principal())
