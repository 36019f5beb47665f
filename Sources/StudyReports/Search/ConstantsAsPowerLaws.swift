import HyperparameterSearch

extension SearchedStudy {
    /// Shows constant schedules as power laws with exponent 0, if the study has both forms. Continuous networks, which
    /// have the parameter `network`, stay as they are.
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
