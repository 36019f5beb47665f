import SpikingDynamics
import StudyFiles

extension YAMLValue {
    /// The number of bits of a weight.
    func weightBits() throws(StudyFileError) -> WeightBits {
        let count = try integer(in: Int.min...Int.max)
        do {
            return try WeightBits(count)
        } catch {
            throw self.error(rule: error.rule, remedy: error.remedy)
        }
    }
}
