import Dispatch
import Foundation
import Locks
import SpikingDynamics
import StudyFiles

/// The wish that a study's networks are tested for several fixed points before its first trial (``Multistability``). A
/// program offers it among its `StudyResources` where a study begins; the trials do not depend on it.
public struct NetworkTest: Sendable {
    /// Whether a multistable network of several is refused, unless the study allows it.
    public let refuses: Bool

    public init(refuses: Bool) {
        self.refuses = refuses
    }
}

/// Whether a study may begin with networks that have several fixed points. Its trials do not depend on this, so it is no
/// part of the study: all permissions are equal, and stored definitions do not have them.
public struct MultistablePermission: Sendable, Hashable {
    public let isGiven: Bool

    public static let refused = MultistablePermission(isGiven: false)

    public init(isGiven: Bool) {
        self.isGiven = isGiven
    }

    public static func == (_: Self, _: Self) -> Bool { true }
    public func hash(into hasher: inout Hasher) {}
}

/// A network with several fixed points.
public struct MultistableNetwork: Sendable, Hashable {
    /// From 0, in the order of the study file.
    public let index: Int
    /// The largest difference of a unit between two of its fixed points.
    public let difference: Double

    /// A difference in two digits.
    static func text(_ difference: Double) -> String { String(format: "%.2g", difference) }
}

extension ConvergenceObjective {
    /// The networks that have several fixed points, in the order of the study file. Uses all cores.
    ///
    /// - Throws: `SetUpStopped`.
    func multistableNetworks(_ watch: SetUpWatch) throws(SetUpStopped) -> [MultistableNetwork] {
        let inputs = experiments.enumerated().flatMap { network, experiment in
            experiment.inputs.indices.map { (network: network, input: $0) }
        }
        let results = Mutex<(done: Int, differences: [Int: Double])>((0, [:]))
        let phase = "looking for further fixed points"
        watch.tell(SetUpProgress(phase, done: 0, of: inputs.count))
        DispatchQueue.concurrentPerform(iterations: inputs.count) { place in
            let (network, input) = inputs[place]
            let test = experiments[network].multistability(ofInput: input) { !watch.cancellation.isCancelled }
            guard let test else { return }
            let count = results.withLock { results in
                results.done += 1
                if test.isMultistable {
                    results.differences[network] = max(results.differences[network] ?? 0, test.largestDifference)
                }
                return results.done
            }
            watch.tell(SetUpProgress(phase, done: count, of: inputs.count))
        }
        guard !watch.cancellation.isCancelled else { throw SetUpStopped() }
        return results.withLock { results in
            results.differences.sorted { $0.key < $1.key }.map {
                MultistableNetwork(index: $0.key, difference: $0.value)
            }
        }
    }
}

extension ConvergenceSettings {
    /// What a program says of multistable networks; nil if there are none.
    func warning(of found: [MultistableNetwork]) -> String? {
        guard let first = found.first else { return nil }
        guard networks.count > 1 else {
            return "the real-valued network has several fixed points (from random states it settles up to "
                + "\(MultistableNetwork.text(first.difference)) apart; see docs/fixed-points.md); errors are measured "
                + "against the one that it reaches from zero states"
        }
        let most = 8
        let named = found.prefix(most).map { "network \($0.index) (\(networks[$0.index]))" }.joined(separator: ", ")
        let more = found.count > most ? ", and \(found.count - most) more" : ""
        return
            "\(found.count) of the \(networks.count) real-valued networks \(found.count == 1 ? "has" : "have") several "
            + "fixed points: \(named)\(more); errors are measured against the one that each reaches from zero states"
    }
}
