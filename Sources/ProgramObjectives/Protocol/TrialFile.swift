import Foundation
import HyperparameterSearch

/// What a program is told of its trial: the JSON object in the file that `SETTLE_TRIAL` names.
struct TrialFile: Encodable {
    /// The name of the study; absent if it is not known.
    var study: String?
    var number: Int
    var parameters: TrialParameters
    /// From 0 to 2^31 - 1, the same each time the trial is evaluated.
    var seed: Int
    /// From 1; grows each time the program is started again because it had failed.
    var attempt: Int
    /// A folder that keeps its content while the trial has not ended.
    var checkpoint: String
    /// The step at which the program may save its checkpoint and end, because the trial may have to wait there. Absent
    /// if it is to go on to its end.
    var until: Int?

    var data: Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Encoding cannot fail: all numbers are finite.
        return (try? encoder.encode(self)) ?? Data()
    }
}
