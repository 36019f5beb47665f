/// Predictive coding (Eqs. 12 and 13). The prediction is (1 - lambda) times the last value, and only the difference
/// from it is sent. At lambda = 1 there is no prediction, and encoder and decoder are the identity.
public enum PredictiveCoding {
    /// The predictive encoder (Eq. 12): a = (s - (1 - lambda) s_previous) / lambda.
    @inlinable
    public static func encode(_ state: Double, previous: Double, lambda: Double) -> Double {
        (state - (1 - lambda) * previous) / lambda
    }

    /// The predictive decoder (Eq. 13): v = (1 - lambda) v_previous + lambda u; with lambda 1
    /// the identity (Eq. 9).
    @inlinable
    public static func decode(_ drive: Double, previous: Double, lambda: Double) -> Double {
        (1 - lambda) * previous + lambda * drive
    }
}
