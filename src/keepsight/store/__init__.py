"""What the workbench remembers: Django models (`...Record`), their migrations, the vault of originals, and queries.

`convert.py` is the only place where records become the nouns of `model/` and back.
"""
