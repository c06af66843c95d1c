"""The figures, by what they are of: each function takes a period and gives a `Chiffre`."""
