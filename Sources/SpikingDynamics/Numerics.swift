/// Counts the changes of the simulation's arithmetic.
public enum Numerics {
    /// Raised whenever a stored value could come out differently: on one machine, equal versions give equal values.
    public static let version = 1
}
