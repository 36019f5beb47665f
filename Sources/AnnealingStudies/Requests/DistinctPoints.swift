import Checksums
import Foundation
import StudyFiles

/// Points without repetitions. Of points with equal networks and phases the first one counts, with its parent.
struct DistinctPoints {
    let points: [StudyPoint]
    /// A sentence for each point that repeats an earlier one.
    let repetitions: [String]

    /// - Parameter participle: what is done once with each, as `trained`.
    init(_ all: [StudyPoint], participle: String) {
        var distinct: [StudyPoint] = []
        var repetitions: [String] = []
        for point in all {
            if let first = distinct.first(where: { ($0.network, $0.phases) == (point.network, point.phases) }) {
                repetitions.append(Self.sentence(point, first, participle))
            } else {
                distinct.append(point)
            }
        }
        (points, self.repetitions) = (distinct, repetitions)
    }

    private static func sentence(_ point: StudyPoint, _ first: StudyPoint, _ participle: String) -> String {
        let schedules = [
            first.network.epsilonText, first.network.lambdaText, first.network.quantizerText, first.network.decoderText,
            first.network.clockText, first.network.codeText,
        ]
        .compactMap(\.self).joined(separator: ", ")
        guard first.parent != nil || point.parent == nil else {
            return "\(point.parent?.description ?? "") has the schedules \(schedules): they are named twice, and "
                + "\(participle) once."
        }
        let names = [first, point].map { $0.parent?.description ?? schedules }
        return names[0] == names[1]
            ? "\(names[0]) is named twice, and \(participle) once."
            : "\(names[1]) has the schedules of \(names[0]) (\(schedules)): they are \(participle) once, as those of \(names[0])."
    }

    /// The study of the first point that has a parent.
    var source: String? { points.lazy.compactMap(\.parent).first?.study }
}

extension DeclaredStudy {
    /// A name that the definition gives it, so that the same request is the same study: `mnist-paper-5000-1f3a9c2e`,
    /// `purpose`, where its schedules come from, and the beginning of the definition's SHA-256.
    func nameOfItsOwn(purpose: String, source: String?) -> String {
        let digest = SHA256.hex(of: Array(canonicalText.utf8)).prefix(8)
        return ([purpose] + (source.map { [String($0.prefix(80))] } ?? []) + [String(digest)]).joined(separator: "-")
    }
}
