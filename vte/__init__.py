"""The domain: conversation, dossier, reading, rules, territories. It knows no Rasa and no web."""
