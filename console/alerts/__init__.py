"""Who is told that something waits: a mail to the team, a call to other tools.

`due.py` notes what is to be told, once each; `sending.py` tries until it is sent or given up;
`mail.py` and `webhook.py` are the two ways. Only counts, references and links leave: nothing of a
person.
"""

from console.alerts.due import noter_ce_qui_est_du
from console.alerts.sending import envoyer

__all__ = ["envoyer", "noter_ce_qui_est_du"]
