extension InMemoryStore {
    public func saveCheckpoint(_ checkpoint: TrialCheckpoint, for run: RunID) throws {
        try contents.withLock { contents in
            let study = try contents.activeRun(run).study
            guard try contents.study(study).isClaimed(checkpoint.number, by: run) else {
                throw StudyError.notClaimed(checkpoint.number)
            }
            contents.studies[study]?.checkpoints[checkpoint.number] = checkpoint
        }
    }

    public func checkpoint(ofTrial number: Int, of study: StudyID) throws -> TrialCheckpoint? {
        try contents.withLock { try $0.study(study).checkpoints[number] }
    }
}
