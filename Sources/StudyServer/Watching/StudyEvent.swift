import Foundation

/// What a page is told of a study: a few numbers. The page then loads the parts that it shows.
struct StudyEvent: Sendable, Equatable, Encodable {
    /// The study as it is now.
    var revision: Int64
    /// The revision since which the changes are.
    var since: Int64
    /// The numbers of the trials that have changed.
    var changed: [Int] = []
    /// Whether there are more changes than are listed.
    var hasMore = false
    var finished: Int
    var budget: Int
    /// The processes at work.
    var workers: Int
    /// The number of the best trial.
    var best: Int?

    /// The most changes that are listed.
    static let mostChanged = 200

    /// The event as it is sent.
    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return "data: \((try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}")\n\n"
    }

    /// The last event of a stream, which says why the server ends it.
    enum End: String {
        /// The study is no more.
        case gone
        /// Other pages of the browser need the connection. The page comes again after some seconds.
        case rest

        var text: String { "event: \(rawValue)\ndata: {}\n\n" }
    }
}
