import Checksums
import HyperparameterSearch

/// A program study whose trials a program outside asks for, instead of being started for each.
extension ProgramSettings {
    /// The seed of a trial: from 0 to 2^31 - 1, so that every language can hold it.
    func seed(ofTrial number: Int) -> Int {
        let bytes = SHA256.bytes(of: Array("settle program seed \(seed) trial \(number)".utf8))
        return bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) } & 0x7fff_ffff
    }

    public var toldObjective: ToldObjective? {
        var objective = ToldObjective(direction, of: measureName, steps: steps ?? 1)
        // The rungs must be those of a run that starts the program.
        objective.milestones = []
        objective.seed = { number in seed(ofTrial: number) }
        return objective
    }
}
