extension InMemoryStore {
    public func saveCheckpoint(_ checkpoint: TrialCheckpoint, for run: RunID) throws {
        try change(trial: checkpoint.number, heldBy: run) { $0.checkpoints[checkpoint.number] = checkpoint }
    }

    public func checkpoint(ofTrial number: Int, of study: StudyID) throws -> TrialCheckpoint? {
        try contents.withLock { try $0.study(study).checkpoints[number] }
    }

    public func saveIntermediateValues(_ values: [IntermediateValue], ofTrial number: Int, for run: RunID) throws {
        try change(trial: number, heldBy: run) { study in
            guard var content = study.trials[number] else { return }
            content.intermediateValues.take(values)
            study.set(content)
        }
    }

    private func change(
        trial number: Int, heldBy run: RunID, _ body: (inout InMemoryStudy) -> Void
    ) throws {
        try contents.withLock { contents in
            let study = try contents.activeRun(run).study
            try contents.change(study) { study in
                guard study.isHeld(number, by: run) else { throw StudyError.notClaimed(number) }
                body(&study)
            }
        }
    }
}
