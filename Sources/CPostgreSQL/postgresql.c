#include "CPostgreSQL.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

static postgresql_functions functions;
/// Why libpq cannot be used; empty where it can.
static char unusable[256];

static void keep_reason(const char *reason) { strncpy(unusable, reason, sizeof unusable - 1); }

static void load(void) {
#if defined(__APPLE__)
    // Homebrew keeps libpq out of the folders that the system searches.
    static const char *const names[] = {
        "libpq.5.dylib", "/opt/homebrew/opt/libpq/lib/libpq.5.dylib", "/usr/local/opt/libpq/lib/libpq.5.dylib"};
#else
    static const char *const names[] = {"libpq.so.5"};
#endif
    void *library = NULL;
    for (size_t index = 0; !library && index < sizeof names / sizeof *names; index++) {
        library = dlopen(names[index], RTLD_NOW | RTLD_LOCAL);
        if (!library && index == 0) keep_reason(dlerror());
    }
    if (!library) return;
    unusable[0] = 0;
    const struct {
        const char *name;
        void *function;
    } wanted[] = {
        {"PQconninfoParse", &functions.conninfo_parse},
        {"PQconninfoFree", &functions.conninfo_free},
        {"PQconnectdbParams", &functions.connect},
        {"PQfinish", &functions.finish},
        {"PQstatus", &functions.status},
        {"PQtransactionStatus", &functions.transaction_status},
        {"PQerrorMessage", &functions.error_message},
        {"PQdb", &functions.database},
        {"PQuser", &functions.user},
        {"PQhost", &functions.host},
        {"PQport", &functions.port},
        {"PQsetNoticeProcessor", &functions.set_notice_processor},
        {"PQexec", &functions.execute},
        {"PQprepare", &functions.prepare},
        {"PQexecPrepared", &functions.execute_prepared},
        {"PQresultStatus", &functions.result_status},
        {"PQresultErrorField", &functions.result_error_field},
        {"PQclear", &functions.clear},
        {"PQntuples", &functions.rows},
        {"PQgetvalue", &functions.value},
        {"PQgetlength", &functions.length},
        {"PQgetisnull", &functions.is_null},
    };
    for (size_t index = 0; index < sizeof wanted / sizeof *wanted; index++) {
        void *function = dlsym(library, wanted[index].name);
        if (!function) return keep_reason(dlerror());
        memcpy(wanted[index].function, &function, sizeof function);
    }
}

const postgresql_functions *postgresql_load(const char **reason) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    *reason = unusable;
    return unusable[0] ? NULL : &functions;
}

void postgresql_ignore_notice(void *context, const char *message) {
    (void)context;
    (void)message;
}
