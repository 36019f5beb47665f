import HyperparameterSearch
import SearchContracts
import StudyFiles
import StudyReports

/// A kind of study with a general space.
struct AnyKind: StudyKind {
    static let key = "any"
    static let keys = KindKeys(
        "Any value.", settings: .none, space: DeclaredSpace.generalForm, point: DeclaredSpace.generalPointForm)
    static let pointWords = PointWords(noun: "points", example: "{x: 0.5}")

    init(settings: YAMLValue) throws(StudyFileError) {
        try settings.mapping("settings").allow(only: Self.keys.settings)
    }

    static func space(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) -> DeclaredSpace {
        try value.generalSpace(isGrid: isGrid)
    }

    static func point(_ value: YAMLValue) throws(StudyFileError) -> DeclaredPoint { try value.generalPoint() }

    var canonical: CanonicalValue { .object([:]) }
    var measureName: String { "loss" }
    var valueNames: [String] { ["loss"] }
    var shownValueNames: [String] { valueNames }
    func facts(counted: (Int, String) -> String) -> [StudyFact] { [] }

    func objective(_ resources: StudyResources) throws -> PreparedObjective {
        PreparedObjective(
            ClosureObjective(.minimize) { parameters in
                var sum = 0.0
                for (name, value) in parameters.values.sorted(by: { $0.key < $1.key }) {
                    switch value {
                    case .number(let number): sum += number * number / Double(name.utf8.count)
                    case .category(let word): sum += Double(word.utf8.count)
                    case .boolean(let boolean): sum += boolean ? 1 : 0
                    }
                }
                return sum
            })
    }

    /// A study of this kind with all its trials evaluated.
    static func study(_ text: String) throws -> StoredStudy {
        let kinds = StudyKinds([AnyKind.self])
        let declared = try StudyFile.read(text, file: "any.yaml", kinds: kinds)
        let store = InMemoryStore()
        let record = try store.openStudy(declared.definition())
        func run(_ objective: some Objective) throws {
            _ = try StudyRunner(
                study: record, store: store, sampler: declared.sampler(), objective: objective,
                threads: ThreadCount(1)
            ).run(Sample.run, cancellation: Cancellation())
        }
        try run(declared.kind.objective(StudyResources(threads: 1)).objective)
        return StoredStudy(record, in: store, kinds: kinds)
    }
}
