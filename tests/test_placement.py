"""From the need of a kecamatan to the next day's check-in there, in a real browser: BKPSDM, both heads, the employee."""
