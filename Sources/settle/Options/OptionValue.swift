import AnnealingStudies
import Foundation
import HyperparameterSearch
import SpikingDynamics

/// Reads the values of options and arguments. The errors name the rule and the remedy, and the argument parser adds the
/// option and the value.
enum OptionValue {
    typealias Reader<Value> = @Sendable (String) throws -> Value

    /// A whole number.
    ///
    /// - Parameter orNothing: what else to do, such as `leave it out for all`.
    static func whole(from least: Int = 1, to most: Int = .max, else orNothing: String? = nil) -> Reader<Int> {
        let range = most == .max ? "of \(least) or more" : "from \(least) to \(most)"
        return { text in
            guard let number = Int(text), (least...most).contains(number) else {
                throw OptionValueError(
                    rule: "is not a whole number \(range)", remedy: "give one" + (orNothing.map { ", or \($0)" } ?? ""))
            }
            return number
        }
    }

    /// A number of bits of a weight.
    static let weightBits: Reader<WeightBits> = { text in
        do {
            guard let count = Int(text) else {
                throw OptionValueError(rule: "is not a whole number", remedy: "give one")
            }
            return try WeightBits(count)
        } catch let error as WeightBitsError {
            throw OptionValueError(rule: "is refused: \(error.rule)", remedy: error.remedy)
        }
    }

    /// A seed of a random generator.
    static let seed: Reader<UInt32> = { text in
        guard let seed = UInt32(text) else {
            throw OptionValueError(rule: "is not a whole number from 0 to \(UInt32.max)", remedy: "give one")
        }
        return seed
    }

    /// A number of seconds above 0.
    static func seconds(upTo most: Double) -> Reader<Double> {
        { text in
            guard let seconds = Double(text), seconds > 0, seconds <= most else {
                throw OptionValueError(
                    rule: "is not a number of seconds above 0, up to \(most.shortestText)", remedy: "give one")
            }
            return seconds
        }
    }

    /// A time such as `30s`, `45min`, `1h` or `2d`, in seconds.
    static func duration(_ range: ClosedRange<Double>) -> Reader<Double> {
        { text in
            let units = [("min", 60.0), ("s", 1), ("h", 3600), ("d", 86_400)]
            let unit = units.first { text.hasSuffix($0.0) }
            guard let (name, seconds) = unit, let count = Double(text.dropLast(name.count)),
                range.contains(count * seconds)
            else {
                throw OptionValueError(
                    rule:
                        "is not a time from \(range.lowerBound.shortestText) to \(range.upperBound.shortestText) seconds",
                    remedy: "write a number and s, min, h or d, such as 30min")
            }
            return count * seconds
        }
    }

    static let schedule: Reader<Schedule> = { text in
        try schedule(text, "", "0.843/t^0.0923, 1/sqrt(t), 0.5 or 1*exp(-t/20)", Schedule.init)
    }

    /// A schedule for all layers, or one for each in brackets.
    static let layerSchedules: Reader<LayerSchedules> = { text in
        try schedule(
            text, " of a layer",
            "0.843/t^0.0923, 1/sqrt(t), 0.5 or 1*exp(-t/20), or one for each layer as "
                + "[0.9/t, 1.7/t^0.5, 2/t]", LayerSchedules.init)
    }

    private static func schedule<Value>(
        _ text: String, _ what: String, _ examples: String, _ parse: (String) throws -> Value
    ) throws -> Value {
        do {
            return try parse(text)
        } catch let error as ScheduleSyntaxError {
            let part = error.text == text ? "" : what
            throw OptionValueError(
                rule: "is not a schedule: \(error.expected) is expected at character \(error.position)"
                    + (part.isEmpty ? "" : "\(part), '\(error.text)'"),
                remedy: "write for example \(examples)")
        }
    }

    /// Inputs that switch, as `500,10`.
    static let switching: Reader<InputSwitching> = { text in
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map {
            Int($0.trimmingPrefix(while: \.isWhitespace))
        }
        guard numbers.count == 2, let every = numbers[0], let count = numbers[1], every >= 1,
            InputSwitching.counts.contains(count)
        else {
            throw OptionValueError(
                rule: "is not a number of steps from 1 on and a number of inputs from "
                    + "\(InputSwitching.counts.lowerBound) to \(InputSwitching.counts.upperBound)",
                remedy: "write both with a comma between, such as 500,10")
        }
        return InputSwitching(every: every, count: count)
    }

    /// A step size: finite, above 0.
    static let stepSize: Reader<Double> = { text in
        guard let number = Double(text), Schedule.isLegal(number) else {
            throw OptionValueError(rule: "is not a finite number above 0", remedy: "give one, such as 1")
        }
        return number
    }

    /// A clock, as `surprise` or `surprise(threshold=1.5)`.
    static let clock: Reader<Clock> = { text in
        do throws(ClockTextError) {
            return try ClockText(parsing: text).clock
        } catch {
            throw OptionValueError(rule: "is not a clock: \(error.rule)", remedy: ClockTextError.remedy)
        }
    }

    /// A code, as `adaptiveDelta` or `adaptiveDelta(increase=1.4)`.
    static let code: Reader<AdaptiveDeltaModulation> = { text in
        do throws(CodeTextError) {
            return try CodeText(parsing: text).modulation
        } catch {
            throw OptionValueError(rule: "is not a code: \(error.rule)", remedy: error.remedy)
        }
    }

    static let shard: Reader<Shard> = { text in
        guard let shard = Shard(text) else {
            throw OptionValueError(
                rule: "is not a share, such as 2/8 for the second of eight",
                remedy: "give two whole numbers, the first from 1 to the second, the second up to \(Shard.largestCount)"
            )
        }
        return shard
    }
}

/// A value that an option cannot have.
struct OptionValueError: Error, CustomStringConvertible {
    /// What the value is not, as the predicate of a sentence.
    let rule: String
    let remedy: String

    var description: String { "\(rule); \(remedy)" }
}
