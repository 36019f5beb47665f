import HyperparameterSearch

extension SearchedStudy {
    /// Puts constant schedules among power laws, where a study has both: a constant is one whose exponent is 0.
    /// Continuous networks, which have a `network`, are no binary ones with a constant schedule.
    mutating func showConstantsAsPowerLaws() {
        for schedule in ["epsilon", "lambda"] {
            let (initial, exponent, constant) = ("\(schedule).initial", "\(schedule).exponent", "\(schedule).constant")
            guard trials.contains(where: { $0.parameters?[exponent] != nil }) else { continue }
            trials = trials.map { trial in
                guard var parameters = trial.parameters, parameters["network"] == nil,
                    let value = parameters.values.removeValue(forKey: constant)
                else { return trial }
                showsConstantsAsPowerLaws = true
                parameters.values[initial] = value
                parameters.values[exponent] = 0
                return trial.with(parameters)
            }
        }
    }
}

extension Trial {
    fileprivate func with(_ parameters: TrialParameters) -> Trial {
        Trial(
            number: number, state: state, parameters: parameters, value: value, bound: bound, reason: reason,
            values: values, steps: steps, started: started, finished: finished, run: run, parent: parent)
    }
}
