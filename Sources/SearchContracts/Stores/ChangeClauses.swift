import HyperparameterSearch

extension TrialStoreContract {
    static let changeClauses = [
        Clause("changes come in the order in which they were made") { handles in
            let (study, run) = try handles.store.openAndBegin()
            let nothing = try handles.store.changes(since: 0, of: study, limit: 9)
            try expectEqual(nothing.trials, [], "the changes of an empty study")
            _ = try handles.store.claim(3, for: run)
            try handles.store.record([2, 0].map { Sample.complete($0, 1) }, for: run)
            let changes = try handles.other.changes(since: nothing.revision, of: study, limit: 9)
            try expectEqual(changes.trials.map(\.number), [1, 2, 0], "the changed trials")
            let trial = try handles.store.trial(0, of: study)
            try expectEqual(changes.trials.last, trial, "a changed trial, as it now is")

            let later = try handles.store.changes(since: changes.revision, of: study, limit: 9)
            try expectEqual(later.trials, [], "the changes since the last")
            try expectEqual(later.revision, changes.revision, "the revision when nothing changed")
            try handles.store.endRun(run, as: .interrupted)
            let last = try handles.other.changes(since: later.revision, of: study, limit: 9).trials
            try expectEqual(last, [Trial(number: 1, claimedBy: nil)], "the change by the run's end")
        },
        Clause("pages of changes lose none, whatever is written between them") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 40)
            _ = try handles.store.claim(20, for: run)
            var known: [Int: Trial] = [:]
            var revision: Int64 = 0
            for step in 0..<100 {
                let page = try handles.other.changes(since: revision, of: study, limit: 3)
                try expect(page.trials.count <= 3, "at most 3 changes a page", found: "\(page.trials.count)")
                try expect(page.revision >= revision, "a revision that never falls", found: "\(page.revision)")
                if step >= 30, page.trials.isEmpty { break }
                for trial in page.trials { known[trial.number] = trial }
                revision = page.revision
                if step < 10 { try handles.store.record([Sample.complete(19 - step, Double(step))], for: run) }
                if step < 5 { _ = try handles.store.claim(2, for: run) }
            }
            let all = try handles.store.trials(of: study, matching: .all)
            try expectEqual(all.count, 30, "the number of trials")
            try expectEqual(known.values.sorted { $0.number < $1.number }, all, "what the pages told")
        },
        Clause("the revision of a study is that of its last change, and grows with each") { handles in
            let (study, run) = try handles.store.openAndBegin()
            let (other, _) = try handles.store.openAndBegin("other")
            _ = try handles.store.claim(2, for: run)
            let claimed = try handles.other.revision(of: study)
            let changes = { try handles.other.changes(since: $0, of: study, limit: 9).trials.map(\.number) }
            try expectEqual(try changes(claimed), [], "the changes since the last")
            try handles.store.record([Sample.complete(1, 1)], for: run)
            let recorded = try handles.other.revision(of: study)
            try expect(recorded > claimed, "a revision that grows", found: "\(recorded) after \(claimed)")
            try expectEqual(try changes(claimed), [1], "the changes since the revision before")
            try expectEqual(try changes(recorded), [], "the changes since the last")
            try expectEqual(try handles.other.revision(of: other), 0, "the revision of a study without trials")
        },
        Clause("intermediate values and attributes of a trial are changes") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(3, for: run)
            var seen = try handles.other.changes(since: 0, of: study, limit: 9).revision
            let next = { () throws -> [Int] in
                let changes = try handles.other.changes(since: seen, of: study, limit: 9)
                seen = changes.revision
                return changes.trials.map(\.number)
            }
            try handles.store.saveIntermediateValues([.init(step: 1, value: 0.5)], ofTrial: 1, for: run)
            try expectEqual(try next(), [1], "the trial with a new intermediate value")
            try handles.store.setAttribute("note", to: "1", ofTrial: 2, of: study)
            try expectEqual(try next(), [2], "the trial with a new attribute")
            try handles.store.setAttribute("note", to: "1", ofTrial: nil, of: study)
            try expectEqual(try next(), [], "the trials that an attribute of the study changes")
        },
        Clause("one study's changes are not another's") { handles in
            let (one, first) = try handles.store.openAndBegin("one")
            let (two, second) = try handles.store.openAndBegin("two")
            _ = try handles.store.claim(1, for: first)
            let seen = try handles.store.changes(since: 0, of: one, limit: 9).revision
            _ = try handles.store.claim(2, for: second)
            try expectEqual(
                try handles.other.changes(since: seen, of: one, limit: 9).trials, [], "the changes of the one")
            try expectEqual(
                try handles.other.changes(since: 0, of: two, limit: 9).trials.map(\.number), [0, 1],
                "the changes of the other")
        },
    ]
}
