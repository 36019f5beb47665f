import CSpikeKernels

/// The precision of the fast engine's arithmetic.
public enum Precision: String, Sendable, Hashable, CaseIterable {
    /// Twice as fast; learning curves differ only by noise.
    case float32
    /// The precision of the reference trainer.
    case float64

    /// The number of bytes of a number.
    var width: Int { self == .float32 ? 4 : 8 }

    /// N: the units of a layer, padded.
    func padded(_ units: Int) -> Int {
        self == .float32 ? spike_padded_f32(units) : spike_padded_f64(units)
    }

    /// B: the units of a block of weights.
    func block(_ units: Int) -> Int {
        self == .float32 ? spike_block_f32(units) : spike_block_f64(units)
    }

    var kernels: TrainingKernels { self == .float32 ? .float32 : .float64 }
}

/// The training kernels of one precision.
struct TrainingKernels: Sendable {
    let drive: @convention(c) (UnsafePointer<spike_input_drive>?) -> Void
    let settle: @convention(c) (UnsafePointer<spike_settling>?) -> Void
    let changeInputWeights: @convention(c) (UnsafePointer<spike_input_gradient>?) -> Void
    let changeWeights: @convention(c) (UnsafePointer<spike_pair_gradient>?) -> Void
    let contrast: @convention(c) (UnsafePointer<spike_contrast>?) -> Void
    let changeBiases: @convention(c) (UnsafePointer<spike_bias_gradient>?) -> Void

    static let float32 = TrainingKernels(
        drive: spike_drive_by_input_f32, settle: spike_settle_f32,
        changeInputWeights: spike_change_input_weights_f32, changeWeights: spike_change_weights_f32,
        contrast: spike_contrast_states_f32, changeBiases: spike_change_biases_f32)
    static let float64 = TrainingKernels(
        drive: spike_drive_by_input_f64, settle: spike_settle_f64,
        changeInputWeights: spike_change_input_weights_f64, changeWeights: spike_change_weights_f64,
        contrast: spike_contrast_states_f64, changeBiases: spike_change_biases_f64)
}
