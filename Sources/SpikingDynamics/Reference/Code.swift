/// The code by which neurons tell their receivers an activation in bits.
public enum Code: Sendable, Hashable {
    /// The paper's: a predictive encoder and a quantizer, whose bits are summed before they are decoded (Eqs. 11 to 13).
    case predictive
    /// Receivers keep a trace of each sender. Lambda, quantizer, decoder and clock have no part in it.
    case adaptiveDelta(AdaptiveDeltaModulation)

    /// Nil for ``predictive``.
    public var adaptiveDelta: AdaptiveDeltaModulation? {
        if case .adaptiveDelta(let modulation) = self { modulation } else { nil }
    }
}
