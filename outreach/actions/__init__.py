"""Writes of outreach: each changes a state or several rows, atomically, and leaves an event."""
