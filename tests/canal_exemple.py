"""« Carnet », the messenger of docs/extend.md, served by the tests beside the project's own.

There its settings are declared in vte/reglages_messageries.py; here they are put there.
"""

from importlib import import_module
from typing import Any

from vte import reglages_messageries as reglages
from vte.setting import Reglage, base_address

reglages.CARNET_JETON = Reglage("CARNET_JETON", "", "jeton de la plateforme")  # type: ignore
reglages.CARNET_API = Reglage(  # type: ignore
    "CARNET_API", "https://carnet.exemple", "adresse de la plateforme", base_address()
)
CarnetChannel: Any = import_module(
    "tests.extend.examples.canal.bot.channels.messengers.carnet"
).CarnetChannel
