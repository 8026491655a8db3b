-- Times are milliseconds since 1970-01-01T00:00:00Z; JSON columns hold contract types.

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    person     TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_expiry ON sessions (expires_at);

CREATE TABLE drafts (
    owner      TEXT NOT NULL,
    id         TEXT NOT NULL,
    revision   INTEGER NOT NULL,
    body       TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    keep_until TEXT NOT NULL,
    -- The submission that came of it; its answers are then with the case.
    submission TEXT,
    PRIMARY KEY (owner, id)
) STRICT;

CREATE TABLE submissions (
    id       TEXT PRIMARY KEY,
    owner    TEXT NOT NULL,
    draft_id TEXT NOT NULL,
    body     TEXT NOT NULL,
    UNIQUE (owner, draft_id)
) STRICT;

CREATE TABLE idempotency (
    person      TEXT NOT NULL,
    route       TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    -- NULL while the first request still runs.
    answer      TEXT,
    created_at  INTEGER NOT NULL,
    PRIMARY KEY (person, route, key)
) STRICT;

CREATE TABLE cases (
    id         TEXT PRIMARY KEY,
    owner      TEXT NOT NULL,
    reference  TEXT NOT NULL UNIQUE,
    check_hash TEXT NOT NULL,
    status     TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- Since when the sandbox may count its rest; NULL: it leaves the case alone.
    rests_since INTEGER,
    record     TEXT NOT NULL,
    answers    TEXT NOT NULL
) STRICT;
CREATE INDEX cases_of_owner ON cases (owner, updated_at DESC, id);
CREATE INDEX cases_at_rest ON cases (rests_since) WHERE rests_since IS NOT NULL;

CREATE TABLE case_events (
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    seq     INTEGER NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (case_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE tasks (
    id      TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE uploads (
    id         TEXT PRIMARY KEY,
    owner      TEXT NOT NULL,
    name       TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL,
    complete   INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    -- The case it belongs to; it then never expires.
    case_id    TEXT
) STRICT;

-- One log for all; the cursor counts per person and has no gaps.
CREATE TABLE log (
    seq    INTEGER PRIMARY KEY AUTOINCREMENT,
    person TEXT NOT NULL,
    cursor INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    change TEXT NOT NULL,
    UNIQUE (person, cursor)
) STRICT;
CREATE INDEX log_age ON log (at);

CREATE TABLE log_heads (
    person TEXT PRIMARY KEY,
    cursor INTEGER NOT NULL,
    -- Everything up to here has been dropped.
    dropped INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE settings (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
