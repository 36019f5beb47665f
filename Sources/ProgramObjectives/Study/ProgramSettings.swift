import Foundation
import HyperparameterSearch
import StudyFiles

/// A study whose objective is another program, started once for each trial.
public struct ProgramSettings: Sendable, Hashable {
    let command: CommandTemplate
    /// The longest time that a program may take from its start, in seconds; nil for any time.
    public var timeout: TimeLimit?
    public var direction: Direction
    /// The name of the value that the program prints at its end.
    public var measureName: String
    /// The largest step that the program reports; nil if it reports none, or an unknown number of them.
    public var steps: Int?
    /// Variables beside those of this process.
    public var environment: [String: String]
    /// The folder in which the program runs; nil for that of this process.
    public var directory: String?
    /// How often a program that fails is started again.
    public var retries: Int
    /// Each trial has a seed that is derived from this one and its number.
    public var seed: UInt32

    /// - Throws: ``ProgramError`` if the command is empty, or a brace stands alone in it.
    public init(command: [String], direction: Direction, measureName: String) throws(ProgramError) {
        guard command.first?.isEmpty == false else {
            throw ProgramError(description: "the command has no program; name one, as in [python3, train.py]")
        }
        do throws(CommandTemplate.Fault) {
            self.init(try CommandTemplate(command), direction: direction, measureName: measureName)
        } catch {
            throw ProgramError(description: "'\(command[error.index])': \(error.rule); \(error.remedy)")
        }
    }

    init(_ command: CommandTemplate, direction: Direction, measureName: String) {
        self.command = command
        self.direction = direction
        self.measureName = measureName
        (environment, retries, seed) = ([:], 0, 0)
    }

    /// The words of the command as written.
    public var commandWords: [String] { command.words }
}

/// A time limit as a study file has it: `30 min`.
public struct TimeLimit: Sendable, Hashable, CustomStringConvertible {
    public enum Unit: String, Sendable, Hashable, CaseIterable {
        case seconds = "s"
        case minutes = "min"
        case hours = "h"

        var seconds: Double {
            switch self {
            case .seconds: 1
            case .minutes: 60
            case .hours: 3600
            }
        }
    }

    public let amount: Double
    public let unit: Unit

    public init(_ amount: Double, _ unit: Unit) {
        (self.amount, self.unit) = (amount, unit)
    }

    public var seconds: Double { amount * unit.seconds }
    public var description: String { "\(amount.shortestText) \(unit.rawValue)" }

    /// Reads ``description``; the space may be missing. Nil for other texts and for times that are not above 0.
    init?(text: String) {
        let digits = text.prefix { $0.isNumber || $0 == "." }
        let word = text.dropFirst(digits.count).drop { $0 == " " }
        guard let amount = Double(digits), amount > 0, amount.isFinite, let unit = Unit(rawValue: String(word)) else {
            return nil
        }
        self.init(amount, unit)
    }
}

/// A program cannot be an objective: the rule and the remedy.
public struct ProgramError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String

    public init(description: String) { self.description = description }
}
