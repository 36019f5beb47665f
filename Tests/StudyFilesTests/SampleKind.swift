import Foundation
import HyperparameterSearch
import StudyFiles

/// A kind of study without schedules: named numbers, a value to maximize, and traces that are one number a step.
struct SampleKind: StudyKind {
    static let key = "sample"
    static let keys = KindKeys(
        "A number near a target.", settings: FileKeys([FileKey("target", .number, isRequired: true, "The target.")]),
        space: .mapping(
            FileKeys([FileKey("x", Axis.form, "The first number."), FileKey("y", Axis.form, "Another one.")])),
        point: .mapping(points))
    private static let points = FileKeys([
        FileKey("x", .number, "The first number."), FileKey("y", .number, "Another one."), .parent,
    ])
    static let pointWords = PointWords(noun: "numbers", example: "{x: 1}")
    static let curveForm: CurveForm? = .errors

    var target: Double

    init(target: Double) {
        self.target = target
    }

    init(settings: YAMLValue) throws(StudyFileError) {
        let settings = try settings.mapping("the settings of a sample")
        try settings.allow(only: Self.keys.settings)
        target = try settings.required("target").number()
    }

    static func space(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) -> DeclaredSpace {
        let space = try value.mapping("a space: x and y")
        try space.allow(only: "x", "y")
        var dimensions: [DeclaredSpace.Dimension] = []
        var canonical: [String: CanonicalValue] = [:]
        for name in ["x", "y"] {
            guard let value = space[name] else { continue }
            let axis = try value.axis(isGrid: isGrid)
            dimensions.append(DeclaredSpace.Dimension(name, axis))
            canonical[name] = axis.canonical
        }
        return DeclaredSpace(dimensions, canonical: .object(canonical))
    }

    static func point(_ value: YAMLValue) throws(StudyFileError) -> DeclaredPoint {
        let point = try value.mapping("a point: x and y")
        try point.allow(only: points)
        var parameters: [String: ParameterValue] = [:]
        var canonical: [String: CanonicalValue] = [:]
        for name in ["x", "y"] {
            guard let value = point[name] else { continue }
            let number = try value.number()
            parameters[name] = .number(number)
            canonical[name] = .number(number)
        }
        let parent = try point.parent()
        if let parent { canonical["parent"] = .text(parent.description) }
        return DeclaredPoint(TrialParameters(parameters), parent: parent, canonical: .object(canonical))
    }

    var canonical: CanonicalValue { .object(["target": .number(target)]) }

    var direction: Direction { .maximize }
    var measureName: String { "closeness" }
    var valueNames: [String] { ["closeness"] }
    var shownValueNames: [String] { valueNames }

    func objective(_ resources: StudyResources) throws -> PreparedObjective {
        let scale = try resources.resource(Scale.self)
        let target = target
        return PreparedObjective(
            ClosureObjective(.maximize) { parameters in -scale.factor * abs(try parameters.number("x") - target) },
            warning: "a sample")
    }

    /// What the objective needs of the program.
    struct Scale {
        let factor: Double
    }

    func curve(of trace: Data) -> TrialCurve? {
        let samples = trace.enumerated().map { index, byte in
            ErrorCurve.Sample(
                step: index + 1, value: Double(byte), error: Double(byte), runningMean: Double(byte), partErrors: [])
        }
        return .errors(ErrorCurve(samples))
    }

    func facts(counted: (Int, String) -> String) -> [StudyFact] {
        [StudyFact("searched for", "the place of \(target) in \(counted(1, "number"))")]
    }

    static let file = """
        name: small
        objective: {sample: {target: 0.5}}
        sampler: {random: {seed: 3}}
        trials: 8
        points:
          - {x: 0.25, y: 2, parent: other/7}
        space:
          x: {from: 0, to: 1}
          y: [1, 2, 3]

        """
}

extension StudyKinds {
    static let sample = StudyKinds([SampleKind.self])
}
