"""Les sous-commandes de `vte`, une par fichier ; `vte.cli` les assemble."""
