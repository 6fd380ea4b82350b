"""What happens with a file of contacts: read, planned, shown, saved, and undone within 30 days."""
