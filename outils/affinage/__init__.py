"""Tunes the encoder on the marked messages (`make affiner`), by the TensorFlow that Rasa brings."""
