import Figures

/// A figure of searches: panels one below the other, the best value against the trials.
struct DrawRequest: Decodable {
    let title: String
    let panels: [PanelRequest]
    let notes: [String]

    struct PanelRequest: Decodable {
        let title: String
        let series: [Series]
    }

    struct Series: Decodable {
        let label: String
        /// The index of the colour.
        let colour: Int
        let isDashed: Bool
        let hasBand: Bool
        /// Each `[count]`.
        let trials: [Double]
        let low: [Double]
        let median: [Double]
        let high: [Double]
    }
}

struct DrawAnswer: Encodable {
    let svg: String
}

extension DrawRequest {
    func answer() -> DrawAnswer {
        var labels: Set<String> = []
        let entries = panels.flatMap(\.series).filter { labels.insert($0.label).inserted }
        let figure = Figure(
            RichText(verbatim: title),
            legend: [false, true].map { isDashed in
                entries.filter { $0.isDashed == isDashed }.map {
                    LegendEntry(.line(.series($0.colour), $0.dash), RichText(verbatim: $0.label))
                }
            },
            panels: panels.map(\.panel), notes: notes.map { RichText(verbatim: $0) }, width: 640)
        return DrawAnswer(svg: figure.svg)
    }
}

extension DrawRequest.PanelRequest {
    fileprivate var panel: Panel {
        var panel = Panel(
            x: Axis("trials", scale: .logarithmic), y: Axis(RichText(verbatim: title), scale: .logarithmic),
            marks: series.filter(\.hasBand).map(\.band) + series.map(\.line), height: 220)
        panel.sharesXBelow = true
        return panel
    }
}

extension DrawRequest.Series {
    fileprivate var dash: Mark.Dash { isDashed ? .dashed : .solid }

    fileprivate var line: Mark {
        .line(zip(trials, median).map { Point(x: $0, y: $1) }, .series(colour), dash)
    }

    fileprivate var band: Mark {
        .band(
            trials.indices.map { Mark.Band(x: trials[$0], low: low[$0], high: high[$0]) }, .series(colour))
    }
}
