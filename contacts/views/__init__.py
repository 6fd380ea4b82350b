"""Views of contacts. The list and the page of a contact show outreaches: outreach has them."""
