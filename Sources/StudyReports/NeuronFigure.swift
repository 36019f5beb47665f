import Figures
import SpikingDynamics

/// Figure 1 of the paper: a neuron in response to three converging inputs. Four panels, one below the other: the inputs'
/// values and bits, the weighted input, the schedules, and the neuron's state beside that of its continuous twin.
public struct NeuronFigure: Sendable {
    public static let defaultTitle = "A neuron with three converging inputs"
    /// Of more steps, bits cannot be told apart.
    public static let mostSteps = 200

    let demonstration: NeuronDemonstration
    private let title: String

    public init(_ demonstration: NeuronDemonstration, title: String = defaultTitle) {
        self.demonstration = demonstration
        self.title = title
    }

    /// The figure as an SVG document.
    public var svg: String { figure.svg }

    /// All that is shown, a row a step, all digits; bits are 0 or 1.
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
