import Figures
import SpikingDynamics

/// The panels of the figure. The binary neuron is blue, and its continuous twin is vermilion.
extension NeuronFigure {
    private static let (binary, continuous) = (Ink.series(0), Ink.series(1))

    var inputs: Panel {
        let units = demonstration.inputs.indices
        let inks = units.map { Ink.series($0 + 2) }
        return panel(
            "the inputs' bits q_{i} and values s_{i}", including: [0, 1],
            lines: units.map { unit in Line(inks[unit], "s_{\(unit + 1)}") { $0.inputs[unit] } },
            rasters: units.map { unit in
                Raster(x: times { $0.inputSignals[unit] }, label: "q_{\(unit + 1)}", ink: inks[unit])
            })
    }

    var weightedInput: Panel {
        panel(
            "weighted input u = Σ w_{i} q_{i}, and what is decoded from it, v", including: [0],
            lines: [
                Line(.quiet, "u", .hairline) { $0.weightedBits },
                Line(Self.continuous, "Σ w_{i} s_{i}") { $0.weightedValues },
                Line(Self.binary, "v") { $0.decoded },
            ])
    }

    var schedules: Panel {
        panel(
            "step size ε_{t}, prediction factor λ_{t}", including: [0], height: 60,
            lines: [Line(.text, "ε_{t}") { $0.epsilon }, Line(.text, "λ_{t}", .dashed) { $0.lambda }])
    }

    var states: Panel {
        panel(
            "the neuron's bits q and state s", including: [0],
            lines: [
                Line(Self.continuous, "continuous") { $0.continuousState },
                Line(Self.binary, "binary") { $0.state },
            ],
            rasters: [Raster(x: times(\.signal), label: "q", ink: Self.binary)])
    }

    // MARK: Parts

    /// One value against the step, with a label at the end of its line.
    private struct Line {
        let ink: Ink
        let label: RichText
        let dash: Mark.Dash
        let value: (NeuronDemonstration.Step) -> Double

        init(
            _ ink: Ink, _ label: RichText, _ dash: Mark.Dash = .solid,
            value: @escaping (NeuronDemonstration.Step) -> Double
        ) {
            self.ink = ink
            self.label = label
            self.dash = dash
            self.value = value
        }
    }

    private func panel(
        _ title: RichText, including: [Double] = [], height: Double = 90, lines: [Line], rasters: [Raster] = []
    ) -> Panel {
        let steps = demonstration.steps
        var panel = Panel(
            x: Axis("step t", including: [0, Double(steps.count)]), y: Axis(title, including: including),
            marks: lines.map { line in
                .line(steps.map { Point(x: Double($0.step), y: line.value($0)) }, line.ink, line.dash)
            },
            edgeMarks: lines.compactMap { line in
                steps.last.map { EdgeMark(y: line.value($0), label: line.label, ink: line.ink) }
            },
            height: height)
        panel.rasters = rasters
        return panel
    }

    /// The steps for which the condition holds.
    private func times(_ isSo: (NeuronDemonstration.Step) -> Bool) -> [Double] {
        demonstration.steps.filter(isSo).map { Double($0.step) }
    }
}
