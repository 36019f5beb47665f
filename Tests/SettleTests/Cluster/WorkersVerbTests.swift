import Foundation
import HyperparameterSearch
import StudyStorage
import Testing

@testable import settle

@Suite("settle workers")
struct WorkersVerbTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.write(StudyFiles.random(), to: "tiny.yaml")
    }

    private func workers(_ arguments: String...) throws -> [[String: Any]] {
        try scratch.start(["workers", "tiny", "-f", "json"] + arguments).finish().objects()
    }

    @Test("with --all lists the runs that have ended, with the task of Slurm and what they recorded")
    func ended() throws {
        let job = ["SLURM_ARRAY_JOB_ID": "41", "SLURM_ARRAY_TASK_ID": "3", "SLURM_JOB_ID": "44"]
        #expect(try scratch.start(["run", "tiny.yaml"], environment: job).finish().status == 0)
        #expect(try workers().isEmpty)
        let none = try scratch.settle("workers", "tiny")
        #expect(none.status == 0 && none.errors.contains("settle workers tiny --all"))
        let run = try #require(try workers("--all").first)
        #expect(run["job"] as? String == "41" && run["task"] as? String == "3")
        #expect(run["state"] as? String == "finished")
        #expect(run["recorded"] as? Int == 12 && run["claimed"] as? Int == 0)
        let csv = try scratch.settle("workers", "tiny", "--all", "-f", "csv").lines
        #expect(csv[0].hasPrefix("run,host,process,job,task,state,claimed,recorded,since,ended,"))
        #expect(csv.count == 2 && csv[1].contains(",41,3,finished,0,12,"))
        // A run that an earlier version recorded has no job.
        try scratch.tamper("UPDATE runs SET description = json_remove(description, '$.worker.job')")
        let earlier = try #require(try workers("--all").first)
        #expect(earlier["job"] == nil && earlier["recorded"] as? Int == 12)
    }

    @Test("lists those at work, and which of them are dead")
    func atWork() throws {
        _ = try scratch.settle("run", "tiny.yaml", "--shard", "1/2")
        let store = try SQLiteStore(path: scratch.storage)
        let study = try #require(try store.study(named: "tiny"))
        // No process has this number, and this process is alive.
        var gone = Worker.current
        (gone.process, gone.job) = (Int32.max, ClusterJob(id: "7"))
        for worker in [Worker.current, gone] {
            _ = try store.beginRun(RunDescription(threads: 3, worker: worker), of: study.id)
        }
        let first = try #require(try store.runsAtWork(on: study.id).first?.record.id)
        let claimed = try store.claim(ClaimRequest(2), for: first) { numbers in
            numbers.map { Candidate(number: $0, parameters: TrialParameters([:])) }
        }
        #expect(claimed.count == 2)
        let dead = try store.beginRun(RunDescription(worker: gone), of: study.id)
        let listed = try workers()
        #expect(listed.compactMap { $0["state"] as? String } == ["working", "dead"])
        #expect(listed.compactMap { $0["claimed"] as? Int } == [2, 0])
        #expect(listed.first?["leaseEnd"] is String)
        #expect(listed.last?["job"] as? String == "7" && listed.last?["run"] as? Int == Int(dead.rawValue))
        try store.close()
    }

    @Test("a job of Slurm is named as its user names it")
    func jobs() {
        #expect(ClusterJob(slurm: [:]) == nil)
        #expect(ClusterJob(slurm: ["SLURM_JOB_ID": ""]) == nil)
        #expect(ClusterJob(slurm: ["SLURM_JOB_ID": "5"]) == ClusterJob(id: "5"))
        #expect(
            ClusterJob(slurm: ["SLURM_JOB_ID": "5", "SLURM_ARRAY_JOB_ID": "4", "SLURM_ARRAY_TASK_ID": "2"])
                == ClusterJob(id: "4", task: "2"))
    }
}
