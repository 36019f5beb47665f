import HyperparameterSearch
import SpikingDynamics

/// The text of a code other than the paper's: `adaptiveDelta`, or `adaptiveDelta(increase=1.4 smallestStep=0.001)` with the
/// constants that are not the usual ones. Where the input has other constants than the layers above it, their names say
/// whose they are: `adaptiveDelta(input.increase=1.2 others.increase=1.05)`.
public struct CodeText {
    public let modulation: AdaptiveDeltaModulation

    static let word = "adaptiveDelta"

    public init(_ modulation: AdaptiveDeltaModulation) {
        self.modulation = modulation
    }

    public var text: String {
        let constants =
            modulation.input == modulation.others
            ? Self.texts(modulation.input, prefix: "")
            : Self.texts(modulation.input, prefix: "input.") + Self.texts(modulation.others, prefix: "others.")
        return constants.isEmpty ? Self.word : "\(Self.word)(\(constants.joined(separator: " ")))"
    }

    private static func texts(_ constants: AdaptiveDeltaModulation.Constants, prefix: String) -> [String] {
        let names = AdaptiveDeltaModulation.Constants.names
        return zip(names, zip(constants.numbers, AdaptiveDeltaModulation.Constants().numbers))
            .filter { $0.1.0 != $0.1.1 }.map { "\(prefix)\($0.0)=\($0.1.0.shortestText)" }
    }

    /// Reads the text. A constant without `input` or `others` is that of all neurons.
    ///
    /// - Throws: ``CodeTextError``.
    public init(parsing text: String) throws(CodeTextError) {
        guard text.hasPrefix(Self.word) else { throw .form }
        let rest = text.dropFirst(Self.word.count)
        guard rest.isEmpty || rest.hasPrefix("(") && rest.hasSuffix(")") else { throw .form }
        let usual = AdaptiveDeltaModulation.Constants().numbers
        var numbers = ["input": usual, "others": usual]
        var named: Set<String> = []
        for part in rest.dropFirst().dropLast().split(separator: " ") {
            let sides = part.split(separator: "=", omittingEmptySubsequences: false)
            guard sides.count == 2, let number = Double(String(sides[1])) else { throw .form }
            var words = sides[0].split(separator: ".", omittingEmptySubsequences: false)
            guard let constant = words.popLast(),
                let place = AdaptiveDeltaModulation.Constants.names.firstIndex(of: String(constant))
            else { throw .form }
            for group in words.isEmpty ? ["input", "others"] : [words.joined(separator: ".")] {
                guard numbers[group] != nil, named.insert("\(group).\(constant)").inserted else { throw .form }
                numbers[group]?[place] = number
            }
        }
        do {
            self.init(
                AdaptiveDeltaModulation(
                    input: try .init(numbers["input"] ?? usual), others: try .init(numbers["others"] ?? usual)))
        } catch {
            throw .constants(error)
        }
    }
}

public enum CodeTextError: Error, Hashable, Sendable {
    /// The text has another form.
    case form
    case constants(AdaptiveDeltaError)

    public var rule: String {
        switch self {
        case .form: "this is no code"
        case .constants(let error): error.rule
        }
    }

    public var remedy: String {
        switch self {
        case .form: "write adaptiveDelta, or for example adaptiveDelta(increase=1.4 smallestStep=0.001)"
        case .constants(let error): error.remedy
        }
    }
}

extension AdaptiveDeltaModulation.Constants {
    /// The names of the constants, in the order in which parameters are drawn.
    static let names = ["increase", "decrease", "initialStep", "smallestStep", "largestStep"]

    /// In the order of ``names``.
    var numbers: [Double] { [increase, decrease, initialStep, smallestStep, largestStep] }

    init(_ numbers: [Double]) throws(AdaptiveDeltaError) {
        try self.init(
            increase: numbers[0], decrease: numbers[1], initialStep: numbers[2], smallestStep: numbers[3],
            largestStep: numbers[4])
    }
}

extension AnnealingSchedules {
    /// The code's text; nil for the paper's, which files and lists leave out.
    public var codeText: String? { code.adaptiveDelta.map { CodeText($0).text } }

    /// Nil where the code has no lambda.
    public var lambdaText: String? { code == .predictive ? lambda.description : nil }

    /// Nil where the code has no quantizer.
    public var quantizerText: String? { code == .predictive ? quantizer.rawValue : nil }

    /// Why these step sizes do not fit the code; nil if they do.
    public var codeProblem: String? {
        code == .predictive || epsilon.all.allSatisfy { if case .constant = $0 { true } else { false } }
            ? nil : Self.annealedCode
    }

    static let annealedCode = "adaptive delta modulation has no clock, so its epsilon is a constant"
    static let annealedCodeRemedy = "write one number, as 0.9, or one for each layer above the input"
    static let untrainedCode =
        "adaptive delta modulation does not train: it converges too late for the few steps of an update"
    static let untrainedCodeRemedy = "leave 'code' out, and write lambda and quantizer"
}
