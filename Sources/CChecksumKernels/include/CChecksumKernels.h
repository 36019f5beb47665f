#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// The compression function of SHA-256 (FIPS 180-4, section 6.2.2).
//
// Legend: state [8], the hash value; blocks [count][64], bytes.

enum {
    /// Any processor.
    SHA256_LEVEL_BASELINE = 0,
    /// x86-64 with the SHA extensions.
    SHA256_LEVEL_X86_64_SHA = 1,
    SHA256_LEVELS = 2,
};

/// Whether this processor has what the level needs.
bool sha256_supports_level(int level);

/// Takes `count` blocks into the state, at the highest level that the processor supports.
void sha256_compress(uint32_t *state, const uint8_t *blocks, size_t count);

/// The same at one level, for tests. The processor must support it.
void sha256_compress_at(int level, uint32_t *state, const uint8_t *blocks, size_t count);
