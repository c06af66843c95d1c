"""What a turn reads and writes, in one transaction (docs/decisions/0020)."""
