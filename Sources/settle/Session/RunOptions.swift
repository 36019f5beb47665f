import ArgumentParser

struct RunOptions: ParsableArguments {
    @OptionGroup var storage: StorageOptions

    @Option(help: "Threads that evaluate trials (default: one a core).")
    var threads: Int?

    @Option(help: "How many of the best trials to print at the end.")
    var top = 5

    @OptionGroup var output: FormatOptions

    func validate() throws {
        guard top >= 1 else { throw ValidationError("--top \(top) prints nothing; give 1 or more.") }
        if let threads, threads < 1 {
            throw ValidationError("--threads \(threads) cannot evaluate anything; give 1 or more.")
        }
    }
}
