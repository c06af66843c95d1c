"""The subcommands of `vte`, one a file; `vte.cli` puts them together."""
