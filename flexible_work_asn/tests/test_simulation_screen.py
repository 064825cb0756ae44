"""The screen of the simulation in a real browser."""
