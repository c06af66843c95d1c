"""One turn of a conversation, and the words it is said in. No Rasa, no web."""
