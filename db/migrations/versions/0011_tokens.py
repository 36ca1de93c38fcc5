"""Views for report tools, and tokens for other programs"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

# What a database calls the place of one text in another, and how it turns a stored time into the office's day.
_PLACE = {"sqlite": "instr(", "postgresql": "strpos("}
_DAY = {"sqlite": "date({at}, 'localtime')", "postgresql": "CAST({at} AS DATE)"}


def upgrade() -> None:
    op.create_table('report_choice',
    sa.Column('form', sa.Text(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('choice', sa.Text(), nullable=False),
    sa.Column('question_position', sa.Integer(), nullable=False),
    sa.Column('choice_position', sa.Integer(), nullable=False),
    sa.Column('question_label', sa.Text(), nullable=False),
    sa.Column('choice_label', sa.Text(), nullable=False),
    sa.Column('score', sa.Double(), nullable=True),
    sa.Column('positive', sa.Integer(), nullable=False),
    sa.Column('no_opinion', sa.Integer(), nullable=False),
    sa.Column('multiple', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('form', 'question', 'choice', name=op.f('pk_report_choice'))
    )
    op.create_table('token',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('sha256', sa.Text(), nullable=False),
    sa.Column('scopes', sa.Text(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint('length(name) > 0', name=op.f('ck_token_name')),
    sa.CheckConstraint('length(sha256) = 64', name=op.f('ck_token_sha256')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_token')),
    sa.UniqueConstraint('name', name=op.f('uq_token_name')),
    sa.UniqueConstraint('sha256', name=op.f('uq_token_sha256'))
    )
    op.create_table('counted_source',
    sa.Column('source_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.PrimaryKeyConstraint('source_id', name=op.f('pk_counted_source'))
    )
    op.create_table('kept_count',
    sa.Column('source_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('layout_id', sa.Text(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('chosen', sa.Text(), nullable=False),
    sa.Column('standing', sa.Text(), nullable=False),
    sa.Column('sheets', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('source_id', 'layout_id', 'question', 'chosen', 'standing', name=op.f('pk_kept_count'))
    )
    for table, event, source in _UNCOUNT:
        _uncount(table, event, source)
    for view in (_BATCHES, _SAID, _ANSWERS, _TALLIES):
        op.execute(_spoken(view))
    from db.views import refresh_choices

    refresh_choices(op.get_bind())


def _uncount(table: str, event: str, source: str) -> None:
    """Have the database itself forget that a file was counted when something of it changes."""
    name = f"{table}_{event.split()[0].lower()}_uncounts"
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} AFTER {event} ON {table} "
            f"BEGIN DELETE FROM counted_source WHERE source_id IN ({source}); END"
        )
        return
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN DELETE FROM counted_source WHERE source_id IN ({source}); RETURN NULL; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


_UNCOUNT = (
    ("page", "INSERT", "NEW.source_id"),
    ("page", "UPDATE OF outcome, source_id, layout_id", "OLD.source_id, NEW.source_id"),
    ("page", "DELETE", "OLD.source_id"),
    ("answer", "INSERT", "SELECT p.source_id FROM page p WHERE p.id = NEW.page_id"),
    ("review_item", "INSERT", "SELECT p.source_id FROM page p WHERE p.id = NEW.page_id"),
    ("decision", "INSERT",
     "SELECT p.source_id FROM review_item i JOIN page p ON p.id = i.page_id WHERE i.id = NEW.item_id"),
)


def _spoken(view: str) -> str:
    """Return a view in the words of this database."""
    dialect = op.get_bind().dialect.name
    place, day = _PLACE.get(dialect, "strpos("), _DAY.get(dialect, _DAY["postgresql"])
    return view.replace("PLACE(", place).replace(f"DAY_OF({_OPENED})", day.format(at=_OPENED))


_OPENED = (
    "coalesce((SELECT o.opened_at FROM opening o WHERE o.batch_id = b.id AND o.opened_at IS NOT NULL "
    "ORDER BY o.id DESC LIMIT 1), b.created_at)"
)

# One row for each batch that counts.
_BATCHES = f"""
CREATE VIEW report_batches AS
SELECT b.id AS batch_id, b.name AS batch, b.channel AS channel, DAY_OF({_OPENED}) AS day
FROM batch b WHERE NOT b.withdrawn
"""

# One row for each question of each sheet or response that counts. Even sheet numbers are papers, odd ones are not.
_SAID = """
CREATE VIEW report_said AS
SELECT
    2 * coalesce((SELECT min(f.id) FROM page f WHERE f.serial = p.serial AND f.copy_number = p.copy_number
                  AND f.outcome = 'read'), p.id) AS sheet,
    l.form AS form,
    a.question AS question,
    CASE WHEN d.outcome = 'answer' THEN d.chosen WHEN d.outcome IS NOT NULL THEN ''
         WHEN a.state = 'accepted' THEN a.chosen ELSE '' END AS chosen,
    CASE WHEN d.outcome = 'spoiled' THEN 'spoiled' WHEN d.outcome = 'answer' THEN 'final'
         WHEN a.state = 'accepted' THEN 'final' ELSE 'waiting' END AS standing,
    b.batch AS batch,
    b.channel AS channel,
    b.day AS day
