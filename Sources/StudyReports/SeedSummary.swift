/// All curves with the same network, label and study as one curve: the mean, the lowest and the highest reading over
/// the seeds at each epoch. Failed runs are left out, because the mean would jump at the epoch where they stop.
struct SeedSummary {
    /// The readings of all seeds at one epoch.
    struct Reading: Equatable {
        let epoch: Double
        let mean: Double
        let lowest: Double
        let highest: Double
    }

    let network: LearningCurve.Network
    let label: String
    let study: String?
    /// The curves of the runs that did not fail, in the order of their seeds.
    let curves: [LearningCurve]
    /// The number of failed runs.
    let failed: Int

    var seeds: Int { curves.count }
    /// Whether there is nothing to draw.
    var isEmpty: Bool { readings(\.testError).isEmpty && readings(\.trainError).isEmpty }

    /// One summary for each network, label and study: first the binary networks, then the continuous ones, each in
    /// order of appearance.
    static func groups(_ curves: [LearningCurve]) -> [SeedSummary] {
        var order: [Key] = []
        var members: [Key: [LearningCurve]] = [:]
        for curve in curves {
            let key = Key(network: curve.network, label: curve.label, study: curve.study)
            if members[key] == nil { order.append(key) }
            // The same network with the same seed is the same run.
            guard members[key]?.contains(where: { $0.seed == curve.seed }) != true else { continue }
            members[key, default: []].append(curve)
        }
        return [LearningCurve.Network.binary, .continuous].flatMap { network in
            order.filter { $0.network == network }
        }.map { key in
            // In the order of seeds, so that sums do not depend on the order in which runs ended.
            let runs = (members[key] ?? []).sorted { $0.seed < $1.seed }
            let curves = runs.filter { !$0.hasFailed }
            return SeedSummary(
                network: key.network, label: key.label, study: key.study, curves: curves,
                failed: runs.count - curves.count)
        }
    }

    /// The readings of one of the errors, by ascending epoch. Values that are not finite are left out.
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
        let study: String?
    }
}
