"""Rasa's command, `rasa`, in a process that loads only what its files name (bot/lean).

`python -m bot.worker run --model … --endpoints … --credentials …`: all that `rasa` takes.
"""

from __future__ import annotations

from bot.lean import adapter


def main() -> None:
    adapter.install()
    from rasa.__main__ import main as rasa

    rasa()


if __name__ == "__main__":
    main()
