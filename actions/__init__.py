"""The action server's actions: thin, one topic a file, no sentence of their own."""
