import HyperparameterSearch

extension SearchedStudy {
    /// Puts constant schedules among power laws, where a study has both: a constant is one whose exponent is 0.
    /// Continuous networks, which have a `network`, are no binary ones with a constant schedule.
    mutating func showConstantsAsPowerLaws() {
        for schedule in ["epsilon", "lambda"] {
            let (initial, exponent, constant) = ("\(schedule).initial", "\(schedule).exponent", "\(schedule).constant")
            guard trials.contains(where: { $0.parameters?[exponent] != nil }) else { continue }
            trials = trials.map { trial in
                var trial = trial
                guard var parameters = trial.parameters, parameters["network"] == nil,
                    let value = parameters.values.removeValue(forKey: constant)
                else { return trial }
                showsConstantsAsPowerLaws = true
                parameters.values[initial] = value
                parameters.values[exponent] = 0
                trial.parameters = parameters
                return trial
            }
        }
    }
}
