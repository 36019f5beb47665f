#pragma once

#include <stddef.h>
#include <stdint.h>

// What is used of libpq, PostgreSQL's client library. It is opened at its first use, so that a program which needs no
// server neither links it nor waits for it, and so that nothing of PostgreSQL is needed to build.
//
// The names and signatures are those of <libpq-fe.h>. They are part of libpq's binary interface, version 5, which has kept
// them since 2005.

typedef struct pg_conn PGconn;
typedef struct pg_result PGresult;

typedef struct {
    /// NULL in the last one of a list.
    char *_Nullable keyword;
    char *_Nullable envvar;
    char *_Nullable compiled;
    char *_Nullable val;
    char *_Nullable label;
    char *_Nullable dispchar;
    int dispsize;
} PQconninfoOption;

enum {
    POSTGRESQL_CONNECTION_OK = 0,
    POSTGRESQL_COMMAND_OK = 1,
    POSTGRESQL_TUPLES_OK = 2,
    POSTGRESQL_TRANSACTION_IDLE = 0,
    /// The fields of an error.
    POSTGRESQL_SQLSTATE = 'C',
    POSTGRESQL_MESSAGE = 'M',
};

typedef PGconn *_Nonnull pg_connection;
typedef const PGresult *_Nonnull pg_rows;
typedef const char *_Nonnull pg_text;
typedef const char *_Nullable pg_optional_text;
typedef void (*_Nullable pg_notice_processor)(void *_Nullable, pg_text);

typedef struct {
    PQconninfoOption *_Nullable (*_Nonnull conninfo_parse)(pg_text, char *_Nullable *_Nonnull);
    void (*_Nonnull conninfo_free)(PQconninfoOption *_Nullable);
    PGconn *_Nullable (*_Nonnull connect)(const pg_optional_text *_Nonnull, const pg_optional_text *_Nonnull, int);
    void (*_Nonnull finish)(pg_connection);
    int (*_Nonnull status)(pg_connection);
    int (*_Nonnull transaction_status)(pg_connection);
    pg_optional_text (*_Nonnull error_message)(pg_connection);
    pg_optional_text (*_Nonnull database)(pg_connection);
    pg_optional_text (*_Nonnull user)(pg_connection);
    pg_optional_text (*_Nonnull host)(pg_connection);
    pg_optional_text (*_Nonnull port)(pg_connection);
    pg_notice_processor (*_Nonnull set_notice_processor)(pg_connection, pg_notice_processor, void *_Nullable);
    PGresult *_Nullable (*_Nonnull execute)(pg_connection, pg_text);
    PGresult *_Nullable (*_Nonnull prepare)(pg_connection, pg_text, pg_text, int, const uint32_t *_Nullable);
    PGresult *_Nullable (*_Nonnull execute_prepared)(
        pg_connection, pg_text, int, const pg_optional_text *_Nullable, const int *_Nullable, const int *_Nullable, int);
    int (*_Nonnull result_status)(pg_rows);
    pg_optional_text (*_Nonnull result_error_field)(pg_rows, int);
    void (*_Nonnull clear)(PGresult *_Nonnull);
    int (*_Nonnull rows)(pg_rows);
    char *_Nonnull (*_Nonnull value)(pg_rows, int, int);
    int (*_Nonnull length)(pg_rows, int, int);
    int (*_Nonnull is_null)(pg_rows, int, int);
} postgresql_functions;

/// Opens libpq at the first call.
///
/// - Returns: its functions, or NULL with the reason why there are none.
const postgresql_functions *_Nullable postgresql_load(const char *_Nullable *_Nonnull reason);

/// Drops a server's notices, which libpq would print on standard error.
void postgresql_ignore_notice(void *_Nullable context, pg_text message);
