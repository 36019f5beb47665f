import SpikingDynamics

@testable import EquilibriumPropagation

/// The drive from one image by the arithmetic that `spike_training.h` states.
struct StatedDrive<Real: BinaryFloatingPoint> {
    /// [step - 1][target].
    let rows: [[Real]]

    init(
        _ weights: [[Real]], _ dynamics: NetworkDynamics, noise: QuantizationNoise, image: [UInt8], scale: Double,
        steps: Int
    ) {
        let units = image.indices.filter { image[$0] > 0 }.sorted { (image[$0], $0) < (image[$1], $1) }
        let none = weights[0].map { _ in Real.zero }
        guard case .binary(let schedules) = dynamics else {
            let drive = units.reduce(none) { Self.add($0, weights[$1], times: Real(Double(image[$1]) / scale)) }
            rows = [none] + Array(repeating: drive, count: steps - 1)
            return
        }
        // [place]: S.
        var suffixes = [none]
        for unit in units.reversed() { suffixes.insert(zip(suffixes[0], weights[unit]).map { $0 + $1 }, at: 0) }
        var rows = [none]
        if let counts = Self.countsOfLevels(schedules, scale: scale, steps: steps) {
            let places = (0..<256).map { level in units.firstIndex { Int(image[$0]) >= level } ?? units.count }
            var before = none
            for t in 1..<steps {
                var sum = none
                for level in 1..<256 {
                    for _ in counts[level - 1][t - 1]..<counts[level][t - 1] {
                        sum = Self.add(sum, suffixes[places[level]])
                    }
                }
                rows.append(zip(sum, before).map { $0 - $1 })
                before = sum
            }
        } else {
            let trains = units.map { unit in
                Self.train(image[unit], schedules, scale: scale, steps: steps) {
                    noise.uniform(unit: unit, layer: 0, step: $0)
                }
            }
            for t in 1..<steps {
                var (sum, place) = (none, 0)
                while place < units.count {
                    let first = place
                    while place < units.count && trains[place][t - 1] { place += 1 }
                    if first < place {
                        sum = Self.add(sum, zip(suffixes[first], suffixes[place]).map { $0 - $1 })
                    } else {
                        place += 1
                    }
                }
                rows.append(sum)
            }
        }
        self.rows = rows
    }

    /// [level][step - 1]: how often a unit has fired up to a step; nil if the code has no thresholds.
    private static func countsOfLevels(_ schedules: AnnealingSchedules, scale: Double, steps: Int) -> [[Int]]? {
        guard schedules.quantizer != .stochastic, steps <= 64 else { return nil }
        let counts = (0..<256).map { level in
            var total = 0
            return train(UInt8(level), schedules, scale: scale, steps: steps) { _ in 0 }.map { fires in
                total += fires ? 1 : 0
                return total
            }
        }
        let isOrdered = zip(counts, counts.dropFirst()).allSatisfy { zip($0, $1).allSatisfy { $0 <= $1 } }
        return isOrdered ? counts : nil
    }

    private static func train(
        _ level: UInt8, _ schedules: AnnealingSchedules, scale: Double, steps: Int, uniform: (_ step: Int) -> Double
    ) -> [Bool] {
        var memory = Quantizer.Memory()
        let x = Double(level) / scale
        return (1...steps).map { step in
            if schedules.quantizer == .tracking {
                let lambda = schedules.lambda(ofLayer: 0).value(at: step)
                let decayed = (1 - lambda) * memory.phi
                let fires = x - decayed > lambda / 2
                memory.phi = fires ? decayed + lambda : decayed
                return fires
            }
            return schedules.quantizer.fires(
                step == 1 ? x / schedules.lambda(ofLayer: 0).value(at: 1) : x, memory: &memory, uniform: uniform(step))
        }
    }

    private static func add(_ sum: [Real], _ row: [Real]) -> [Real] { zip(sum, row).map { $0 + $1 } }

    private static func add(_ sum: [Real], _ row: [Real], times state: Real) -> [Real] {
        zip(sum, row).map { $0 + $1 * state }
    }
}
