"""Rasa's command, `rasa`, whose server loads only what its files name (bot/lean).

`python -m bot.worker run --model … --endpoints … --credentials …`: all that `rasa` takes. Training
and checks name every class that a configuration may use: they are Rasa's as it is.
"""

from __future__ import annotations

import sys

from bot.lean import adapter

SERVES = "run"


def main() -> None:
    if sys.argv[1:2] == [SERVES]:
        adapter.install()
    from rasa.__main__ import main as rasa

    rasa()


if __name__ == "__main__":
    main()
