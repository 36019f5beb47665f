import Foundation
import HyperparameterSearch
import SpikingDynamics
import StudyFiles

/// Reads files of schedules, as ``ExportedSchedules`` writes them.
public enum ScheduleFile {
    /// The largest file that is read, in bytes.
    static let largestSize = 64 << 20

    /// The first schedules of a file, each with its trial as the parent.
    ///
    /// - Parameter count: nil for all.
    /// - Throws: ``ScheduleFileError`` if the file cannot be read, is not a file of schedules, or has fewer.
    public static func points(_ count: Int?, path: String) throws(ScheduleFileError) -> [StudyPoint] {
        let exported = try read(path)
        let count = count ?? exported.schedules.count
        guard exported.schedules.count >= count else {
            throw ScheduleFileError(
                path: path,
                rule:
                    "it has \(exported.schedules.count.counted("schedule")), and \(count) \(count == 1 ? "is" : "are") asked for",
                remedy: "ask for fewer, or export more", means: .fewer)
        }
        var points: [StudyPoint] = []
        for (place, entry) in exported.schedules.prefix(count).enumerated() {
            points.append(try point(entry, study: exported.study, place: place, path: path))
        }
        return points
    }

    private static func read(_ path: String) throws(ScheduleFileError) -> ExportedSchedules {
        let data: Data
        do {
            data = try SmallFile.read(path, limit: largestSize)
        } catch {
            throw ScheduleFileError(
                path: path, rule: error.rule,
                remedy: error.remedy("a file of exported schedules"), isUnreadable: error.isUnreadable,
                means: .export)
        }
        do {
            return try JSONDecoder().decode(ExportedSchedules.self, from: data)
        } catch {
            throw ScheduleFileError(
                path: path, rule: "this is no file of schedules (\(shown(error)))",
                remedy: "export one from a study", means: .export)
        }
    }

    private static func point(
        _ entry: ExportedSchedules.Entry, study: String, place: Int, path: String
    ) throws(ScheduleFileError) -> StudyPoint {
        do {
            let schedules = try schedules(of: entry, place: place, path: path)
            if let parameters = entry.parameters, try AnnealingSchedules(parameters) != schedules {
                throw ScheduleFileError(
                    path: path,
                    rule: "schedules[\(place)]: 'parameters' are not the numbers of "
                        + [
                            "\(schedules.epsilon)", schedules.lambdaText, schedules.quantizerText,
                            schedules.decoderText, schedules.clockText, schedules.codeText,
                        ].compactMap(\.self).joined(separator: ", "),
                    remedy: "correct one of them, leave 'parameters' out, or export it again")
            }
            guard let parent = TrialReference("\(study)/\(entry.trial)") else {
                throw ScheduleFileError(
                    path: path, rule: "schedules[\(place)]: '\(ShownText(study).text)/\(entry.trial)' is not a trial",
                    remedy: "export it again")
            }
            let phases = try entry.parameters.map { try PhaseLengths($0) } ?? PhaseLengths()
            return StudyPoint(.binary(schedules), phases: phases, parent: parent)
        } catch let error as ScheduleFileError {
            throw error
        } catch {
            throw ScheduleFileError(path: path, rule: "schedules[\(place)]: \(error)", remedy: "export it again")
        }
    }

    private static func schedules(
        of entry: ExportedSchedules.Entry, place: Int, path: String
    ) throws -> AnnealingSchedules {
        if let code = entry.code {
            return try schedules(of: entry, code: code, place: place, path: path)
        }
        guard let lambda = entry.lambda, let quantizerName = entry.quantizer else {
            throw ScheduleFileError(
                path: path,
                rule: "this is no file of schedules (the key '"
                    + (entry.lambda == nil ? "lambda" : "quantizer") + "' is missing)",
                remedy: "export one from a study", means: .export)
        }
        guard let quantizer = Quantizer(rawValue: quantizerName) else {
            throw ScheduleFileError(
                path: path, rule: "schedules[\(place)]: there is no quantizer '\(ShownText(quantizerName).text)'",
                remedy: "use one of: \(Quantizer.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        guard let decoder = Decoder(rawValue: entry.decoder ?? Decoder.paper.rawValue) else {
            throw ScheduleFileError(
                path: path,
                rule: "schedules[\(place)]: there is no decoder '\(ShownText(entry.decoder ?? "").text)'",
                remedy: "use one of: \(Decoder.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        let clock: Clock
        do {
            clock = try ClockText(parsing: entry.clock ?? "steps").clock
        } catch {
            throw ScheduleFileError(
                path: path,
                rule: "schedules[\(place)]: clock '\(ShownText(entry.clock ?? "").text)': \(error.rule)",
                remedy: ClockTextError.remedy)
        }
        return AnnealingSchedules(
            epsilon: try LayerSchedules(parsing: entry.epsilon),
            lambda: try LayerSchedules(parsing: lambda),
            quantizer: quantizer, decoder: decoder, clock: clock)
    }

    /// Step sizes with another code than the paper's.
    private static func schedules(
        of entry: ExportedSchedules.Entry, code: String, place: Int, path: String
    ) throws -> AnnealingSchedules {
        let others = [entry.lambda, entry.quantizer, entry.decoder, entry.clock].compactMap(\.self)
        if let other = others.first {
            throw ScheduleFileError(
                path: path,
                rule: "schedules[\(place)]: '\(ShownText(other).text)' has no part in the code "
                    + "'\(ShownText(code).text)'",
                remedy: "leave it out, or leave 'code' out")
        }
        let schedules: AnnealingSchedules
        do {
            schedules = AnnealingSchedules(
                epsilon: try LayerSchedules(parsing: entry.epsilon),
                adaptiveDelta: try CodeText(parsing: code).modulation)
        } catch let error as CodeTextError {
            throw ScheduleFileError(
                path: path, rule: "schedules[\(place)]: code '\(ShownText(code).text)': \(error.rule)",
                remedy: error.remedy)
        }
        guard let problem = schedules.codeProblem else { return schedules }
        throw ScheduleFileError(
            path: path, rule: "schedules[\(place)]: \(problem)", remedy: AnnealingSchedules.annealedCodeRemedy)
    }

    /// A decoding error on one line.
    private static func shown(_ error: any Error) -> String {
        switch error as? DecodingError {
        case .keyNotFound(let key, _): "the key '\(key.stringValue)' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context):
            "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' is of the wrong kind"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' is not what it may be"
        default: "it is not JSON"
        }
    }
}

/// A file from which schedules cannot be read.
public struct ScheduleFileError: Error, Sendable, Hashable, CustomStringConvertible {
    public let path: String
    public let rule: String
    public let remedy: String
    public let isUnreadable: Bool
    public let means: Means?

    /// The means by which a program lets its user follow the remedy. A program may add their names.
    public enum Means: Sendable, Hashable {
        /// Asking for fewer schedules.
        case fewer
        /// Exporting schedules from a study.
        case export
    }

    init(path: String, rule: String, remedy: String, isUnreadable: Bool = false, means: Means? = nil) {
        self.means = means
        self.path = path
        self.rule = rule
        self.remedy = remedy
        self.isUnreadable = isUnreadable
    }

    public var description: String { "\(path): \(rule); \(remedy)" }
}
