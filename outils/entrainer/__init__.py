"""`make entrainer`: what the accepted corrections would change, before anything of it is served."""
