"""The SQLite store's tables and statements. docs/privacy.md names every table and column; a test compares the two."""

SCHEMA = """
DROP TABLE IF EXISTS chats;
CREATE TABLE IF NOT EXISTS choices (
    chat BLOB PRIMARY KEY, locale TEXT, vanish INTEGER NOT NULL, short INTEGER NOT NULL, until REAL NOT NULL
) WITHOUT ROWID, STRICT;
CREATE TABLE IF NOT EXISTS messages (
    chat BLOB, message INTEGER, seen REAL NOT NULL, PRIMARY KEY (chat, message)
) WITHOUT ROWID, STRICT;
CREATE INDEX IF NOT EXISTS messages_seen ON messages (seen);
CREATE TABLE IF NOT EXISTS timers (
    chat BLOB, message INTEGER, due REAL NOT NULL, sealed_chat BLOB NOT NULL, PRIMARY KEY (chat, message)
) WITHOUT ROWID, STRICT;
CREATE INDEX IF NOT EXISTS timers_due ON timers (due);
CREATE TABLE IF NOT EXISTS handled (number INTEGER PRIMARY KEY, seen REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS totals (
    day TEXT, outcome TEXT, locale TEXT, entry TEXT, partner TEXT, count INTEGER NOT NULL,
    PRIMARY KEY (day, outcome, locale, entry, partner)
) WITHOUT ROWID, STRICT;
CREATE TABLE IF NOT EXISTS questions (
    number INTEGER PRIMARY KEY, day TEXT NOT NULL, locale TEXT NOT NULL, sealed_text BLOB NOT NULL
) STRICT;
"""

PREFERENCES = "SELECT locale, vanish, short FROM choices WHERE chat = ? AND until > ?"
PREFER = "INSERT OR REPLACE INTO choices (chat, locale, vanish, short, until) VALUES (?, ?, ?, ?, ?)"

REMEMBER = "INSERT OR IGNORE INTO messages (chat, message, seen) VALUES (?, ?, ?)"
REMEMBERED = "SELECT message FROM messages WHERE chat = ? AND seen > ? ORDER BY message"
FORGET_MESSAGE = "DELETE FROM messages WHERE chat = ? AND message = ?"

SET_TIMER = "INSERT OR IGNORE INTO timers (chat, message, due, sealed_chat) VALUES (?, ?, ?, ?)"
TAKE_TIMERS = "UPDATE timers SET due = ? WHERE due <= ? RETURNING chat, message, sealed_chat"
STOP_TIMER = "DELETE FROM timers WHERE chat = ? AND message = ?"

FORGET = (
    "DELETE FROM choices WHERE chat = ?",
    "DELETE FROM messages WHERE chat = ?",
    "DELETE FROM timers WHERE chat = ?",
)

COUNT = """
INSERT INTO totals (day, outcome, locale, entry, partner, count) VALUES (?, ?, ?, ?, ?, 1)
ON CONFLICT DO UPDATE SET count = count + 1
"""
TOTALS = "SELECT day, outcome, locale, entry, partner, count FROM totals WHERE day >= ? ORDER BY day, outcome, locale"

KEEP_QUESTION = "INSERT INTO questions (day, locale, sealed_text) VALUES (?, ?, ?)"
QUESTIONS = "SELECT number, day, locale, sealed_text FROM questions ORDER BY number"
DELETE_QUESTION = "DELETE FROM questions WHERE number = ?"

MARK_HANDLED = "INSERT OR REPLACE INTO handled (number, seen) VALUES (?, ?)"
HANDLED = "SELECT 1 FROM handled WHERE number = ? AND seen > ?"

EXPIRE_HANDLED = "DELETE FROM handled WHERE seen <= ?"
EXPIRE_PREFERENCES = "DELETE FROM choices WHERE until <= ?"
EXPIRE_MESSAGES = "DELETE FROM messages WHERE seen <= ?"
EXPIRE_TIMERS = "DELETE FROM timers WHERE due <= ?"
TOO_MANY_MESSAGES = """
DELETE FROM messages WHERE (chat, message) IN (
    SELECT chat, message FROM (
        SELECT chat, message, row_number() OVER (PARTITION BY chat ORDER BY message DESC) AS place FROM messages
    ) WHERE place > ?
)
"""
EXPIRE_QUESTIONS = "DELETE FROM questions WHERE day < ?"
TOO_MANY_QUESTIONS = "DELETE FROM questions WHERE number <= (SELECT max(number) FROM questions) - ?"
EXPIRE_TOTALS = "DELETE FROM totals WHERE day < ?"
