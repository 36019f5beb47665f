/// The version of the simulation's arithmetic.
public enum Numerics {
    /// Raised by every change that could change a stored value. On one machine, equal versions give equal values.
    ///
    /// - 1: sums over bits were added in float64, in a fixed order.
    /// - 2: sums over bits are exact and rounded once, where the weights allow it (``SignalSums``). Training adds in
    ///   another fixed order.
    public static let version = 2
}
