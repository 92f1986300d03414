"""The search over the words of entries, and a trail that the database itself refuses to change."""

from typing import Any, ClassVar

from django.db import migrations

SQLITE = (
    """CREATE VIRTUAL TABLE store_entry_words USING fts5(
        words, content='store_entryrecord', content_rowid='id', tokenize="unicode61 remove_diacritics 2")""",
    """CREATE TRIGGER store_entry_words_in AFTER INSERT ON store_entryrecord BEGIN
        INSERT INTO store_entry_words(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER store_entry_words_out AFTER DELETE ON store_entryrecord BEGIN
        INSERT INTO store_entry_words(store_entry_words, rowid, words) VALUES ('delete', old.id, old.words); END""",
    """CREATE TRIGGER store_entry_words_new AFTER UPDATE OF words ON store_entryrecord BEGIN
        INSERT INTO store_entry_words(store_entry_words, rowid, words) VALUES ('delete', old.id, old.words);
        INSERT INTO store_entry_words(rowid, words) VALUES (new.id, new.words); END""",
    """CREATE TRIGGER store_trail_stays BEFORE UPDATE ON store_trailrecord BEGIN
        SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END""",
    """CREATE TRIGGER store_trail_keeps BEFORE DELETE ON store_trailrecord BEGIN
        SELECT RAISE(ABORT, 'the audit trail cannot be changed'); END""",
)
POSTGRESQL = (
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    """CREATE FUNCTION store_plain(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS
        $$ SELECT public.unaccent('public.unaccent', $1) $$""",
    "CREATE INDEX store_entry_words ON store_entryrecord USING gin (to_tsvector('simple', store_plain(words)))",
    """CREATE FUNCTION store_trail_stays() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'the audit trail cannot be changed'; END $$""",
    """CREATE TRIGGER store_trail_stays BEFORE UPDATE OR DELETE ON store_trailrecord
        FOR EACH ROW EXECUTE FUNCTION store_trail_stays()""",
)


def make(apps: Any, schema_editor: Any) -> None:
    del apps
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies: ClassVar = [("store", "0001_workbench")]
    operations: ClassVar = [migrations.RunPython(make, migrations.RunPython.noop)]
