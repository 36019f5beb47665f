import HyperparameterSearch

extension TrialStoreContract {
    static let studyClauses = [
        Clause("a study is made once and found again by either handle") { handles in
            let made = try handles.store.openStudy(Sample.definition())
            try expectEqual(made.definition, try Sample.definition(), "the made study's definition")
            for store in [handles.store, handles.other] {
                try expectEqual(try store.openStudy(Sample.definition()).id, made.id, "the reopened study")
                let found = try expectPresent(try store.study(named: "study"), "the study by its name")
                try expectEqual(found.id, made.id, "the found study")
                try expectEqual(found.definition, made.definition, "the found definition")
                try expect(
                    abs(found.created.timeIntervalSince(made.created)) < 0.001, "the same moment of creation",
                    found: "\(found.created) and \(made.created)")
            }
            try expectEqual(try handles.other.studies().count, 1, "the number of studies")
        },
        Clause("an unknown name is no study") { handles in
            try expect(try handles.store.study(named: "nobody") == nil, "no study of an unknown name")
            try expectEqual(try handles.store.studies().count, 0, "the number of studies")
        },
        Clause("studies are listed by name") { handles in
            for name in ["c", "a", "B"] { _ = try handles.store.openStudy(Sample.definition(name)) }
            try expectEqual(try handles.other.studies().map(\.definition.name), ["B", "a", "c"], "the names")
        },
        Clause("a definition survives to the letter") { handles in
            let text = "{\"größe\": [1, 2.50], 'q': \"\\n\"}\n\tline two; -- \u{1F9E0}"
            _ = try handles.store.openStudy(Sample.definition(text: text, direction: .maximize))
            let found = try handles.other.study(named: "study")?.definition
            try expectEqual(found, try Sample.definition(text: text, direction: .maximize), "the definition")
        },
        Clause("another text or direction is refused, and nothing changes") { handles in
            let stored = try handles.store.openStudy(Sample.definition(budget: 10))
            let offers = [
                try Sample.definition(text: "another search", budget: 99),
                try Sample.definition(direction: .maximize, budget: 99),
            ]
            for offer in offers {
                try expectError("definitionDiffers, with both definitions") { error in
                    guard case StudyError.definitionDiffers(let was, let offered) = error else { return false }
                    return was == stored.definition && offered == offer
                } from: {
                    _ = try handles.other.openStudy(offer)
                }
                let found = try handles.store.study(named: "study")
                try expectEqual(found?.definition, stored.definition, "the definition")
            }
            try expectEqual(try handles.store.studies().count, 1, "the number of studies")
        },
        Clause("a study keeps its fingerprint, and another one is refused") { handles in
            let plain = try Sample.definition()
            let first = try StudyDefinition(
                name: "study", text: plain.text, direction: .minimize, budget: 10, fingerprint: "x: 0 to 1")
            _ = try handles.store.openStudy(plain)
            try expectEqual(try handles.other.openStudy(first).definition, first, "the definition with a fingerprint")
            try expectEqual(try handles.store.study(named: "study")?.definition, first, "the stored definition")
            let second = try StudyDefinition(
                name: "study", text: plain.text, direction: .minimize, budget: 10, fingerprint: "x: 0 to 2")
            try expectError("definitionDiffers") { error in
                guard case StudyError.definitionDiffers(first, second) = error else { return false }
                return true
            } from: {
                _ = try handles.other.openStudy(second)
            }
            try expectEqual(try handles.other.openStudy(plain).definition, first, "a definition without one")
        },
        Clause("a study in an earlier form is opened by today's, and keeps its form") { handles in
            let stored = try StudyDefinition(
                name: "study", text: "old", direction: .minimize, budget: 10, fingerprint: "x: 0.30000000000000004")
            var today = try StudyDefinition(
                name: "study", text: "new", direction: .minimize, budget: 10, fingerprint: "x: 0.3")
            today.earlierForm = StudyDefinition.Form(text: "old", fingerprint: "x: 0.30000000000000004")
            _ = try handles.store.openStudy(stored)
            try expectEqual(try handles.other.openStudy(today).definition, stored, "the opened definition")
            try expectEqual(try handles.store.study(named: "study")?.definition, stored, "the stored definition")
            var fresh = try StudyDefinition(name: "fresh", text: "new", direction: .minimize, budget: 10)
            fresh.earlierForm = StudyDefinition.Form(text: "old")
            try expectEqual(try handles.store.openStudy(fresh).definition, fresh.stored, "a new study's definition")
            try expectEqual(try handles.other.study(named: "fresh")?.definition, fresh.stored, "its stored definition")
        },
        Clause("a higher budget extends the study") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 3)
            try handles.store.claimAndRecord((0..<3).map { Sample.complete($0, 1) }, for: run)
            try expectEqual(try handles.store.claim(5, for: run), [], "the claims of a used-up budget")
            try handles.store.endRun(run, as: .finished)
            let extended = try handles.other.openStudy(Sample.definition(budget: 5))
            try expectEqual(extended.id, study, "the extended study")
            try expectEqual(extended.definition.budget, 5, "its budget")
            try expectEqual(try handles.store.study(named: "study")?.definition.budget, 5, "its stored budget")
            let next = try handles.store.beginRun(Sample.run, of: study)
            try expectEqual(try handles.store.claim(5, for: next), [3, 4], "the claims of the extension")
            try expectEqual(try handles.store.counts(of: study)[.complete], 3, "the trials kept")
        },
    ]

    static let deletionClauses = [
        Clause("a deleted study is gone with its trials, traces and runs") { handles in
            let (study, run) = try handles.store.openAndBegin()
            let (kept, keptRun) = try handles.store.openAndBegin("kept")
            for run in [run, keptRun] {
                try handles.store.claimAndRecord(
                    [Sample.trial(0, .complete(value: 1), trace: .init([1, 2]), artifacts: ["a": .init([3])])],
                    for: run)
                _ = try handles.store.claim(1, for: run)
                try handles.store.saveCheckpoint(.init(number: 1, step: 4, data: .init([4])), for: run)
            }
            try handles.store.endRun(run, as: .finished)
            try handles.other.deleteStudy(study)

            try expect(try handles.store.study(named: "study") == nil, "no deleted study by its name")
            let asks: [(String, () throws -> Void)] = [
                ("trial", { _ = try handles.store.trial(0, of: study) }),
                ("trace", { _ = try handles.store.trace(ofTrial: 0, of: study) }),
                ("artifact", { _ = try handles.store.artifact(named: "a", ofTrial: 0, of: study) }),
                ("artifactNames", { _ = try handles.store.artifactNames(ofTrial: 0, of: study) }),
                ("checkpoint", { _ = try handles.store.checkpoint(ofTrial: 1, of: study) }),
                ("trials", { _ = try handles.store.trials(of: study, matching: .all) }),
                ("best", { _ = try handles.store.best(1, of: study) }),
                ("counts", { _ = try handles.store.counts(of: study) }),
                ("revision", { _ = try handles.store.revision(of: study) }),
                ("changes", { _ = try handles.store.changes(since: 0, of: study, limit: 1) }),
                ("runs", { _ = try handles.store.runs(of: study) }),
                ("beginRun", { _ = try handles.store.beginRun(Sample.run, of: study) }),
                ("deleteStudy", { try handles.store.deleteStudy(study) }),
            ]
            for (name, ask) in asks {
                try expectError("noStudy from \(name)", where: StudyError.isNoStudy, from: ask)
            }
            try expectError("noRun from claim", where: StudyError.isNoRun) {
                _ = try handles.store.claim(1, for: run)
            }
            try expectEqual(try handles.store.trace(ofTrial: 0, of: kept), .init([1, 2]), "another study's trace")
            try expectEqual(
                try handles.store.artifact(named: "a", ofTrial: 0, of: kept), .init([3]), "another study's artifact")
            try expectEqual(
                try handles.store.checkpoint(ofTrial: 1, of: kept)?.step, 4, "another study's checkpoint")
            try expectEqual(try handles.store.runs(of: kept).map(\.id), [keptRun], "another study's runs")
        },
        Clause("a study deleted and made again is empty") { handles in
            let (study, run) = try handles.store.openAndBegin()
            try handles.store.claimAndRecord(
                [Sample.trial(0, .complete(value: 1), artifacts: ["a": .init([3])])], for: run)
            _ = try handles.store.claim(1, for: run)
            try handles.store.saveCheckpoint(.init(number: 1, step: 4, data: .init([4])), for: run)
            try handles.store.endRun(run, as: .interrupted)
            try handles.store.deleteStudy(study)
            let (again, secondRun) = try handles.other.openAndBegin()
            try expectError("noRun from the deleted study's run", where: StudyError.isNoRun) {
                _ = try handles.store.renew(run)
            }
            try expectEqual(try handles.store.trials(of: again, matching: .all), [], "its trials")
            try expectEqual(try handles.store.runs(of: again).map(\.id), [secondRun], "its runs")
            try expectEqual(try handles.store.claim(2, for: secondRun), [0, 1], "its first claims")
            try expect(try handles.store.checkpoint(ofTrial: 1, of: again) == nil, "no checkpoint of the deleted study")
            try expectEqual(try handles.store.artifactNames(ofTrial: 0, of: again), [], "its artifacts")
        },
        Clause("a study that a run works on is not deleted") { handles in
            let (study, run) = try handles.store.openAndBegin()
            try handles.store.claimAndRecord([Sample.complete(0, 1)], for: run)
            try expectError("busy", where: StudyError.isBusy) { try handles.other.deleteStudy(study) }
            try expectEqual(try handles.store.counts(of: study)[.complete], 1, "the trials kept")
        },
    ]
}
