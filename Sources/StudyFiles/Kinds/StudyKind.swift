import Foundation
import HyperparameterSearch

/// A kind of study: what the `objective` of a study file names, with all that its trials mean.
///
/// A conforming type holds the settings of one study. It reads them, writes their canonical form, makes the objective
/// that evaluates trials, and decodes the traces that this objective writes. Code outside the kind's own room asks
/// these requirements and never which kind a study is of.
public protocol StudyKind: Sendable, Hashable {
    // MARK: The study file

    /// The key under `objective:`, such as `convergence`.
    static var key: String { get }
    /// The keys of this kind's study files. Readers take names from it, and editors get a schema of it.
    static var keys: KindKeys { get }
    /// The words with which errors ask for points.
    static var pointWords: PointWords { get }

    /// Reads the mapping under ``key``, of a study file or of a stored definition.
    init(settings: YAMLValue) throws(StudyFileError)

    /// Reads the study's `space`.
    ///
    /// - Parameter isGrid: whether each range needs a `count`.
    static func space(_ value: YAMLValue, isGrid: Bool) throws(StudyFileError) -> DeclaredSpace

    /// Reads one of the study's `points`.
    static func point(_ value: YAMLValue) throws(StudyFileError) -> DeclaredPoint

    /// The settings with every default written out. ``init(settings:)`` reads the same settings from it.
    var canonical: CanonicalValue { get }

    /// Checks that the settings go with the rest of the study.
    ///
    /// - Parameter root: the whole study file, for the places of errors.
    func check(_ study: DeclaredStudy, written root: YAMLMapping) throws(StudyFileError)

    // MARK: Values

    var direction: Direction { get }
    /// The name of the value that is minimized or maximized.
    var measureName: String { get }
    /// The names of the values that are minimized or maximized at once, ``measureName`` first. Studies of one objective have
    /// that name alone.
    var objectiveNames: [String] { get }
    /// The names of all values of a complete trial.
    var valueNames: [String] { get }
    /// Whether trials may have values of other names too.
    var hasOtherValues: Bool { get }
    /// The names that lists show, the measure first.
    var shownValueNames: [String] { get }
    /// What a value is of, by the value's name, if the name does not tell it: the network of `instance.3`.
    var valueNotes: [String: String] { get }

    // MARK: Parameters

    /// The names of parameters in the order in which lists show them. Names that are not listed follow.
    static var parameterOrder: [String] { get }
    /// The names of the texts that sum up several parameters, such as a schedule for its numbers; empty if there are
    /// none.
    static var summaryNames: [String] { get }
    /// The columns that a list of trials shows in place of the parameters; empty if it shows the parameters.
    static var listColumns: [ListColumn] { get }
    /// Whether a list of trials names each trial's parent.
    static var listsParents: Bool { get }
    /// The texts for ``summaryNames`` and ``listColumns`` by name; nil if the parameters are not of this kind.
    func summary(of parameters: TrialParameters) -> [String: String]?
    /// How the texts for ``summaryNames`` are put together, for all parameters with the names and words of these; a text
    /// that they do not have is left out. Nil if each trial's parameters have to be asked for their texts.
    func summaryPatterns(of parameters: TrialParameters) -> [String: [SummaryPiece]]?

    /// The parameters with those that the settings give, such as the seed of a point without one. Trials with equal
    /// whole parameters are equal.
    func wholeParameters(of parameters: TrialParameters) -> TrialParameters

    // MARK: Evaluation

    /// Makes what evaluates trials.
    ///
    /// - Throws: `MissingResource` and whatever the kind's objective throws.
    func objective(_ resources: StudyResources) throws -> PreparedObjective

    /// Whether evaluations wait for other programs to compute, so that more of them than cores may run at a time.
    var waitsForPrograms: Bool { get }
    /// Whether ``objective(_:)`` can evaluate trials; false where all values are told by a program outside.
    var hasEvaluation: Bool { get }
    /// What a program that asks for trials has to tell of them; nil where trials of this kind cannot be asked for.
    var toldObjective: ToldObjective? { get }

    /// The word for an evaluation that takes minutes, such as `Training`; nil if evaluations are quick.
    var longWork: String? { get }
    /// The names of the artifacts that complete trials may have.
    static var artifactNames: [String] { get }

    // MARK: Confirmation and repetition

