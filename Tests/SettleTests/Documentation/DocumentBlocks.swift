import Foundation

/// A block of code in a document.
struct DocumentBlock: CustomStringConvertible {
    /// The word after the fence; empty where there is none. Nil for an indented block.
    let language: String?
    let text: String

    var description: String { text }
    var firstLine: String { String(text.prefix { $0 != "\n" }) }

    /// The blocks of a document, by its path in the repository, in order.
    static func all(of document: String) throws -> [DocumentBlock] {
        let text = try String(contentsOf: BuiltProgram.repository.appending(path: document), encoding: .utf8)
        var blocks: [DocumentBlock] = []
        var (open, language): ([Substring]?, String?) = (nil, nil)
        var wasEmpty = true
        func close() {
            guard let lines = open else { return }
            blocks.append(DocumentBlock(language: language, text: lines.joined(separator: "\n")))
            open = nil
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                let isEnd = open != nil && language != nil
                close()
                if !isEnd { (open, language) = ([], String(line.dropFirst(3))) }
            } else if open != nil, language != nil {
                open?.append(line)
            } else if line.hasPrefix("    "), open != nil || wasEmpty {
                open = (open ?? []) + [line.dropFirst(4)]
                language = nil
            } else {
                close()
            }
            wasEmpty = line.isEmpty
        }
        close()
        return blocks
    }

    /// The documents with commands and examples, by their paths in the repository.
    static let documents: [String] = {
        let folder = BuiltProgram.repository.appending(path: "docs")
        let pages = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return ["README.md", "CONTRIBUTING.md", "Benchmarks/README.md"]
            + pages.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    }()
}

/// The commands of the documents that no test runs, and why.
struct CommandException: CustomStringConvertible {
    let document: String
    /// The beginning of the block.
    let beginning: String
    let reason: String

    var description: String { "\(document): \(beginning)" }

    init(_ document: String, _ beginning: String, _ reason: String) {
        (self.document, self.beginning, self.reason) = (document, beginning, reason)
    }

    private static let slurm = "needs Slurm; make cluster-test has one of a node"
    private static let server = "needs a PostgreSQL server of that name; PostgreSQLVerbTests have one of their own"
    private static let machines = "needs other machines"
    private static let mnist = "needs MNIST, and minutes; make mnist-results"
    private static let forAll = "is for a terminal; the tests have settle in the path"

    /// All of them. Each names one block.
    static let all = [
        CommandException("README.md", "make search", "builds Settle"),
        CommandException("README.md", "alias settle", forAll),
        CommandException("README.md", "settle mnist fetch", mnist),
        CommandException("CONTRIBUTING.md", "make test", "are the tests themselves, and longer ones"),
        CommandException("Benchmarks/README.md", "make bench ", "measures for half an hour"),
        CommandException("Benchmarks/README.md", "make bench-samplers", "measures for an hour"),
        CommandException("Benchmarks/README.md", "make bench-pages", "measures for ten minutes"),
        CommandException("docs/first-study.md", "alias settle", forAll),
        CommandException("docs/clusters.md", "settle slurm paper.yaml --workers 100 --cpus", slurm),
        CommandException("docs/clusters.md", "settle slurm paper.yaml --workers 100 --storage", slurm),
        CommandException("docs/clusters.md", "for host in", machines),
        CommandException("docs/clusters.md", "for i in", machines),
        CommandException("docs/postgresql.md", "settle run", server),
        CommandException("docs/postgresql.md", "createuser", server),
        CommandException("docs/postgresql.md", "settle backup", server),
        CommandException("docs/postgresql.md", "settle merge", server),
        CommandException("docs/serve.md", "settle serve", "never ends; StudyServerTests have it"),
        CommandException("docs/serve.md", "ssh", machines),
        CommandException("docs/serve.md", "curl", "needs the server at work; ServedChangesTests have it"),
        CommandException("docs/installing.md", "make install", "builds Settle; InstallTests install it"),
        CommandException("docs/installing.md", "make release", "builds Settle; make release-test"),
        CommandException("docs/installing.md", "sha256sum", "changes the machine; make release-test unpacks it"),
        CommandException("docs/training.md", "settle mnist fetch", mnist),
        CommandException("docs/low-precision.md", "settle train", mnist),
    ]

    func covers(_ block: DocumentBlock, of document: String) -> Bool {
        document == self.document && block.text.hasPrefix(beginning)
    }
}
