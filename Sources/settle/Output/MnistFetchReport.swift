import DigitFiles
import Foundation

/// The progress of a fetch on standard error: a bar that is redrawn on a terminal, otherwise a line every ten seconds.
final class MnistFetchReport {
    private let isTerminal: Bool
    private var shownAt = Date()
    private var isShown = false

    /// The seconds between two updates.
    private var interval: TimeInterval { isTerminal ? 0.1 : 10 }

    init(isTerminal: Bool = Console.isErrorTerminal) {
        self.isTerminal = isTerminal
    }

    func show(_ event: FetchEvent) {
        switch event {
        case .progress(let name, let received, let expected):
            guard Date().timeIntervalSince(shownAt) >= interval else { return }
            shownAt = Date()
            let text = Self.text(name, received, expected)
            if isTerminal {
                Console.redraw(text)
                isShown = true
            } else {
                Console.error(text)
            }
        case .replacing(let error): line("Replacing a damaged file: \(error.place): \(error.rule)")
        case .trying(let source): line("Fetching from \(source)")
        case .failed(_, let error): line("  failed: \(error.place): \(error.rule)")
        case .verified(let file): line("  \(file.name): verified")
        }
    }

    /// Clears the bar before other output.
    func end() {
        if isShown { Console.redraw("") }
        isShown = false
    }

    private func line(_ text: String) {
        end()
        Console.error(text)
    }

    /// `train-images-idx3-ubyte.gz  [######--------------]  30%  2.9/9.9 MB`; without the bar if the size is unknown.
    static func text(_ name: String, _ received: Int, _ expected: Int?) -> String {
        let megabytes = { (bytes: Int) in String(format: "%.1f", Double(bytes) / 1e6) }
        guard let expected, expected > 0 else { return "  \(name)  \(megabytes(received)) MB" }
        let share = min(1, Double(received) / Double(expected))
        let width = 20
        let full = Int(share * Double(width))
        let bar = String(repeating: "#", count: full) + String(repeating: "-", count: width - full)
        let percent = String(format: "%3d%%", Int(share * 100))
        return "  \(name)  [\(bar)] \(percent)  \(megabytes(received))/\(megabytes(expected)) MB"
    }
}