    /// The entries of `confirm` beside `top` as a file may have them; nil if trials of this kind cannot be confirmed.
    static var confirmationExample: String? { get }
    /// Reads `confirm` of a study file: a mapping with `top` and the kind's own keys. Refuses networks or seeds that the
    /// search itself uses.
    func confirmation(
        _ confirm: YAMLMapping, of study: DeclaredStudy
    ) throws(StudyFileError) -> any ConfirmationPlan
    /// Why the trials of a study cannot be evaluated with this many seeds, and the remedy; nil if they can.
    func repetitionProblem(seeds: Int, of study: DeclaredStudy) -> (rule: String, remedy: String)?

    // MARK: Reports

    /// The form of the trials' curves; nil if trials have none.
    static var curveForm: CurveForm? { get }
    /// Decodes a trace that this kind's objective wrote; nil if the bytes are not such a trace.
    func curve(of trace: Data) -> TrialCurve?
    /// Why a trace cannot be the one that this kind's objective wrote for a trial; nil where nothing speaks against it.
    func fault(in trace: Data, of trial: Trial) -> String?
    /// Whether the paper's own readings are of studies with these settings.
    var isThePapers: Bool { get }
    /// What was searched, for the study's page.
    ///
    /// - Parameter counted: writes a count with its noun, such as `10,000 steps`.
    func facts(counted: (Int, String) -> String) -> [StudyFact]
}

extension StudyKind {
    public func check(_ study: DeclaredStudy, written root: YAMLMapping) throws(StudyFileError) {}
    public var direction: Direction { .minimize }
    public var objectiveNames: [String] { [measureName] }
    public var hasOtherValues: Bool { false }
    public var valueNotes: [String: String] { [:] }
    public static var parameterOrder: [String] { [] }
    public static var summaryNames: [String] { [] }
    public static var listColumns: [ListColumn] { [] }
    public static var listsParents: Bool { false }
    public func summary(of parameters: TrialParameters) -> [String: String]? { nil }
    public func summaryPatterns(of parameters: TrialParameters) -> [String: [SummaryPiece]]? { nil }
    public func wholeParameters(of parameters: TrialParameters) -> TrialParameters { parameters }
    public var waitsForPrograms: Bool { false }
    public var hasEvaluation: Bool { true }
    public var toldObjective: ToldObjective? { nil }
    public var longWork: String? { nil }
    public static var artifactNames: [String] { [] }
    public static var confirmationExample: String? { nil }
    public func confirmation(
        _ confirm: YAMLMapping, of study: DeclaredStudy
    ) throws(StudyFileError) -> any ConfirmationPlan {
        throw confirm.value.error(
            rule: "trials of this objective cannot be confirmed: it has no networks or seeds to choose",
            remedy: "remove 'confirm'")
    }
    public func repetitionProblem(seeds: Int, of study: DeclaredStudy) -> (rule: String, remedy: String)? {
        ("this objective takes no seeds, so every evaluation of a trial would be the same", "remove 'repeat'")
    }
    public static var curveForm: CurveForm? { nil }
    public func curve(of trace: Data) -> TrialCurve? { nil }
    public func fault(in trace: Data, of trial: Trial) -> String? { nil }
    public var isThePapers: Bool { false }
}

/// The words with which errors ask for the points of a study.
public struct PointWords: Sendable {
    /// Such as `schedules`.
    public let noun: String
    /// One point as a study file has it.
    public let example: String

    public init(noun: String, example: String) {
        self.noun = noun
        self.example = example
    }
}

/// A column of a list of trials.
public struct ListColumn: Sendable, Hashable {
    public let name: String
    /// Numbers are aligned right.
    public let isNumber: Bool
    /// Whether a list that is too wide keeps the column longer than others.
    public let isMain: Bool
    /// Whether a list leaves the column out if none of its trials has a text for it.
    public let isOptional: Bool

    public init(_ name: String, isNumber: Bool = false, isMain: Bool = false, isOptional: Bool = false) {
        (self.name, self.isNumber, self.isMain, self.isOptional) = (name, isNumber, isMain, isOptional)
    }
}

/// A line of what a page says about a study.
public struct StudyFact: Sendable, Hashable {
    public let term: String
    public let text: String

    public init(_ term: String, _ text: String) {
        self.term = term
        self.text = text
    }
}
