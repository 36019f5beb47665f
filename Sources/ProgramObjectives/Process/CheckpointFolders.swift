import Foundation

/// Where the trials of a study keep what they need to go on: a resource that a program offers.
///
/// Trial n has the folder `root/n`. Its program is told of `root/n/checkpoint`. Beside it stand the values that the
/// program has reported, so that these are as recent as the program's own checkpoint, and the ends of its log.
public struct CheckpointFolders: Sendable, Hashable {
    /// The name of the study.
    public let study: String
    /// The path of a folder for this study alone; made when it is needed.
    public let root: String

    public init(study: String, root: String) {
        (self.study, self.root) = (study, root)
    }

    /// Removes all folders of the study, whose trials then start anew.
    public func remove() {
        try? FileManager.default.removeItem(atPath: root)
        // Only where no other study has folders there.
        rmdir(URL(fileURLWithPath: root).deletingLastPathComponent().path)
    }

    func folder(ofTrial number: Int) -> TrialFolder { TrialFolder(path: "\(root)/\(number)") }
}

/// The folder of a trial that has not ended.
struct TrialFolder: Sendable, Hashable {
    let path: String

    var checkpoint: String { path + "/checkpoint" }
    /// The values that the program has reported: JSON lines. The first line says of which trial.
    var values: String { path + "/values" }
    /// The run folder of the process that started the program last.
    private var lastRun: String { path + "/run" }

    /// Makes the folder, or takes over what an earlier run has left in it.
    ///
    /// - Parameters:
    ///   - identity: a line of text. A folder with another one is of another trial and is made anew.
    ///   - run: the folder of this run.
    /// - Returns: the values that the program had reported.
    /// - Throws: ``StartError``.
    func open(_ identity: String, run: RunFolder) throws(StartError) -> ReportedValues {
        if let earlier = try? String(contentsOfFile: lastRun, encoding: .utf8), earlier != run.path {
            EarlierRun(folder: earlier, trial: path).waitForEnd()
        }
        var reported = ReportedValues()
        if let data = FileManager.default.contents(atPath: values) {
            let lines = data.split(separator: UInt8(ascii: "\n"))
            if lines.first.map({ Array($0) }) == Array(identity.utf8) {
                for line in lines.dropFirst() {
                    if case .step(let step, let value) = ReportLine(Array(line)[...]) { _ = reported.add(step, value) }
                }
                try write(run.path, to: lastRun)
                return reported
            }
        }
        try? FileManager.default.removeItem(atPath: path)
        try make()
        try write(identity + "\n", to: values)
        try write(run.path, to: lastRun)
        return reported
    }

    /// - Throws: ``StartError``.
    private func make() throws(StartError) {
        var reason = ""
        for _ in 0..<5 {
            do {
                try FileManager.default.createDirectory(atPath: checkpoint, withIntermediateDirectories: true)
                return
            } catch {
                // Another thread may just have removed the folder of the study, which was empty.
                reason = error.localizedDescription
            }
        }
        throw StartError(reason: "the checkpoint folder \(checkpoint) cannot be made (\(reason))")
    }

    /// Removes the folder, and those above it that belong to studies and have become empty.
    func remove() {
        try? FileManager.default.removeItem(atPath: path)
        let root = URL(fileURLWithPath: path).deletingLastPathComponent()
        if rmdir(root.path) == 0 { rmdir(root.deletingLastPathComponent().path) }
    }

    // MARK: The log

    func keep(_ tail: OutputTail, of stream: String) {
        // A log is not worth an error.
        _ = FileManager.default.createFile(atPath: "\(path)/\(stream)", contents: Data(tail.bytes))
    }

    func tail(of stream: String) -> OutputTail {
        OutputTail(FileManager.default.contents(atPath: "\(path)/\(stream)").map { Array($0) } ?? [])
    }

    private func write(_ text: String, to path: String) throws(StartError) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw StartError(reason: "\(path) cannot be written (\(error.localizedDescription))")
        }
    }
}

/// The process that ran a trial before this one and died. Its guardian may still be ending the program, which may still
/// be writing its checkpoint.
private struct EarlierRun {
    let folder: String
    /// The trial's folder.
    let trial: String

    /// Waits until the earlier program has ended. Ends it where no guardian has done so after 15 seconds.
    func waitForEnd() {
        var left = 1500
        while !programs.isEmpty, left > 0 {
            usleep(10_000)
            left -= 1
        }
        guard left == 0 else { return }
        for group in programs.compactMap(group) where isOurs(group) { group.signal(SIGKILL) }
    }

    /// The files, without a suffix, of the programs of this trial that the earlier run's folder lists.
    private var programs: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".values") }.map { folder + "/" + $0.dropLast(".values".count) }.filter {
            (try? FileManager.default.destinationOfSymbolicLink(atPath: $0 + ".values")) == trial + "/values"
        }
    }

    private func group(_ files: String) -> ProcessGroup? {
        let text = try? String(contentsOfFile: files + ".group", encoding: .utf8)
        return text.flatMap { pid_t($0.trimmingCharacters(in: .whitespacesAndNewlines)) }.map(ProcessGroup.init)
    }

    /// Whether the group's first process is one that the earlier run had started, and not another one of that number.
    private func isOurs(_ group: ProcessGroup) -> Bool {
        let environment = FileManager.default.contents(atPath: "/proc/\(group.id)/environ") ?? Data()
        return environment.range(of: Data("SETTLE_TRIAL=\(folder)/".utf8)) != nil
    }
}
