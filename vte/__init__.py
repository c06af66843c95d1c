"""Le domaine : dossiers, règles, territoires, lecture du français. Ni Rasa, ni web."""
