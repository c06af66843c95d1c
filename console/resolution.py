"""Whether a conversation was resolved without a person; and why not, where it was not."""

from __future__ import annotations

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from console.models.conversations import Issue

VERDICT, REPONSE = "verdict", "reponse"
RESOLUE = "oui"  # either of the two
# The first that holds: key -> (as it is said, the conversations).
SORTES: dict[str, tuple[str, Q]] = {
    "conseiller": ("un conseiller y a répondu", Q(relayee=True)),
    "personne": ("une personne demandée", Q(issue=Issue.PERSONNE)),
    "avis": ("un avis négatif", Q(avis_negatif=True)),
    VERDICT: ("dont un verdict", Q(issue=Issue.VERDICT)),
    REPONSE: ("dont une réponse sans verdict", Q(issue=Issue.INFORMATION, informee=True)),
}
RESTE = "reste"
LIBELLES = {
    RESOLUE: "résolues sans personne",
    VERDICT: SORTES[VERDICT][0],
    REPONSE: SORTES[REPONSE][0],
    **{cle: dit for cle, (dit, _) in SORTES.items()},
    RESTE: "ni verdict ni réponse",
}


def selon_la_resolution(conversations: QuerySet) -> QuerySet:
    """The same conversations, each with its `resolution`: a key of SORTES, or RESTE."""
    cas = [When(quand, then=Value(cle)) for cle, (_, quand) in SORTES.items()]
    return conversations.annotate(
        resolution=Case(*cas, default=Value(RESTE), output_field=CharField())
    )


def resolues(conversations: QuerySet, cle: str) -> QuerySet:
    """Those of this key of LIBELLES."""
    cles = [VERDICT, REPONSE] if cle == RESOLUE else [cle]
    return selon_la_resolution(conversations).filter(resolution__in=cles)
