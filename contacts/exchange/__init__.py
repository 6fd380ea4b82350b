"""Contacts in and out of files; pure: bytes and text in, plain values out, no Django, no clock."""
