extension TrainingSettings {
    /// What a study of several objectives minimizes beside its ``measure``. The raw value is the name of the trial's value.
    public enum FurtherObjective: String, Sendable, Hashable, CaseIterable {
        case testError, trainError, finalTestError, finalTrainError
        /// The mean number of spikes per step of a neuron above the input, on the test set at the last reading.
        case spikes
        /// The mean number of synaptic operations with which a test image settles, at the last reading.
        case synapticOperations
    }
}
