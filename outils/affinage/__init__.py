"""Fine-tunes the encoder on the marked messages (`make affiner`); needs TensorFlow, which Rasa brings."""
