import CSpikeKernels

extension Quantizer {
    /// The kernels' constant for this quantizer.
    package var kernelValue: spike_quantizer {
        switch self {
        case .sigmaDelta: SPIKE_SIGMA_DELTA
        case .threshold: SPIKE_THRESHOLD
        case .secondOrderSigmaDelta: SPIKE_SECOND_ORDER_SIGMA_DELTA
        case .stochastic: SPIKE_STOCHASTIC
        case .tracking: SPIKE_TRACKING
        }
    }
}

extension QuantizationNoise {
    /// The key of the stream as the kernels take it: the first word is the lower half.
    package var kernelKey: UInt64 { UInt64(stream.key.1) << 32 | UInt64(stream.key.0) }
}
