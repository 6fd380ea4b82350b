"""Everything a user typed, or that is theirs, as files: for the settings page and for the command.

``tests/outreach/archive/test_whole.py`` names every model and column of the site as exported or
not, with the reason: a new one fails it until somebody has decided.
"""
