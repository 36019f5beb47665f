import Figures
import Foundation
import HyperparameterSearch

/// The best value so far of a study, against the number of trials or against time.
struct BestCourse {
    let study: String
    /// The trials that were better than all before: y is the value, x the number of trials or the seconds since the first
    /// trial began.
    let improvements: [Point]
    /// Where the last trial ended.
    let end: Double

    init(of study: SearchedStudy, across: ComparedPictures.Across) {
        self.study = study.name
        let complete = study.trials.filter { $0.state == .complete }
        switch across {
        case .trials:
            let entries = complete.map { Ranking.Entry(number: $0.number, value: $0.value ?? .nan) }
            // After trial 0, one trial has ended.
            improvements = BestSoFar.improvements(entries, direction: study.direction).map {
                Point(x: Double($0.number + 1), y: $0.value)
            }
            end = Double((study.trials.last?.number ?? -1) + 1)
        case .time:
            let start = study.trials.compactMap(\.result?.started).min() ?? .distantPast
            let seconds = { (trial: Trial) in trial.result?.finished.timeIntervalSince(start) ?? 0 }
            let ordered = complete.sorted { (seconds($0), $0.number) < (seconds($1), $1.number) }
            let entries = ordered.enumerated().map { Ranking.Entry(number: $0, value: $1.value ?? .nan) }
            improvements = BestSoFar.improvements(entries, direction: study.direction).map {
                Point(x: seconds(ordered[$0.number]), y: $0.value)
            }
            end = study.trials.map(seconds).max() ?? 0
        }
    }

    /// A step line through improvements, up to `end`.
    static func steps(_ improvements: [Point], end: Double) -> [Point] {
        var stairs: [Point] = []
        for point in improvements {
            if let last = stairs.last { stairs.append(Point(x: point.x, y: last.y)) }
            stairs.append(point)
        }
        if let last = stairs.last { stairs.append(Point(x: end, y: last.y)) }
        return stairs
    }
}
