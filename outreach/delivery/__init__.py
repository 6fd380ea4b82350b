"""How a confirmed text leaves the site: claimed, handed over once, and told of truly."""
