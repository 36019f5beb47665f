/// The errors that O'Connor, Gavves and Welling publish for their Figure 3, at the end of epoch 25, as fractions.
public enum PublishedReadings {
    static let epoch = 25.0

    public static func of(_ network: LearningCurve.Network) -> (testError: Double, trainError: Double) {
        switch network {
        case .binary: (0.0234, 0.00066)
        case .continuous: (0.0257, 0.00036)
        }
    }
}
