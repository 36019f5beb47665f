import ArgumentParser
import HyperparameterSearch
import StudyReports

struct RetryVerb: StorageVerb {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Let failed trials of a study be evaluated again.",
        discussion: """
            Failed trials stay failed, whatever made them fail, until they are asked for again. Their results are \
            deleted, their parameters stay, and each attempt is counted. 'settle resume' evaluates them.

              settle retry digits-search
              settle retry digits-search --failed 3,17
              settle resume digits-search
            """)

    @Argument(help: "The study's name.", completion: .studies)
    var name: String

    @Option(help: ArgumentHelp("Only these trials, as 3,17 (default: all that failed).", valueName: "numbers"))
    var failed: String?

    @OptionGroup var storage: StorageOptions

    func validate() throws { _ = try numbers }

    private var numbers: Set<Int>? {
        get throws {
            guard let failed else { return nil }
            let numbers = failed.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.allSatisfy(\.isASCII) ? Int($0.filter { $0 != " " }) : nil
            }
            guard numbers.allSatisfy({ $0.map { $0 >= 0 } ?? false }) else {
                throw ValidationError(
                    "--failed '\(failed)' is not a list of trials; give their numbers with commas between, as 3,17.")
            }
            return Set(numbers.compactMap(\.self))
        }
    }

    func run() throws {
        // The storage is read first, so that a wrong name or number makes no file and changes none.
        let stored = try storage.study(name)
        let numbers = try numbers
        for number in (numbers ?? []).sorted() { try requireFailed(number, of: stored) }
        let store = try storage.open(.writing)
        defer { try? store.close() }
        let record = try storage.record(named: name, in: store)
        let requeued = try store.requeueFailed(numbers, of: record.id)
        guard let last = requeued.last else {
            Console.error("No trial of \(name) has failed, so there is nothing to evaluate again.")
            return
        }
        let attempt = try store.trial(last, of: record.id)?.attempt ?? 1
        Console.error(
            "\(NumberText.count(requeued.count, "failed trial")) of \(name) \(requeued.count == 1 ? "waits" : "wait") "
                + "for another attempt: \(Self.list(requeued)) (for trial \(last), attempt \(attempt)).")
        let goOn = stored.kind?.hasEvaluation == false ? "ask" : "resume"
        let resume = "settle \(goOn) \(name)\(storage.argument)"
        let atWork = try store.runsAtWork(on: record.id).first { !$0.isDead && $0.record.description.asked == nil }
        if let run = atWork?.record {
            let worker = run.description.worker
            Console.error(
                "Process \(worker.process) on \(worker.host) is working on \(name) and takes them up, unless it is about "
                    + "to end. What is left then: \(resume)")
        } else {
            Console.error("Evaluate them with: \(resume)")
        }
    }

    /// - Throws: ``UsageError`` if there is no such trial, or it has not failed.
    private func requireFailed(_ number: Int, of study: StoredStudy) throws {
        do { try study.reader.requireFailed(number, of: study.record) } catch let error as NotFailed {
            throw UsageError(
                description: "\(error.fact); see which have failed with: settle trials \(name) --state failed"
                    + storage.argument)
        }
    }

    /// The numbers, or the first of them.
    private static func list(_ numbers: [Int]) -> String {
        let most = 20
        let shown = numbers.prefix(most).map(String.init).joined(separator: ", ")
        return numbers.count > most ? "\(shown) and \(NumberText.count(numbers.count - most, "other"))" : shown
    }
}
