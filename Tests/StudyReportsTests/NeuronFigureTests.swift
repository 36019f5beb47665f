import Figures
import SpikingDynamics
import Testing

@testable import StudyReports

@Suite("The neuron figure")
struct NeuronFigureTests {
    private let demonstration: NeuronDemonstration
    private let figure: NeuronFigure

    init() throws {
        demonstration = try NeuronDemonstration(
            AnnealingSchedules(
                epsilon: .powerLaw(initial: 1, exponent: 0.5), lambda: .constant(1), quantizer: .secondOrderSigmaDelta),
            stepCount: 30, seed: 7)
        figure = NeuronFigure(demonstration)
    }

    /// [column][row]
    private var columns: [String: [Double]] {
        let lines = figure.csv.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
        return Dictionary(
            uniqueKeysWithValues: lines[0].enumerated().map { place, name in
                (name, lines.dropFirst().map { Double($0[place]) ?? .nan })
            })
    }

    @Test("The CSV has each line and each stroke of the figure, and nothing else")
    func csv() {
        let columns = columns
        var lines: [[Double]] = []
        var strokes: [[Double]] = []
        for panel in figure.figure.panels {
            strokes += panel.rasters.map(\.x)
            for mark in panel.marks {
                guard case .line(let points, _, _) = mark else { continue }
                #expect(points.map(\.x) == columns["step"])
                lines.append(points.map(\.y))
            }
        }
        let bits = ["bit1", "bit2", "bit3", "bit"]
        let values = columns.filter { $0.key != "step" && !bits.contains($0.key) }
        #expect(Set(lines) == Set(values.values))
        #expect(lines.count == 10 && values.count == 10)
        #expect(
            strokes
                == bits.map { name in
                    zip(columns["step"] ?? [], columns[name] ?? []).filter { $0.1 == 1 }.map(\.0)
                })
        #expect(columns["step"] == (1...30).map(Double.init))
        #expect(columns["state"] == demonstration.steps.map(\.state))
        #expect(columns["decoded"] == demonstration.steps.map(\.decoded))
    }

    @Test("Four panels of one axis; each line is named where it ends")
    func panels() {
        let panels = figure.figure.panels
        #expect(panels.map(\.sharesXBelow) == [true, true, true, false])
        for panel in panels {
            let ends = panel.marks.map { mark -> Double in
                if case .line(let points, _, _) = mark { points.last?.y ?? .nan } else { .nan }
            }
            #expect(panel.edgeMarks.map(\.y) == ends)
            #expect(panel.edgeMarks.allSatisfy { !$0.label.isEmpty })
        }
        #expect(panels.map(\.rasters.count) == [3, 0, 0, 1])
    }

    @Test("The note says what was simulated")
    func note() throws {
        let note = try #require(figure.figure.notes.first).plain
        #expect(note.hasPrefix("ε = 1/√t, no predictive coding, ΣΔ²; continuous: ε = 0.5. Weights: "))
        #expect(NeuronFigure(demonstration, title: "a_b").svg.contains(">a_b<"))
        #expect(figure.svg == NeuronFigure(demonstration).svg)
    }
}
