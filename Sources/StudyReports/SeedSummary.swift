import Figures

/// Curves of one network and label as one: at each epoch the mean over the seeds that have a reading there, with the
/// lowest and the highest.
struct SeedSummary {
    /// At one epoch, over one reading a seed.
    struct Reading: Equatable {
        let epoch: Double
        let mean: Double
        let lowest: Double
        let highest: Double
    }

    let network: LearningCurve.Network
    let label: String
    /// In the order of their seeds.
    let curves: [LearningCurve]

    var seeds: Int { Set(curves.map(\.seed)).count }

    /// One summary a network and label: the binary networks, then the continuous ones, in the order in which they appear.
    static func groups(_ curves: [LearningCurve]) -> [SeedSummary] {
        var order: [Key] = []
        var members: [Key: [LearningCurve]] = [:]
        for curve in curves {
            let key = Key(network: curve.network, label: curve.label)
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(curve)
        }
        return [LearningCurve.Network.binary, .continuous].flatMap { network in
            order.filter { $0.network == network }
        }.map { key in
            // By seed, so that sums do not depend on the order in which runs ended.
            let curves = (members[key] ?? []).sorted { $0.seed < $1.seed }
            return SeedSummary(network: key.network, label: key.label, curves: curves)
        }
    }

    /// One of the errors over the epochs, ascending; readings that are not finite are left out.
    func readings(_ error: KeyPath<LearningCurve.Point, Double>) -> [Reading] {
        var errors: [Double: [Double]] = [:]
        for point in curves.flatMap(\.points) where point.epoch.isFinite && point[keyPath: error].isFinite {
            errors[point.epoch, default: []].append(point[keyPath: error])
        }
        return errors.sorted { $0.key < $1.key }.map { epoch, errors in
            Reading(
                epoch: epoch, mean: errors.reduce(0, +) / Double(errors.count), lowest: errors.min() ?? .nan,
                highest: errors.max() ?? .nan)
        }
    }

    private struct Key: Hashable {
        let network: LearningCurve.Network
        let label: String
    }
}
