"""A process of Rasa's that loads what its files name, and the rest when it is first used."""
