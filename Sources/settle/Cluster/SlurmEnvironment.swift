import HyperparameterSearch

extension ClusterJob {
    /// The job of Slurm that a process belongs to; nil where its environment names none.
    ///
    /// A task of an array has a job number of its own. Users see the array's number and the task's: `12_3`.
    init?(slurm environment: [String: String]) {
        let value = { (name: String) in environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        if let array = value("SLURM_ARRAY_JOB_ID"), let task = value("SLURM_ARRAY_TASK_ID") {
            self.init(id: array, task: task)
        } else if let job = value("SLURM_JOB_ID") {
            self.init(id: job)
        } else {
            return nil
        }
    }
}
