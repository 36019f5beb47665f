import Foundation

extension StudyFiles {
    /// The random study with a confirmation of its best four on networks that it does not use.
    static func confirmed(
        _ confirm: String = "{top: 4, networks: 5..7:50..52}", name: String = "tiny", steps: Int = 50, trials: Int = 12
    ) -> String {
        random(name, steps: steps, trials: trials) + "confirm: \(confirm)\n"
    }
}

extension Scratch {
    /// The names of the stored studies that score trials again.
    func confirmations() throws -> [String] {
        try settle("studies", "-f", "json").objects().compactMap { $0["name"] as? String }
            .filter { $0.hasPrefix("confirm-") }
    }
}
