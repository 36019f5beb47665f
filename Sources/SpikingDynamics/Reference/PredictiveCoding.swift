/// Predictive coding with the prediction (1 - lambda) times the last value (Eqs. 12 and 13): what can be
/// predicted is not sent. At lambda = 1 there is no prediction, and both directions are the identity.
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
