import HyperparameterSearch
import StudyFiles

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
        PreparedObjective(ClosureObjective(.minimize) { _ in 0.0 })
    }
}

extension StudyKinds {
    static let any = StudyKinds([AnyKind.self])
}

/// A study file whose space and points are given.
struct AnyStudy {
    var space = ""
    var points: [String] = []
    var sampler = "{random: {seed: 1}}"
    var isGrid = false

    var text: String {
        var text = "name: s\nobjective: {any: {}}\n"
        text += isGrid ? "sampler: grid\n" : "sampler: \(sampler)\ntrials: 20\n"
        if !points.isEmpty { text += "points:\n" + points.map { "  - \($0)\n" }.joined() }
        return text + "space:\n" + space.split(separator: "\n").map { "  \($0)\n" }.joined()
    }

    func read() throws -> DeclaredStudy { try StudyFile.read(text, file: "s.yaml", kinds: .any) }
}
