"""Views: the pages of the client, and those of the advisor in the panel."""
