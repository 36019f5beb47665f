import Figures
import SpikingDynamics

/// Figure 1 of the paper: the response of a neuron to three converging inputs. Four panels, from top to bottom, show
/// the values and bits of the inputs, the weighted input, the schedules, and the states of the neuron and its
/// continuous twin.
public struct NeuronFigure: Sendable {
    public static let defaultTitle = "A neuron with three converging inputs"
    /// The most steps whose bits can be told apart.
    public static let mostSteps = 200

    let demonstration: NeuronDemonstration
    private let title: String

    public init(_ demonstration: NeuronDemonstration, title: String = defaultTitle) {
        self.demonstration = demonstration
        self.title = title
    }

    /// The figure as an SVG document.
    public var svg: String { figure.svg }

    /// The data of the figure at full precision, one row for each step. Bits are 0 or 1.
    public var csv: String {
        let inputs = demonstration.inputs.indices.map { "\($0 + 1)" }
        var table = CSVTable(
            columns: ["step"] + inputs.map { "input\($0)" } + inputs.map { "bit\($0)" }
                + ["weightedBits", "decoded", "weightedValues", "epsilon", "lambda", "state", "bit", "continuousState"])
        let bit = { (signal: Bool) in signal ? "1" : "0" }
        for step in demonstration.steps {
            let sums = [step.weightedBits, step.decoded, step.weightedValues, step.epsilon, step.lambda, step.state]
            table.rows.append(
                ["\(step.step)"] + step.inputs.map { "\($0)" } + step.inputSignals.map(bit) + sums.map { "\($0)" }
                    + [bit(step.signal), "\(step.continuousState)"])
        }
        return table.text
    }

    var figure: Figure {
        var panels = [inputs, weightedInput, schedules, states]
        for index in panels.indices.dropLast() { panels[index].sharesXBelow = true }
        return Figure(RichText(verbatim: title), panels: panels, notes: [note])
    }

    private var note: RichText {
        let schedules = ScheduleLabel.text(demonstration.schedules)
        let quantizer = ScheduleLabel.text(demonstration.schedules.quantizer)
        let weights = demonstration.weights.map { "\(($0 * 100).rounded() / 100)" }.joined(separator: ", ")
        let twin = NeuronDemonstration.continuousEpsilon
        return ScheduleLabel.typeset("\(schedules), \(quantizer); continuous: ε = \(twin). Weights: \(weights).")
    }
}
