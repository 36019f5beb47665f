import HyperparameterSearch
import SearchSamplers
import StudyFiles
import StudyReports

/// What a run says of its sampler.
enum SamplerRemarks {
    /// The sampler that `auto` chose, and why; nil for other studies.
    static func choice(of study: DeclaredStudy) -> String? {
        guard case .model(let settings, let space, let trials) = study.sampling, settings.isAutomatic,
            let searched = try? space.searchSpace()
        else { return nil }
        let now = SamplerChoice.automatic(for: searched, budget: trials)
        let word = settings.choice.rawValue
        return now.choice == settings.choice
            ? "auto takes the sampler \(word): \(now.reason)."
            : "The study keeps the sampler \(word), with which it began; for \(trials) trials auto would take \(now.choice.rawValue)."
    }

    /// That each trial has several seeds; nil for studies without `repeat`.
    static func repetition(of study: DeclaredStudy?) -> String? {
        guard let study, let repetition = study.repetition else { return nil }
        return "The trials of \(study.name) are \(repetition.summary)."
    }

    /// That no trial of the study is proposed from what was learned; nil for other studies.
    static func unlearned(_ study: DeclaredStudy, _ record: StudyRecord) throws -> String? {
        guard let sampler = try study.sampler() as? any AdaptiveSampler else { return nil }
        let start = sampler.givenCount + sampler.startCount
        guard record.definition.budget <= start else { return nil }
        return
            "The sampler will learn nothing: its first \(NumberText.count(start, "trial")) are its start, and the study has "
            + "\(NumberText.grouped(record.definition.budget)). Ask for more trials, or lower the generation or the lag."
    }

    /// That all complete trials have one value, from which a sampler cannot learn; nil where they differ.
    static func constancy(of study: DeclaredStudy, _ record: StudyRecord, in store: any StudyReader) throws -> String? {
        let count = try store.counts(of: record.id)[.complete]
        guard case .model = study.sampling, count > 1 else { return nil }
        let ends = try [0, count - 1].map { offset in
            try store.trials(
                of: record.id,
                matching: TrialQuery(states: [.complete], order: .value, limit: 1, offset: offset)
            ).first?.value
        }
        guard let value = ends[0], value == ends[1] else { return nil }
        return
            "All \(NumberText.count(count, "complete trial")) have the value \(value.shortestText), so there was nothing to "
            + "learn: no searched parameter has an effect. Search others, or wider ranges."
    }
}
