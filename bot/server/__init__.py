"""How the Rasa process reads requests and answers, whatever channel they are for."""
