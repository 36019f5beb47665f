import ArgumentParser
import HyperparameterSearch
import ProgramObjectives

struct TellVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "tell",
        abstract: "Tell the value of a trial that was asked for.",
        discussion: """
            With --step the value is one on the way, and a word is printed: 'continue'; 'stop', if the study's scheduler \
            has stopped the trial, which is then recorded as pruned; or 'wait', if the trial is compared with others that have not come \
            as far: it is given back, and 'settle ask' gives it again, with the step as from, if it goes on. \
            A result that is told twice is accepted; another one is refused, and the first stays.

              settle tell digits 3 --token 17-5fd1 --value 0.31
              settle tell digits 3 --token 17-5fd1 --value 0.31 --values accuracy=0.9
              settle tell digits 3 --token 17-5fd1 --step 9 --value 0.42
              settle tell digits 3 --token 17-5fd1 --failed diverged
            """)

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Argument(help: "The trial's number.", transform: OptionValue.whole(from: 0))
    var number: Int

    @Option(help: "The token that 'settle ask' printed with the trial.")
    var token: String

    @Option(
        parsing: .unconditional, help: "The value of the trial, or, with --step, on the way.",
        transform: ToldValue.number)
    var value: Double?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Other values of the trial, as accuracy=0.9,seconds=12.", valueName: "list"),
        transform: ToldValue.list)
    var values: [String: Double] = [:]

    @Option(help: "The number of steps after which the trial has the value.", transform: OptionValue.whole(from: 0))
    var step: Int?

    @Option(help: ArgumentHelp("Why the trial has no value.", valueName: "reason"))
    var failed: String?

    @OptionGroup var storage: StorageOptions

    func validate() throws {
        guard (value == nil) != (failed == nil) else {
            throw ValidationError("Give the trial's --value, or --failed with a reason.")
        }
        guard failed == nil || (step == nil && values.isEmpty) else {
            throw ValidationError("--failed goes without --step and --values.")
        }
        guard step == nil || values.isEmpty else {
            throw ValidationError("--values are told with the last value, without --step.")
        }
    }

    func run() throws {
        let asked = try AskedStudy(named: name, storage)
        if let step, let value {
            let (word, earlier) = try asked.tell(
                IntermediateValue(step: step, value: value), ofTrial: number, token: token)
            if let earlier {
                Console.error(
                    "Trial \(number) was told as \(earlier.shortestText) at step \(step) before, which stays and counts."
                )
            }
            return try Console.print(word)
        }
        let answer =
            try value.map { try asked.tell($0, values: values, ofTrial: number, token: token) }
            ?? asked.tell(failed: failed ?? "", ofTrial: number, token: token)
        if answer == .repeated { Console.error("Trial \(number) of \(name) had this result already.") }
    }
}

/// Reads the texts of `--value` and `--values`.
private enum ToldValue {
    static let number: OptionValue.Reader<Double> = { text in
        guard let number = Double(text) else {
            throw OptionValueError(rule: "is not a number", remedy: "give one, or --failed with a reason")
        }
        guard number.isFinite else {
            throw OptionValueError(
                rule: "is not a finite number, so it cannot be compared", remedy: "tell it as --failed with a reason")
        }
        return number
    }

    static let list: OptionValue.Reader<[String: Double]> = { text in
        var values: [String: Double] = [:]
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            // A name may have an equals sign of its own.
            guard let equals = part.lastIndex(of: "="), let value = Double(part[part.index(after: equals)...]),
                value.isFinite, isUsable(valueName: String(part[..<equals])),
                values.updateValue(value, forKey: String(part[..<equals])) == nil
            else {
                throw OptionValueError(
                    rule: "is not a list of different names with finite numbers",
                    remedy: "write it as accuracy=0.9,seconds=12")
            }
        }
        return values
    }
}
