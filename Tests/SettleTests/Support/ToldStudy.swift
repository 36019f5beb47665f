import Foundation

/// A trial that `settle ask` printed.
struct AskedLine {
    let number: Int
    let token: String
    let attempt: Int
    let from: Int?
    let parameters: [String: Any]

    init(_ line: String) throws {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        number = object["number"] as? Int ?? -1
        token = object["token"] as? String ?? ""
        attempt = object["attempt"] as? Int ?? 0
        from = object["from"] as? Int
        parameters = object["parameters"] as? [String: Any] ?? [:]
    }
}

extension Scratch {
    /// A folder with the file of the study `told`.
    static func withToldFile(
        _ objective: String = "{minimize: loss}", trials: Int = 3,
        sampler: String = "{random: {stream: keyed, seed: 1}}",
        more: String = ""
    ) throws -> Scratch {
        let scratch = try Scratch()
        try scratch.writeTold(objective, trials: trials, sampler: sampler, more: more)
        return scratch
    }

    func writeTold(_ objective: String, trials: Int, sampler: String, more: String = "") throws {
        try write(
            """
            name: told
            objective: {told: \(objective)}
            sampler: \(sampler)
            trials: \(trials)
            \(more)
            space:
              rate: {from: 0.001, to: 1, log: true}
              layers: {from: 1, to: 4, integer: true}
              optimizer: [sgd, adam]
              nesterov: {values: [true, false], when: {optimizer: sgd}}
            """, to: "told.yaml")
    }

    func ask(_ study: String = "told.yaml", _ arguments: String...) throws -> [AskedLine] {
        try start(["ask", study] + arguments).finish().lines.map(AskedLine.init)
    }

    func tell(_ trial: AskedLine, _ arguments: String...) throws -> CommandRun {
        try start(["tell", "told", "\(trial.number)", "--token", trial.token] + arguments).finish()
    }
}
