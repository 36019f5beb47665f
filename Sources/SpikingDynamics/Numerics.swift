/// The version of the simulation's arithmetic.
public enum Numerics {
    /// Raised by every change that could change a stored value. On one machine, equal versions give equal values.
    public static let version = 1
}
