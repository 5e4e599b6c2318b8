// Only there to own the precompiled header that every room reuses.
