"""What the database itself keeps beside the examples, however they are written: their words and their numbers.

SQLite forgets the triggers of a table that a later migration makes anew: such a migration ends with `keep` again.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Apart from the examples, whose rows change with every reservation: nothing is written here before a text changes.
# Accents do not count; what would make PostgreSQL take 2.5, mg/ml or a-b for one word is a space.
WORDS = {
    "postgresql": [
        r"""
CREATE FUNCTION examples_folded(said text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT regexp_replace(lower(
        CASE WHEN octet_length(said) = length(said) THEN said
        ELSE regexp_replace(normalize(said, NFKD), '[\u0300-\u036f]', '', 'g') END
    ), '[-./@:+_<>&]', ' ', 'g')
$$""",
        # A tsvector holds a megabyte; nobody looks for what stands behind so many letters.
        """
CREATE FUNCTION examples_words_of(project bigint, VARIADIC said text[]) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_tsvector('simple', examples_folded(left(array_to_string(said, ' '), 200000)))
        || array_to_tsvector(ARRAY['#' || project])
$$""",
        "CREATE TABLE examples_words (example_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        """
CREATE FUNCTION keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO examples_words VALUES (NEW.id, examples_words_of(
        NEW.project_id, NEW.prompt, NEW.completion, NEW.final_prompt, NEW.final_completion
    )) ON CONFLICT (example_id) DO UPDATE SET words = EXCLUDED.words;
    RETURN NULL;
END $$""",
        """
CREATE FUNCTION forget_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN DELETE FROM examples_words WHERE example_id = OLD.id; RETURN NULL; END $$""",
        """
CREATE TRIGGER keep_new_words AFTER INSERT ON examples_example FOR EACH ROW EXECUTE FUNCTION keep_words()""",
        """
CREATE TRIGGER keep_changed_words
AFTER UPDATE OF project_id, prompt, completion, final_prompt, final_completion ON examples_example FOR EACH ROW
WHEN ((OLD.project_id, OLD.prompt, OLD.completion, OLD.final_prompt, OLD.final_completion)
    IS DISTINCT FROM (NEW.project_id, NEW.prompt, NEW.completion, NEW.final_prompt, NEW.final_completion))
EXECUTE FUNCTION keep_words()""",
        "CREATE TRIGGER forget_words AFTER DELETE ON examples_example FOR EACH ROW EXECUTE FUNCTION forget_words()",
    ],
    "sqlite": [
        """
CREATE VIRTUAL TABLE IF NOT EXISTS examples_words USING fts5(
    prompt, completion, final_prompt, final_completion,
    content='examples_example', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
)""",
        """
CREATE TRIGGER IF NOT EXISTS keep_new_words AFTER INSERT ON examples_example BEGIN
    INSERT INTO examples_words(rowid, prompt, completion, final_prompt, final_completion)
    VALUES (new.id, new.prompt, new.completion, new.final_prompt, new.final_completion);
END""",
        """
CREATE TRIGGER IF NOT EXISTS keep_changed_words
AFTER UPDATE OF prompt, completion, final_prompt, final_completion ON examples_example
WHEN (old.prompt, old.completion, old.final_prompt, old.final_completion)
    IS NOT (new.prompt, new.completion, new.final_prompt, new.final_completion) BEGIN
    INSERT INTO examples_words(examples_words, rowid, prompt, completion, final_prompt, final_completion)
    VALUES ('delete', old.id, old.prompt, old.completion, old.final_prompt, old.final_completion);
    INSERT INTO examples_words(rowid, prompt, completion, final_prompt, final_completion)
    VALUES (new.id, new.prompt, new.completion, new.final_prompt, new.final_completion);
END""",
        """
CREATE TRIGGER IF NOT EXISTS forget_words AFTER DELETE ON examples_example BEGIN
    INSERT INTO examples_words(examples_words, rowid, prompt, completion, final_prompt, final_completion)
    VALUES ('delete', old.id, old.prompt, old.completion, old.final_prompt, old.final_completion);
END""",
    ],
}
FILL_WORDS = {
    "postgresql": [
        "SET LOCAL maintenance_work_mem = '256MB'",
        """
INSERT INTO examples_words SELECT id, examples_words_of(project_id, prompt, completion, final_prompt, final_completion)
FROM examples_example ORDER BY id""",
        # No list of pending words: whoever fills it up would wait for all of it to be sorted in.
        "CREATE INDEX examples_by_words ON examples_words USING gin (words) WITH (fastupdate = off)",
        "ANALYZE examples_words",
    ],
    "sqlite": ["INSERT INTO examples_words(examples_words) VALUES ('rebuild')"],
}
FORGET_WORDS = {
    "postgresql": [
        "DROP FUNCTION keep_words CASCADE",
        "DROP FUNCTION forget_words CASCADE",
        "DROP TABLE examples_words",
        "DROP FUNCTION examples_words_of",
        "DROP FUNCTION examples_folded",
    ],
    "sqlite": [
        "DROP TRIGGER keep_new_words",
        "DROP TRIGGER keep_changed_words",
        "DROP TRIGGER forget_words",
        "DROP TABLE examples_words",
    ],
}
# Summands only: a row that all who decide would write would make them wait for each other.
TALLY = {
    "postgresql": [
        """
CREATE FUNCTION tally_many() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO examples_tally (project_id, status, examples)
    SELECT project_id, status, CASE TG_OP WHEN 'INSERT' THEN count(*) ELSE -count(*) END FROM many GROUP BY 1, 2;
    RETURN NULL;
END $$""",
        """
CREATE FUNCTION tally_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO examples_tally (project_id, status, examples)
    VALUES (OLD.project_id, OLD.status, -1), (NEW.project_id, NEW.status, 1);
    RETURN NULL;
END $$""",
        """
CREATE TRIGGER tally_new AFTER INSERT ON examples_example REFERENCING NEW TABLE AS many
FOR EACH STATEMENT EXECUTE FUNCTION tally_many()""",
        """
CREATE TRIGGER tally_gone AFTER DELETE ON examples_example REFERENCING OLD TABLE AS many
FOR EACH STATEMENT EXECUTE FUNCTION tally_many()""",
        """
CREATE TRIGGER tally_moved AFTER UPDATE OF project_id, status ON examples_example FOR EACH ROW
WHEN ((OLD.project_id, OLD.status) IS DISTINCT FROM (NEW.project_id, NEW.status)) EXECUTE FUNCTION tally_move()""",
    ],
    "sqlite": [
        """
CREATE TRIGGER IF NOT EXISTS tally_new AFTER INSERT ON examples_example BEGIN
    INSERT INTO examples_tally (project_id, status, examples) VALUES (new.project_id, new.status, 1);
END""",
        """
CREATE TRIGGER IF NOT EXISTS tally_gone AFTER DELETE ON examples_example BEGIN
    INSERT INTO examples_tally (project_id, status, examples) VALUES (old.project_id, old.status, -1);
END""",
        """
CREATE TRIGGER IF NOT EXISTS tally_moved AFTER UPDATE OF project_id, status ON examples_example
WHEN (old.project_id, old.status) IS NOT (new.project_id, new.status) BEGIN
    INSERT INTO examples_tally (project_id, status, examples)
    VALUES (old.project_id, old.status, -1), (new.project_id, new.status, 1);
END""",
    ],
}
FORGET_TALLY = {
    "postgresql": ["DROP FUNCTION tally_many CASCADE", "DROP FUNCTION tally_move CASCADE"],
    "sqlite": ["DROP TRIGGER tally_new", "DROP TRIGGER tally_gone", "DROP TRIGGER tally_moved"],
}


def execute(schema_editor: BaseDatabaseSchemaEditor, statements: dict[str, list[str]]) -> None:
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)
