"""Thin Python layer over the compress command-line tools."""
