import Foundation
import GRDB
import HyperparameterSearch
import ProgramObjectives
import SearchSamplers
import StudyFiles

/// A study of an SQLite storage of Optuna's, read to be taken into a store.
///
/// It becomes a study whose values are told: its trials are the imported ones, in the file's order from number 0, and a
/// sampler goes on after them. Its space is united from the distributions that Optuna keeps with each trial.
public struct OptunaImport {
    /// The sampler that goes on.
    public enum Sampler: Sendable, Hashable {
        case random
        case model(SamplerChoice)
        /// The sampler that suits the space and the number of trials.
        case automatic
    }

    public struct Request: Sendable, Hashable {
        /// The study's name in the file; nil for its only study.
        public var study: String?
        /// The name that the study gets; nil for the one that it has.
        public var name: String?
        public var sampler = Sampler.model(.tpe)
        public var seed: UInt32 = 1
        /// The number of trials of the study, the imported ones included; nil for these alone.
        public var trials: Int?
        /// The zone of the times that versions before 5 wrote: that of the machine which wrote them.
        public var zone = TimeZone.current

        public init() {}
    }

    public let declared: DeclaredStudy
    /// What the study does not have as the file has it, in sentences.
    public private(set) var remarks: [String] = []
    private let study: OptunaStudy
    private let space: UnionSpace

    /// Opens a file, reads the study without storing anything, and calls `body` to store it. The file's content stays
    /// the same meanwhile.
    ///
    /// - Throws: ``OptunaFileError``, and what `body` throws.
    public static func reading<Result>(
        _ path: String, _ request: Request, _ body: (inout OptunaImport) throws -> Result
    ) throws -> Result {
        let file = try OptunaFile(path)
        defer { file.close() }
        return try file.withStudy(named: request.study, localZone: request.zone) { study in
            var found = try OptunaImport(study, request)
            return try body(&found)
        }
    }

    private init(_ study: OptunaStudy, _ request: Request) throws {
        self.study = study
        space = try UnionSpace(of: study)
        declared = try Self.declared(study, space, request)
    }

    /// The name of the study in the file.
    public var nameInFile: String { study.study.name }

    /// Stores the study with its trials, whole or not at all.
    ///
    /// - Parameter run: is recorded as the run that made the results.
    /// - Throws: ``OptunaFileError``, and what the store throws.
    public mutating func store(in store: any TrialStore, as run: RunDescription) throws -> StudyRecord {
        var attributes = ReadAttributes()
        attributes.add(study.userAttributes, isSystem: false)
        attributes.add(study.systemAttributes, isSystem: true)
        let imported = ImportedStudy(try declared.definition(), attributes: attributes.all, run: run)
        var reader = ReadTrials(of: study, in: space, measure: declared.kind.measureName)
        let record = try store.importStudy(imported) { add in
            try study.visitTrials { trial in try add(study.naming { try reader.content(of: trial) }) }
        }
        remarks = ImportRemarks(space, reader.counts).texts
        return record
    }

    // MARK: The study

    private static func declared(
        _ study: OptunaStudy, _ space: UnionSpace, _ request: Request
    ) throws -> DeclaredStudy {
        let name = request.name ?? study.study.name
        let fail = { (rule: String, remedy: String) in
            OptunaFileError(study.path, .unusable(study: study.study.name, rule: rule, remedy: remedy))
        }
        guard StudyDefinition.isUsable(name: name) else {
            throw fail(
                "'\(name.prefix(100))' cannot name a study here",
                "give it a name of 1 to 100 letters, digits, '.', '_' or '-', beginning with a letter or digit")
        }
        guard !space.parameters.isEmpty else {
            throw fail("no trial has a parameter, so there is nothing to search", "import a study that has begun")
        }
        for parameter in space.parameters {
            guard let problem = DeclaredSpace.problem(ofName: parameter.name) else { continue }
            throw fail(
                "the parameter '\(parameter.name.prefix(100))': \(problem.rule)",
                "copy the trials into a study with another name for it")
        }
        let trials = request.trials ?? space.trialCount
        guard (space.trialCount...StudyDefinition.largestBudget).contains(trials) else {
            throw fail(
                "it has \(space.trialCount) trials, and the study is to have \(trials)",
                "ask for \(space.trialCount) to \(StudyDefinition.largestBudget) trials")
        }
        let settings = ToldSettings(study.direction, of: measureName(of: study), otherValues: try valueNames(of: study))
        let declaredSpace = DeclaredSpace(general: space.parameters.map { DeclaredSpace.Dimension($0) })
        do {
            var declared = DeclaredStudy(
                name: name, kind: settings,
                sampling: try sampling(request, declaredSpace, trials: trials))
            declared.importedCount = space.trialCount
            // The stored text is read again whenever the study is opened.
            return try StudyFile.read(declared.definition(), kinds: StudyKinds([ToldSettings.self]))
        } catch let error as StudyFileError {
            let subject = [error.key, error.value].filter { !$0.isEmpty }.joined(separator: ": ")
            throw fail("\(subject): \(error.rule)", "copy the trials into a study that differs in that")
        } catch let error as SearchSamplerError {
            throw fail(error.rule, error.remedy)
        } catch let error as SpaceError {
            throw fail("\(error)", "copy the trials into a study that differs in that")
        } catch let error as SamplerError {
            throw fail("\(error)", "ask for fewer trials")
        }
    }

    private static func sampling(
        _ request: Request, _ space: DeclaredSpace, trials: Int
    ) throws -> DeclaredStudy.Sampling {
        let model = { (choice: SamplerChoice, isAutomatic: Bool) in
            DeclaredStudy.Sampling.model(
                SamplerSettings(choice, isAutomatic: isAutomatic, seed: UInt64(request.seed)), space, trials: trials)
        }
        switch request.sampler {
        case .random: return .random(.init(stream: .keyed, seed: request.seed), space, trials: trials)
        case .model(let choice): return model(choice, false)
        case .automatic:
            return model(SamplerChoice.automatic(for: try space.searchSpace(), budget: trials).choice, true)
        }
    }

    /// The name that Optuna has for the value, where it has one.
    private static func measureName(of study: OptunaStudy) -> String {
        let text = study.systemAttributes.first { $0.key == OptunaNames.metricNames }?.text
        guard case .list(let names)? = text.flatMap({ PythonJSON($0) }), let name = names.first?.text,
            (1...100).contains(name.count), !name.unicodeScalars.contains(where: { $0.value < 0x20 })
        else { return "value" }
        return name
    }

    /// The names of the other values that an export of Settle's has; nil for none.
    private static func valueNames(of study: OptunaStudy) throws -> [String]? {
        guard study.userAttributes.contains(where: { $0.key == OptunaNames.definition }) else { return nil }
        var names: Set<String> = []
        try study.visitTrials { names.formUnion(ReadDetails($0.userAttributes).values.keys) }
        names.remove(measureName(of: study))
        return names.isEmpty ? nil : names.sorted()
    }
}
