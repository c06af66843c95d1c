"""What each candidate is in this message: a key of the dossier, or nothing."""
