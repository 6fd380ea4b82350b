"""Forms of the wizard and of messages: they validate and normalise, and write nothing."""
