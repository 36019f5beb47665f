import Figures

/// The legend and the notes of the figure.
extension LearningFigure {
    /// `[summary]`: its colour. The first binary network is blue and the first continuous network is vermilion in every
    /// figure; the others take the next colours in order.
    var inks: [Ink] {
        var next = 2
        var seen: Set<LearningCurve.Network> = []
        return summaries.map { summary in
            if seen.insert(summary.network).inserted { return .series(summary.network == .binary ? 0 : 1) }
            defer { next += 1 }
            return .series(next)
        }
    }

    var colourKey: [LegendEntry] {
        zip(summaries, inks).map { summary, ink in LegendEntry(.colour(ink), name(summary)) }
    }

    var styleKey: [LegendEntry] {
        [
            LegendEntry(.line(.text, .solid), "test error"), LegendEntry(.line(.text, .dashed), "training error"),
        ]
    }

    var shownNetworks: [LearningCurve.Network] {
        [.binary, .continuous].filter { network in summaries.contains { $0.network == network } }
    }

    var notes: [RichText] {
        var notes: [String] = []
        let failures = networks.filter { $0.failed > 0 }.map { network in
            (networks.count > 1 ? name(network) + RichText(verbatim: ": ") : RichText(verbatim: ""))
                + RichText(verbatim: failure(of: network))
        }
        let seeds = summaries.map(\.seeds)
        if let most = seeds.max(), let fewest = seeds.min(), most > 1 {
            let count = most == fewest ? "\(most) seeds" : "\(fewest) to \(most) seeds"
            notes.append("Lines: mean over \(count). Bands: lowest to highest.")
        }
        if zeros > 0 {
            let readings = zeros == 1 ? "One reading is" : "\(zeros) readings are"
            notes.append("\(readings) 0, which a logarithmic axis cannot show.")
        }
        if showsPaper, !shownNetworks.isEmpty {
            let readings = shownNetworks.map { network in
                let published = PublishedReadings.of(network)
                return "\(network.rawValue) \(PercentText.of(published.testError)) / "
                    + PercentText.of(published.trainError)
            }
            notes.append("Paper (test / training, %): " + readings.joined(separator: ", ") + ".")
        }
        return failures + notes.map { RichText(verbatim: $0) }
    }

    private func failure(of network: SeedSummary) -> String {
        let runs = network.seeds + network.failed
        return "\(network.failed) of \(runs) \(runs == 1 ? "seed" : "seeds") failed and "
            + "\(network.failed == 1 ? "is" : "are") not \(network.isEmpty ? "drawn" : "in the mean")."
    }

    /// The number of readings that are 0.
    private var zeros: Int {
        summaries.flatMap(\.curves).flatMap(\.points).flatMap { [$0.testError, $0.trainError] }.filter { $0 == 0 }.count
    }

    /// The label of a network. It begins with the kind of network.
    private func name(_ summary: SeedSummary) -> RichText {
        let network = summary.network.rawValue
        let label = summary.label.hasPrefix(network) ? summary.label : "\(network), \(summary.label)"
        return ScheduleLabel.typeset(summary.label.isEmpty ? network : label)
            + RichText(verbatim: summary.study.map { " (\($0))" } ?? "")
    }
}
