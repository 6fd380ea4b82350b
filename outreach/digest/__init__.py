"""The digest: one mail per local day at most, about what is due (TRUST.md, L14 and F27–F30)."""
