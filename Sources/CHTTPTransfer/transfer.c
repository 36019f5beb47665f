#include "CHTTPTransfer.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// What is used of <curl/curl.h>. The numbers are part of libcurl's binary interface, which has not changed since 2006.
enum {
    CURL_GLOBAL_DEFAULT = 3,
    CURLOPT_WRITEDATA = 10001,
    CURLOPT_URL = 10002,
    CURLOPT_ERRORBUFFER = 10010,
    CURLOPT_ACCEPT_ENCODING = 10102,
    CURLOPT_WRITEFUNCTION = 20011,
    CURLOPT_FOLLOWLOCATION = 52,
    CURLOPT_MAXREDIRS = 68,
    CURLOPT_NOSIGNAL = 99,
    CURLOPT_PROTOCOLS = 181,
    CURLOPT_REDIR_PROTOCOLS = 182,
    CURLINFO_RESPONSE_CODE = 0x200002,
    CURLINFO_OS_ERRNO = 0x200019,
    CURLINFO_CONTENT_LENGTH_DOWNLOAD_T = 0x60000f,
    CURLMSG_DONE = 1,
    CURLE_PARTIAL_FILE = 18,
    CURLE_GOT_NOTHING = 52,
    CURL_ERROR_SIZE = 256,
    /// HTTP and HTTPS, as bits of CURLOPT_PROTOCOLS.
    WEB = 3,
};

typedef struct {
    int message;
    void *easy;
    union {
        void *whatever;
        int result;
    } data;
} curl_message;

typedef struct {
    int (*global_init)(long);
    void *(*easy_init)(void);
    int (*easy_setopt)(void *, int, ...);
    int (*easy_getinfo)(void *, int, ...);
    const char *(*easy_strerror)(int);
    void (*easy_cleanup)(void *);
    void *(*multi_init)(void);
    int (*multi_add_handle)(void *, void *);
    int (*multi_remove_handle)(void *, void *);
    int (*multi_perform)(void *, int *);
    int (*multi_poll)(void *, void *, unsigned, int, int *);
    curl_message *(*multi_info_read)(void *, int *);
    const char *(*multi_strerror)(int);
    int (*multi_cleanup)(void *);
} curl_functions;

static curl_functions curl;
/// Why libcurl cannot be used; empty where it can.
static char unusable[CURL_ERROR_SIZE];

static void keep_reason(const char *reason) { strncpy(unusable, reason, sizeof unusable - 1); }

static void load(void) {
#if defined(__APPLE__)
    static const char *const names[] = {"libcurl.4.dylib"};
#else
    static const char *const names[] = {"libcurl.so.4", "libcurl-gnutls.so.4"};
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
        {"curl_global_init", &curl.global_init},
        {"curl_easy_init", &curl.easy_init},
        {"curl_easy_setopt", &curl.easy_setopt},
        {"curl_easy_getinfo", &curl.easy_getinfo},
        {"curl_easy_strerror", &curl.easy_strerror},
        {"curl_easy_cleanup", &curl.easy_cleanup},
        {"curl_multi_init", &curl.multi_init},
        {"curl_multi_add_handle", &curl.multi_add_handle},
        {"curl_multi_remove_handle", &curl.multi_remove_handle},
        {"curl_multi_perform", &curl.multi_perform},
        {"curl_multi_poll", &curl.multi_poll},
        {"curl_multi_info_read", &curl.multi_info_read},
        {"curl_multi_strerror", &curl.multi_strerror},
        {"curl_multi_cleanup", &curl.multi_cleanup},
    };
    for (size_t index = 0; index < sizeof wanted / sizeof *wanted; index++) {
        void *function = dlsym(library, wanted[index].name);
        if (!function) return keep_reason(dlerror());
        memcpy(wanted[index].function, &function, sizeof function);
    }
    int result = curl.global_init(CURL_GLOBAL_DEFAULT);
    if (result != 0) keep_reason(curl.easy_strerror(result));
}

struct http_transfer {
    void *multi;
    void *easy;
    http_transfer_sink sink;
    void *context;
    long status;
    long long expected;
    bool is_partial;
    const char *failure;
    char detail[CURL_ERROR_SIZE];
};

/// Reads the answer's status and length. Before the first byte of the file they may be those of a redirection.
static void read_answer(http_transfer *transfer) {
    curl.easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &transfer->status);
    curl.easy_getinfo(transfer->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &transfer->expected);
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
    http_transfer *transfer = context;
    if (transfer->status == 0) read_answer(transfer);
    transfer->sink(transfer->context, bytes, size * count);
    return size * count;
}

http_transfer *http_transfer_start(const char *url, http_transfer_sink sink, void *context, const char **reason) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    *reason = unusable;
    if (unusable[0]) return NULL;
    *reason = "it has no memory";
    http_transfer *transfer = calloc(1, sizeof *transfer);
    if (!transfer) return NULL;
    *transfer = (http_transfer){.sink = sink, .context = context, .expected = -1};
    transfer->multi = curl.multi_init();
    transfer->easy = curl.easy_init();
    if (!transfer->multi || !transfer->easy) {
        http_transfer_end(transfer);
        return NULL;
    }
    void *easy = transfer->easy;
    curl.easy_setopt(easy, CURLOPT_URL, url);
    curl.easy_setopt(easy, CURLOPT_PROTOCOLS, (long)WEB);
    curl.easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS, (long)WEB);
    curl.easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl.easy_setopt(easy, CURLOPT_MAXREDIRS, 16L);
    // Without compression in transit, the bytes and their announced number are those of the file itself.
    curl.easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "identity");
    curl.easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl.easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->detail);
    curl.easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
    curl.easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl.multi_add_handle(transfer->multi, easy);
    return transfer;
}

/// Notes how the transfer has ended.
static void conclude(http_transfer *transfer, int result) {
    read_answer(transfer);
    transfer->is_partial = result == CURLE_PARTIAL_FILE || result == CURLE_GOT_NOTHING;
    if (result == 0) return;
    long error = 0;
    curl.easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &error);
    // The number may be that of an address that was tried before another, so libcurl's own words come first.
    bool is_system = error && !transfer->detail[0];
    transfer->failure = is_system ? strerror((int)error) : transfer->detail[0] ? transfer->detail : curl.easy_strerror(result);
}

bool http_transfer_step(http_transfer *transfer, int milliseconds) {
    int running = 0;
    int result = curl.multi_perform(transfer->multi, &running);
    if (result != 0) {
        transfer->failure = curl.multi_strerror(result);
        return false;
    }
    if (running) {
        curl.multi_poll(transfer->multi, NULL, 0, milliseconds, NULL);
        return true;
    }
    int left = 0;
    bool is_done = false;
    for (curl_message *message; (message = curl.multi_info_read(transfer->multi, &left));) {
        if (message->message != CURLMSG_DONE) continue;
        conclude(transfer, message->data.result);
        is_done = true;
    }
    if (!is_done) transfer->failure = "libcurl has not finished the transfer";
    return false;
}

long http_transfer_status(const http_transfer *transfer) { return transfer->status; }
long long http_transfer_expected(const http_transfer *transfer) { return transfer->expected; }
bool http_transfer_is_partial(const http_transfer *transfer) { return transfer->is_partial; }
const char *http_transfer_failure(const http_transfer *transfer) { return transfer->failure; }

void http_transfer_end(http_transfer *transfer) {
    if (transfer->multi && transfer->easy) curl.multi_remove_handle(transfer->multi, transfer->easy);
    if (transfer->easy) curl.easy_cleanup(transfer->easy);
    if (transfer->multi) curl.multi_cleanup(transfer->multi);
    free(transfer);
}
