import Foundation
import HyperparameterSearch

extension TrialContent {
    /// Whether this result of a trial is kept, and the other is not, where nothing speaks against either. The answer
    /// does not depend on the order in which they come.
    ///
    /// A trial that was evaluated to its end says more than one that was pruned; of two pruned ones the one that came
    /// further, or has the worse bound, says more. Of equal ones the first to be found is kept.
    func isKept(before other: TrialContent, _ direction: Direction) -> Bool {
        let (one, two) = (trial, other.trial)
        if (one.state == .pruned) != (two.state == .pruned) { return two.state == .pruned }
        if one.state == .pruned {
            if one.steps != two.steps { return one.steps ?? 0 > two.steps ?? 0 }
            if let bound = one.bound, let second = two.bound, bound != second {
                return direction.prefers(second, to: bound)
            }
        }
        if one.finished != two.finished { return one.finished ?? .distantFuture < two.finished ?? .distantFuture }
        if one.started != two.started { return one.started ?? .distantFuture < two.started ?? .distantFuture }
        // Results that agree are equal from here on, save what pruned trials have besides their bounds.
        let text = { (trial: Trial) in (try? StoredJSON.text(trial.values)) ?? "" }
        if one.values != two.values { return text(one) < text(two) }
        return (trace ?? Data()).lexicographicallyPrecedes(other.trace ?? Data())
    }
}

extension Trial {
    /// The same trial, as another store numbers the run that made it.
    func made(by run: RunID) -> Trial {
        Trial(
            number: number, state: state, parameters: parameters, value: value, bound: bound, reason: reason,
            values: values, steps: steps, started: started, finished: finished, run: run, parent: parent)
    }
}
