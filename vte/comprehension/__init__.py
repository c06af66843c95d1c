"""What kind of message it is: intents, and the topics of the questions about the VTE. No Rasa."""
