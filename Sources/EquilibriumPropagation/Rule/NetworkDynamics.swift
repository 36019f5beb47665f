import SpikingDynamics

/// The dynamics of a network in training.
public enum NetworkDynamics: Sendable, Hashable {
    /// Neurons that send bits (Eq. 14).
    case binary(AnnealingSchedules)
    /// The real-valued twin (Eq. 3) with a fixed step size.
    case continuous(epsilon: Double)

    /// A sentence about schedules that are for another number of layers, or about the first of the steps 1...`last` at
    /// which a schedule's value is illegal: not finite, or not above 0. Nil if all values are legal.
    ///
    /// - Parameters:
    ///   - last: the last step that is checked.
    ///   - layers: the number of layers of the network, the input's included.
    ///   - precision: the precision of the arithmetic. A value above 0 in float64 may be 0 in float32.
    public func failure(through last: Int, layers: Int, precision: Precision = .float64) -> String? {
        let schedules: [(String, Schedule)]
        switch self {
        case .binary(let binary):
            if let failure = binary.countFailure(layers: layers) { return failure.description }
            guard binary.code == .predictive else {
                return
                    "adaptive delta modulation does not train: it converges too late for the few steps of an update; "
                    + "name schedules with a lambda and a quantizer"
            }
            guard binary.clock == .steps else {
                return
                    "a network in training has no clock but the steps, since each update starts from rest and takes a few steps; "
                    + "leave the clock out"
            }
            schedules =
                binary.epsilon.all.map { ("epsilon", $0) } + binary.lambda.all.map { ("lambda", $0) }
        case .continuous(let epsilon): schedules = [("epsilon", .constant(epsilon))]
        }
        for (name, schedule) in schedules {
            let rounded = { (step: Int) in
                let value = schedule.value(at: step)
                return precision == .float32 ? Double(Float(value)) : value
            }
            if let step = (1...last).first(where: { !Schedule.isLegal(rounded($0)) }) {
                let value = rounded(step)
                let isRounded = Schedule.isLegal(schedule.value(at: step))
                return "\(name) = \(schedule) is \(value == 0 ? "0" : "\(value)") at step \(step)"
                    + (isRounded ? " in float32" : "")
                    + "; a schedule stays finite and above 0 over the \(last) steps of an update: "
                    + "change its initial value or let it decay more slowly"
                    + (isRounded ? ", or compute in float64" : "")
            }
        }
        return nil
    }
}
