import Foundation
import HyperparameterSearch
import SearchSamplers

/// Reads study files: strict YAML. An unknown or missing key, a wrong type or a value out of range is a
/// ``StudyFileError`` with file and line.
public enum StudyFile {
    /// The largest file that is read, in bytes.
    static let largestSize = 1 << 20
    /// The largest stored definition that is read, in bytes. It has every default written out.
    static let largestDefinition = 16 << 20

    /// - Parameter kinds: the kinds of study that the file may declare.
    /// - Throws: ``StudyFileError``.
    public static func read(path: String, kinds: StudyKinds) throws(StudyFileError) -> DeclaredStudy {
        let data: Data
        do {
            data = try SmallFile.read(path, limit: largestSize)
        } catch {
            throw StudyFileError(
                file: path, rule: error.rule, remedy: error.remedy("a study file (YAML)"),
                isUnreadable: error.isUnreadable)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw StudyFileError(
                file: path, rule: "the file is not UTF-8 text", remedy: "is it a study file? Save it as UTF-8")
        }
        return try read(text, file: path, kinds: kinds)
    }

    /// - Parameter file: the name of the text in errors.
    public static func read(_ text: String, file: String, kinds: StudyKinds) throws(StudyFileError) -> DeclaredStudy {
        try study(YAMLValue(parsing: text, file: file, limit: largestSize), stored: nil, kinds)
    }

    /// Reads a stored definition.
    ///
    /// - Throws: ``StudyFileError`` if this version cannot read the definition, such as one that a newer version wrote.
    public static func read(
        _ stored: StudyDefinition, kinds: StudyKinds
    ) throws(StudyFileError) -> DeclaredStudy {
        try study(
            YAMLValue(
                parsing: stored.text, file: "the stored definition of \(stored.name)", limit: largestDefinition),
            stored: stored, kinds)
    }

    /// - Parameter stored: gives name and budget, which the text of a definition does not have.
    private static func study(
        _ document: YAMLValue, stored: StudyDefinition?, _ kinds: StudyKinds
    ) throws(StudyFileError) -> DeclaredStudy {
        let root = try document.mapping("a study: keys such as name, objective, sampler")
        try root.allow(only: StudyKeys.root(kinds))
        let name = if let stored { stored.name } else { try self.name(root.required("name")) }
        let kind = try kinds.kind(root.required("objective"))
        let points = try self.points(root["points"], of: kind, isStored: stored != nil)
        let imported = try importedCount(root)
        let reader = SamplingReader(root: root, budget: stored?.budget, pointCount: points.count + imported)
        var study = DeclaredStudy(
            name: name, kind: kind, sampling: try reader.sampling(of: type(of: kind)), points: points)
        study.importedCount = imported
        if stored == nil, let space = study.sampling.space, space.checksPoints {
            try root["points"]?.check(points, against: space)
        }
        let schedulerReader = root["scheduler"].map(SchedulerReader.init)
        study.scheduler = try schedulerReader?.scheduler()
        try kind.check(study, written: root)
        try SeveralObjectives.check(study, written: root)
        study.schedulerPlace = root["scheduler"]?.place
        if let value = root["repeat"] {
            study.repetition = try RepeatReader.repetition(value, of: study)
            if study.repetition?.race != nil { study.schedulerPlace = value.place }
        }
        if let value = root["confirm"] { study.confirmation = try ConfirmReader.confirmation(value, of: study) }
        let definition: StudyDefinition
        let sampler: any Sampler
        do {
            (definition, sampler) = (try study.definition(), try study.sampler())
        } catch let error as SearchSamplerError {
            throw try root.required("sampler").error(rule: error.rule, remedy: error.remedy)
        } catch SamplerError.budgetBeyondSpace(_, let size) {
            throw (root["trials"] ?? root.value).error(
                rule: "the space has only \(size.counted("point")), and no trial repeats another",
                remedy: "ask for at most \(size) trials, or widen the space")
        } catch {
            throw StudyFileError(
                file: document.file, line: root["space"]?.line, key: "space", rule: "\(error)",
                remedy: "correct the axes")
        }
        if let scheduler = study.scheduler {
            try schedulerReader?.check(
                scheduler, of: study, sampler: sampler, budget: stored?.budget ?? definition.budget)
        }
        return study
    }

    /// - Throws: where the study names points too, or no sampler goes on after the imported trials.
    private static func importedCount(_ root: YAMLMapping) throws(StudyFileError) -> Int {
        guard let value = root["imported"] else { return 0 }
        guard root["points"] == nil else {
            throw value.error(rule: "a study has points or imported trials, not both", remedy: "remove 'points'")
        }
        guard root["space"] != nil else {
            throw value.error(rule: "a study of points has no imported trials", remedy: "name a sampler, and a space")
        }
        return try value.integer(in: StudyKeys.trialCounts)
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

    /// - Parameter isStored: stored definitions may have equal points, which earlier versions accepted.
    private static func points(
        _ value: YAMLValue?, of kind: any StudyKind, isStored: Bool
    ) throws(StudyFileError) -> [DeclaredPoint] {
        guard let value else { return [] }
        let words = type(of: kind).pointWords
        var points: [DeclaredPoint] = []
        var first: [TrialParameters: Int] = [:]
        for (index, item) in try value.list("\(words.noun), as in [\(words.example)]").enumerated() {
            let point = try type(of: kind).point(item)
            let parameters = kind.wholeParameters(of: point.parameters)
            if !isStored, let earlier = first[parameters] {
                throw item.error(
                    rule: "the point is equal to points[\(earlier)], and its trial would be the same",
                    remedy: "remove one of the two")
            }
            first[parameters] = index
            points.append(point)
        }
        return points
    }
}
