import Foundation
import HyperparameterSearch

extension TrialStoreContract {
    static let intermediateClauses = [
        Clause("intermediate values are kept by step, and belong to the result") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(2, for: run)
            try handles.store.saveIntermediateValues([.init(step: 5, value: 0.5)], ofTrial: 0, for: run)
            try handles.store.saveIntermediateValues(
                [.init(step: 2, value: 1.0 / 3), .init(step: 5, value: 0.25)], ofTrial: 0, for: run)
            let saved = [IntermediateValue(step: 2, value: 1.0 / 3), .init(step: 5, value: 0.25)]
            for store in [handles.store, handles.other] {
                try expectEqual(try store.intermediateValues(ofTrial: 0, of: study), saved, "the saved values")
                try expectEqual(try store.intermediateValues(ofTrial: 1, of: study), [], "another trial's values")
            }
            var finished = Sample.complete(0, 1)
            finished = FinishedTrial(
                finished.candidate,
                Evaluation(.complete(value: 1), intermediateValues: [.init(step: 7, value: 0.125)]),
                started: finished.started, finished: finished.finished)
            try handles.store.record([finished], for: run)
            let content = try expectPresent(try handles.other.content(ofTrial: 0, of: study), "the content")
            try expectEqual(
                content.intermediateValues, saved + [.init(step: 7, value: 0.125)], "the values of the result")
            for number in [0, 3] {
                try expectError("notClaimed(\(number))", where: StudyError.isNotClaimed(number)) {
                    try handles.store.saveIntermediateValues([.init(step: 8, value: 1)], ofTrial: number, for: run)
                }
            }
        }
    ]

    static let attributeClauses = [
        Clause("attributes are JSON, of a study or of a trial; they replace each other and go") { handles in
            let (study, run) = try handles.store.openAndBegin()
            _ = try handles.store.claim(1, for: run)
            try handles.store.setAttribute("note", to: #"{"größe": [1, 2.50]}"#, ofTrial: nil, of: study)
            try handles.store.setAttribute("note", to: "1", ofTrial: 0, of: study)
            try handles.other.setAttribute("note", to: "\"two\"", ofTrial: 0, of: study)
            try handles.other.setAttribute("gone", to: "null", ofTrial: 0, of: study)
            try handles.store.setAttribute("gone", to: nil, ofTrial: 0, of: study)
            try handles.store.record([Sample.complete(0, 1)], for: run)
            try handles.store.setAttribute("late", to: "true", ofTrial: 0, of: study)
            for store in [handles.store, handles.other] {
                try expectEqual(
                    try store.attributes(ofTrial: nil, of: study), ["note": #"{"größe": [1, 2.50]}"#],
                    "the study's attributes")
                let expected = ["note": "\"two\"", "late": "true"]
                try expectEqual(try store.attributes(ofTrial: 0, of: study), expected, "the trial's attributes")
                try expectEqual(
                    try store.content(ofTrial: 0, of: study)?.attributes, expected, "those of the whole trial")
            }
            let record = try expectPresent(try handles.store.study(named: "study"), "the study")
            try expectEqual(try handles.store.findings(of: record), [], "what a check finds")
        },
        Clause("an attribute that is no JSON, has no name, or is of no trial is refused") { handles in
            let (study, _) = try handles.store.openAndBegin()
            for (name, json) in [("a", "{"), ("a", ""), ("", "1")] {
                try expectError("attribute") { error in
                    if case StudyError.attribute = error { true } else { false }
                } from: {
                    try handles.store.setAttribute(name, to: json, ofTrial: nil, of: study)
                }
            }
            try expectError("noTrial(7)") { error in
                if case StudyError.noTrial(7) = error { true } else { false }
            } from: {
                try handles.store.setAttribute("a", to: "1", ofTrial: 7, of: study)
            }
            try expectEqual(try handles.other.attributes(ofTrial: nil, of: study), [:], "the attributes")
        },
    ]

    static let requeueClauses = [
        Clause("failed trials are requeued as further attempts") { handles in
            let (study, run) = try handles.store.openAndBegin(budget: 4)
            try handles.store.claimAndRecord(
                [
                    Sample.trial(0, .failed(reason: "no"), values: ["a": 1], trace: Data([1])), Sample.complete(1, 1),
                    Sample.trial(2, .failed(reason: "no")), Sample.trial(3, .pruned(bound: 1)),
                ], for: run)
            try expectEqual(try handles.other.requeueFailed([0, 1, 3, 9], of: study), [0], "the requeued trials")
            var waiting = Trial(number: 0, claimedBy: nil)
            waiting.attempt = 2
            try expectEqual(try handles.store.trial(0, of: study), waiting, "the requeued trial")
            try expect(try handles.store.trace(ofTrial: 0, of: study) == nil, "no trace of the failed attempt")
            try expectEqual(try handles.store.requeueFailed(nil, of: study), [2], "the others")
            try expectEqual(try handles.store.claim(9, for: run), [0, 2], "the claims")
            try handles.store.record([Sample.complete(0, 5), Sample.trial(2, .failed(reason: "again"))], for: run)
            try expectEqual(
                try handles.other.trial(0, of: study), Trial(Sample.complete(0, 5), run: run, attempt: 2),
                "the second attempt's result")
            try expectEqual(try handles.other.requeueFailed(nil, of: study), [2], "what failed again")
            try expectEqual(try handles.other.trial(2, of: study)?.attempt, 3, "its attempt")
        }
    ]
}
