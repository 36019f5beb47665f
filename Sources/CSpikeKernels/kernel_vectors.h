// Vectors of one panel, for one precision. Included by kernel_level.h with SPIKE_REAL and SPIKE_REAL_NAME set.
// These are Clang's extended vectors, which the compiler splits into the registers of the level.

/// Units of a panel.
#define U (SPIKE_PANEL_BYTES / (int)sizeof(SPIKE_REAL))
/// Lanes of an error sum: half a panel, one 64-byte register.
#define LANES (U / 2)

/// One panel of numbers, and one half.
typedef SPIKE_REAL NAME(panel) __attribute__((ext_vector_type(U), aligned(SPIKE_ALIGNMENT), may_alias));
typedef SPIKE_REAL NAME(half) __attribute__((ext_vector_type(LANES), aligned(SPIKE_ALIGNMENT), may_alias));
/// One bit for each unit of a panel.
typedef bool NAME(bits) __attribute__((ext_vector_type(U)));
/// The Philox counters of a panel: one for every two units.
typedef uint64_t NAME(counters) __attribute__((ext_vector_type(LANES)));

INLINE NAME(panel) NAME(splat)(SPIKE_REAL value) { return (NAME(panel))value; }

/// The signals of a panel as an integer: unit 0 is bit 0. `fired` is a vector comparison's result.
#define MASK(fired)                                                                                                    \
  ({                                                                                                                   \
    const NAME(bits) bits_ = __builtin_convertvector((fired), NAME(bits));                                             \
    MASK_INTEGER mask_;                                                                                                \
    __builtin_memcpy(&mask_, &bits_, sizeof mask_);                                                                              \
    mask_;                                                                                                             \
  })
