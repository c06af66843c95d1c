"""The mails to the team: a digest a day, an alert for requests that are late."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string

from console import waiting
from console.alerts.links import lien
from console.models import SuiviDemande
from console.words import combien, insecables
from vte import reglages_equipe as reglages

DELAI = 10  # seconds for which a mail server is waited for
_SMTP = "django.core.mail.backends.smtp.EmailBackend"


def ouvert() -> bool:
    """Whether the settings name a server, a sender and somebody to write to."""
    donnes = (reglages.COURRIEL_SERVEUR, reglages.COURRIEL_DE, reglages.COURRIEL_A)
    return all(reglage.lire() for reglage in donnes)


def retards(suivis: Sequence[SuiviDemande], identifiants: Sequence[UUID]) -> None:
    """One mail for all that have just become late. Errors: OSError (smtplib's too).

    `identifiants`: of all its rows. A mail that tells of one more is another mail, which a mailbox
    that has the first is to show.
    """
    quoi = combien(len(suivis), "demande")
    demandes = [(str(suivi), lien("demande", suivi.demande)) for suivi in suivis]
    corps = render_to_string("console/courriel_retard.txt", {"quoi": quoi, "demandes": demandes})
    ensemble = " ".join(sorted(map(str, identifiants))).encode()
    identifiant = hashlib.sha256(ensemble).hexdigest()[:32]
    _envoyer(f"Assistant VTE : {quoi} en retard", corps, identifiant)


def resume(identifiant: UUID) -> bool:
    """What waits for the team; False where nothing does, and nothing is sent. Errors: OSError."""
    lignes = [x for x in waiting.pour_l_equipe() if x.attendu and x.attendu.combien]
    if not lignes:
        return False
    total = sum(x.attendu.combien for x in lignes if x.attendu)
    tardives = SuiviDemande.objects.en_retard()[:50]
    contexte = {
        "lignes": lignes,
        "tardives": [(str(suivi), lien("demande", suivi.demande)) for suivi in tardives],
        "accueil": lien("accueil"),
    }
    corps = render_to_string("console/courriel_resume.txt", contexte)
    _envoyer(f"Assistant VTE : {total} en attente", corps, str(identifiant))
    return True


def _envoyer(titre: str, corps: str, identifiant: str) -> None:
    """The same id at each try: a mailbox that gets it twice shows it once."""
    de = reglages.COURRIEL_DE.lire()
    entetes = {
        "Message-ID": f"<{identifiant}@{de.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
    }
    chiffrement = reglages.COURRIEL_CHIFFREMENT.lire()
    serveur = get_connection(
        _SMTP,
        host=reglages.COURRIEL_SERVEUR.lire(),
        port=reglages.COURRIEL_PORT.lire(),
        username=reglages.COURRIEL_COMPTE.lire(),
        password=reglages.COURRIEL_SECRET.lire(),
        use_tls=chiffrement == reglages.STARTTLS,
        use_ssl=chiffrement == reglages.TLS,
        timeout=DELAI,
    )
    a = list(reglages.COURRIEL_A.lire())
    mots = insecables(titre), insecables(corps)
    EmailMessage(*mots, de, a, headers=entetes, connection=serveur).send()
