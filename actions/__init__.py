"""The action server: one adapter between Rasa and `vte.conversation`. No policy, no sentence."""
