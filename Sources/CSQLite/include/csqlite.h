// What Storage calls of SQLite, declared here so that building needs no development package.
//
// Source: the C interface of SQLite 3 (https://www.sqlite.org/c3ref/intro.html), whose functions and
// result codes are stable. STRICT tables ask for version 3.37 or newer; `sqlite3_libversion_number`
// tells at run time what is there.
#ifndef FRONTDESK_CSQLITE_H
#define FRONTDESK_CSQLITE_H

#include <stdint.h>

typedef struct sqlite3 sqlite3;
typedef struct sqlite3_stmt sqlite3_stmt;
typedef struct sqlite3_backup sqlite3_backup;
typedef void (*sqlite3_destructor_type)(void *);

// Result codes: the low byte of an extended code.
#define SQLITE_OK 0
#define SQLITE_ERROR 1
#define SQLITE_PERM 3
#define SQLITE_BUSY 5
#define SQLITE_LOCKED 6
#define SQLITE_NOMEM 7
#define SQLITE_READONLY 8
#define SQLITE_IOERR 10
#define SQLITE_CORRUPT 11
#define SQLITE_FULL 13
#define SQLITE_CANTOPEN 14
#define SQLITE_CONSTRAINT 19
#define SQLITE_AUTH 23
#define SQLITE_NOTADB 26
#define SQLITE_ROW 100
#define SQLITE_DONE 101

// Flags of sqlite3_open_v2 and sqlite3_prepare_v3.
#define SQLITE_OPEN_READONLY 0x1
#define SQLITE_OPEN_READWRITE 0x2
#define SQLITE_OPEN_CREATE 0x4
#define SQLITE_OPEN_URI 0x40
#define SQLITE_OPEN_NOMUTEX 0x8000
#define SQLITE_PREPARE_PERSISTENT 0x1

#define SQLITE_NULL 5

int sqlite3_libversion_number(void);
int sqlite3_open_v2(const char *path, sqlite3 **connection, int flags, const char *vfs);
int sqlite3_close_v2(sqlite3 *connection);
int sqlite3_extended_result_codes(sqlite3 *connection, int on);
int sqlite3_extended_errcode(sqlite3 *connection);
int sqlite3_system_errno(sqlite3 *connection);
const char *sqlite3_errmsg(sqlite3 *connection);
int sqlite3_busy_timeout(sqlite3 *connection, int milliseconds);
int sqlite3_get_autocommit(sqlite3 *connection);
int sqlite3_changes(sqlite3 *connection);
int64_t sqlite3_last_insert_rowid(sqlite3 *connection);

int sqlite3_prepare_v3(sqlite3 *connection, const char *sql, int bytes, unsigned int flags,
                       sqlite3_stmt **statement, const char **tail);
int sqlite3_finalize(sqlite3_stmt *statement);
int sqlite3_step(sqlite3_stmt *statement);
int sqlite3_reset(sqlite3_stmt *statement);
int sqlite3_bind_int64(sqlite3_stmt *statement, int index, int64_t value);
int sqlite3_bind_double(sqlite3_stmt *statement, int index, double value);
int sqlite3_bind_null(sqlite3_stmt *statement, int index);
int sqlite3_bind_text(sqlite3_stmt *statement, int index, const char *text, int bytes,
                      sqlite3_destructor_type destructor);
int sqlite3_column_type(sqlite3_stmt *statement, int column);
int64_t sqlite3_column_int64(sqlite3_stmt *statement, int column);
double sqlite3_column_double(sqlite3_stmt *statement, int column);
const unsigned char *sqlite3_column_text(sqlite3_stmt *statement, int column);
int sqlite3_column_bytes(sqlite3_stmt *statement, int column);

sqlite3_backup *sqlite3_backup_init(sqlite3 *target, const char *targetName, sqlite3 *source,
                                    const char *sourceName);
int sqlite3_backup_step(sqlite3_backup *backup, int pages);
int sqlite3_backup_remaining(sqlite3_backup *backup);
int sqlite3_backup_pagecount(sqlite3_backup *backup);
int sqlite3_backup_finish(sqlite3_backup *backup);

// Binds text that SQLite copies; SQLITE_TRANSIENT is a cast that Swift cannot import.
static inline int csqlite_bind_copied(sqlite3_stmt *statement, int index, const uint8_t *text,
                                      int bytes) {
  return sqlite3_bind_text(statement, index, text ? (const char *)text : "", bytes,
                           (sqlite3_destructor_type)-1);
}

// Binds text that stays where it is until the statement is done.
static inline int csqlite_bind_kept(sqlite3_stmt *statement, int index, const uint8_t *text,
                                    int bytes) {
  return sqlite3_bind_text(statement, index, text ? (const char *)text : "", bytes,
                           (sqlite3_destructor_type)0);
}

#endif
