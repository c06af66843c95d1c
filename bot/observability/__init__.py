"""What is measured and told of the assistant while it serves (docs/decisions/0023)."""
