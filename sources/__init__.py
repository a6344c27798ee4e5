"""Where bytes come from: one file a kind of source, and what a person says about each source.

Gives bytes and the facts of the fetch. Not here: what a release is (`reading/`), where it is kept (`warehouse/`).
"""
