import Foundation
import HyperparameterSearch
import SpikingDynamics

/// Reads study files: YAML, strict. What is unknown, missing, of the wrong type or out of range is a
/// ``StudyFileError`` with file and line.
public enum StudyFile {
    /// The largest file that is read, in bytes.
    static let largestSize = 1 << 20
    /// The largest stored definition that is read, in bytes: every default is written out in it.
    static let largestDefinition = 16 << 20

    /// - Throws: ``StudyFileError``.
    public static func read(path: String) throws(StudyFileError) -> AnnealingStudy {
        let data: Data
        do {
            data = try SmallFile.read(path, limit: largestSize)
        } catch {
            throw StudyFileError(
                file: path, rule: error.rule, remedy: error.remedy("a study file, such as studies/quick.yaml"),
                isUnreadable: error.isUnreadable)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw StudyFileError(
                file: path, rule: "the file is not UTF-8 text", remedy: "see studies/quick.yaml for an example")
        }
        return try read(text, file: path)
    }

    /// - Parameter file: what the text is called in errors.
    public static func read(_ text: String, file: String) throws(StudyFileError) -> AnnealingStudy {
        try study(YAMLValue(parsing: text, file: file, limit: largestSize), stored: nil)
    }

    /// The study of a stored definition.
    ///
    /// - Throws: ``StudyFileError`` where a newer version wrote the definition, and this one cannot read it.
    public static func read(_ stored: StudyDefinition) throws(StudyFileError) -> AnnealingStudy {
        try study(
            YAMLValue(
                parsing: stored.text, file: "the stored definition of \(stored.name)", limit: largestDefinition),
            stored: stored)
    }

    /// - Parameter stored: gives name and budget, which are not in a definition's text.
    private static func study(_ document: YAMLValue, stored: StudyDefinition?) throws(StudyFileError) -> AnnealingStudy
    {
        let root = try document.mapping("a study: keys such as name, objective, sampler")
        try root.allow(only: "name", "objective", "sampler", "trials", "space", "points")
        let name = if let stored { stored.name } else { try self.name(root.required("name")) }
        let objective = try ObjectiveReader.objective(root.required("objective"))
        let points = try self.points(root["points"], of: objective)
        let sampling = try self.sampling(root, budget: stored?.budget, points: points.count)
        let study = AnnealingStudy(name: name, objective: objective, sampling: sampling, points: points)
        do {
            _ = try study.definition()
        } catch {
            throw StudyFileError(
                file: document.file, line: root["space"]?.node.mark?.line, key: "space", rule: "\(error)",
                remedy: "correct the axes")
        }
        return study
    }

    private static func name(_ value: YAMLValue) throws(StudyFileError) -> String {
        let name = try value.text("a name")
        guard StudyDefinition.isUsable(name: name) else {
            throw value.error(
                rule: "this is not a study name",
                remedy: "use 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit")
        }
        return name
    }

    // MARK: Sampling

    private static func sampling(
        _ root: YAMLMapping, budget: Int?, points: Int
    ) throws(StudyFileError) -> AnnealingStudy.Sampling {
        let sampler = try root.required("sampler")
        if let word = sampler.node.scalar?.string {
            if ["grid", "points"].contains(word), budget == nil, let trials = root["trials"] {
                throw trials.error(
                    rule: "the size of a study of \(word) follows from its definition", remedy: "remove 'trials'")
            }
            switch word {
            case "grid":
                return .grid(try ScheduleSpaceReader(isGrid: true).space(root.required("space")))
            case "points":
                if let space = root["space"] {
                    throw space.error(
                        rule: "a study of points has no space", remedy: "remove 'space', or name a sampler")
                }
                guard points > 0 else {
                    throw sampler.error(rule: "there are no points", remedy: "list schedules under 'points:'")
                }
                return .points
            default: break
            }
        }
        guard sampler.isMapping else {
            throw sampler.error(
                rule: "there is no such sampler", remedy: "write grid, points, or {random: {seed: 1234}}")
        }
        let kinds = try sampler.mapping("a sampler")
        try kinds.allow(only: "random")
        let random = try kinds.required("random").mapping("the settings of the random sampler")
        try random.allow(only: "stream", "seed", "significantDigits")
        let sampling = AnnealingStudy.RandomSampling(
            stream: try random["stream"]?.choice(AnnealingStudy.RandomSampling.Stream.self) ?? .keyed,
            seed: try random.required("seed").seedNumber(),
            significantDigits: try random["significantDigits"]?.integer(in: 1...17))
        let space = try ScheduleSpaceReader(isGrid: false).space(root.required("space"))
        let trials =
            if let budget { budget } else {
                try root.required("trials").integer(in: 1...StudyDefinition.largestBudget)
            }
        return .random(sampling, space, trials: trials)
    }

    private static func points(
        _ value: YAMLValue?, of objective: StudyObjective
    ) throws(StudyFileError) -> [StudyPoint] {
        guard let value else { return [] }
        var points: [StudyPoint] = []
        for point in try value.list("schedules, as in [{epsilon: 1/t, lambda: 1, quantizer: sigma-delta}]") {
            switch objective {
            case .convergence: points.append(try PointReader.schedules(point))
            case .training: points.append(try PointReader.training(point))
            }
        }
        return points
    }
}
