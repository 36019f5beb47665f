#pragma once

#include <stdbool.h>
#include <stddef.h>

// One HTTP or HTTPS transfer by libcurl.
//
// libcurl is loaded when the first transfer starts. It and its own twenty libraries would double the time that a process
// needs to start, and most processes transfer nothing. (Swift's own FoundationNetworking needs the same library, so it is
// there where Swift is.)

typedef struct http_transfer http_transfer;

/// Takes the next bytes of the file. Called by http_transfer_step alone.
typedef void (*http_transfer_sink)(void *context, const void *bytes, size_t count);

/// Starts a transfer, which follows redirections.
///
/// Returns null where libcurl cannot be loaded or used. `reason` is then the cause, valid until this thread's next call.
http_transfer *http_transfer_start(const char *url, http_transfer_sink sink, void *context, const char **reason);

/// Does what can be done now, and waits at most this long for more. Returns whether the transfer goes on.
bool http_transfer_step(http_transfer *transfer, int milliseconds);

/// The status of the answer; 0 before it is known.
long http_transfer_status(const http_transfer *transfer);

/// The bytes that the server has announced; -1 where it has not.
long long http_transfer_expected(const http_transfer *transfer);

/// Whether the transfer has ended because the connection was closed too early.
bool http_transfer_is_partial(const http_transfer *transfer);

/// Why the transfer has failed; null where it has not.
const char *http_transfer_failure(const http_transfer *transfer);

/// Ends the transfer, wherever it is, and frees it.
void http_transfer_end(http_transfer *transfer);