FROM answer a
JOIN page p ON p.id = a.page_id
JOIN source s ON s.id = p.source_id
JOIN layout l ON l.layout_id = p.layout_id
JOIN report_batches b ON b.batch_id = s.batch_id
LEFT JOIN review_item i ON i.answer_id = a.id
LEFT JOIN decision d ON d.item_id = i.id AND d.outcome <> 'reopen'
    AND d.id = (SELECT max(e.id) FROM decision e WHERE e.item_id = i.id AND e.holds)
WHERE p.outcome = 'read'
UNION ALL
SELECT 2 * r.id + 1, r.form, t.question, t.chosen, 'final', b.batch, b.channel, coalesce(r.received_on, b.day)
FROM response_answer t
JOIN response r ON r.id = t.response_id
JOIN report_batches b ON b.batch_id = r.batch_id
"""

# The same, without the UNION: DuckDB says a view anew in words of its own, and puts it in brackets that SQLite refuses.
_ANSWERS = """
CREATE VIEW report_answers AS
SELECT sheet, form, question, chosen, standing, batch, channel, day FROM report_said
"""

# Said without count(*), which DuckDB hands on to SQLite under a name of its own.
# One row for each choice of each question, batch and day; sums over batches and days are the figures of a period.
_TALLIES = """
CREATE VIEW report_tallies AS
WITH said AS (
    SELECT form, question, chosen, standing, batch, channel, day, sum(1) AS sheets
    FROM report_answers GROUP BY form, question, chosen, standing, batch, channel, day
),
asked AS (SELECT form, question, max(multiple) AS multiple FROM report_choice GROUP BY form, question),
judged AS (
    SELECT s.form, s.question, s.chosen, s.batch, s.channel, s.day, s.sheets,
        CASE WHEN s.standing <> 'final' THEN s.standing
             WHEN s.chosen = '' THEN 'blank'
             WHEN q.multiple = 0 AND PLACE(s.chosen, ';') > 0 THEN 'several'
             WHEN (SELECT coalesce(sum(1), 0) FROM report_choice n WHERE n.form = s.form AND n.question = s.question
                   AND n.no_opinion = 1 AND PLACE(';' || s.chosen || ';', ';' || n.choice || ';') > 0)
                  = 1 + length(s.chosen) - length(replace(s.chosen, ';', '')) THEN 'no_opinion'
             ELSE 'valid' END AS state
    FROM said s JOIN asked q ON q.form = s.form AND q.question = s.question
),
totals AS (
    SELECT form, question, batch, channel, day,
        sum(CASE WHEN state = 'valid' THEN sheets ELSE 0 END) AS valid,
        sum(CASE WHEN state = 'blank' THEN sheets ELSE 0 END) AS blank,
        sum(CASE WHEN state = 'no_opinion' THEN sheets ELSE 0 END) AS no_opinion,
        sum(CASE WHEN state = 'several' THEN sheets ELSE 0 END) AS several,
        sum(CASE WHEN state = 'spoiled' THEN sheets ELSE 0 END) AS spoiled,
        sum(CASE WHEN state = 'waiting' THEN sheets ELSE 0 END) AS waiting
    FROM judged GROUP BY form, question, batch, channel, day
),
given AS (
    SELECT j.form, j.question, j.batch, j.day, c.choice, sum(j.sheets) AS sheets
    FROM judged j
    JOIN report_choice c ON c.form = j.form AND c.question = j.question
        AND PLACE(';' || j.chosen || ';', ';' || c.choice || ';') > 0
    WHERE j.state IN ('valid', 'no_opinion')
    GROUP BY j.form, j.question, j.batch, j.day, c.choice
)
SELECT
    t.form AS form, t.question AS question, c.question_label AS question_label,
    t.batch AS batch, t.channel AS channel, t.day AS day,
    c.choice AS choice, c.choice_label AS choice_label, c.choice_position AS choice_position,
    c.score AS score, c.positive AS positive, c.no_opinion AS is_no_opinion,
    CAST(coalesce(g.sheets, 0) AS BIGINT) AS count,
    CAST(t.valid AS BIGINT) AS valid, CAST(t.blank AS BIGINT) AS blank, CAST(t.no_opinion AS BIGINT) AS no_opinion,
    CAST(t.several AS BIGINT) AS several, CAST(t.spoiled AS BIGINT) AS spoiled, CAST(t.waiting AS BIGINT) AS waiting
FROM totals t
JOIN report_choice c ON c.form = t.form AND c.question = t.question
LEFT JOIN given g ON g.form = t.form AND g.question = t.question AND g.batch = t.batch AND g.day = t.day
    AND g.choice = c.choice
"""
