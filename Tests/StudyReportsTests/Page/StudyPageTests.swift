import Foundation
import HyperparameterSearch
import SearchContracts
import Testing

@testable import Figures
@testable import StudyReports

@Suite("The page of a study")
struct StudyPageTests {
    /// A page whose every text is hostile.
    private func page(_ text: String) -> StudyPage {
        var table = TrialTable(measure: text, valueNames: [text])
        let schedules = ScheduleSnippetTests.samples[0]
        var parameters = schedules.trialParameters
        parameters.values[text] = .category(text)
        let trial = Trial(
            Sample.trial(0, .complete(value: 1), parameters: parameters, values: [text: 2]), run: RunID(1))
        table.append(trial, state: .complete, parameters: parameters, parent: nil)
        let worker = Worker(host: text, process: 1, processStart: text, scope: text)
        let run = RunRecord(
            id: RunID(1),
            description: RunDescription(
                version: text, commit: text, machine: text, command: text, scheduler: text, worker: worker),
            started: Date(timeIntervalSince1970: 0), ended: nil, ending: nil)
        var other = run.description
        (other.commit, other.command, other.scheduler, other.threads) = (nil, "\(text) \(text)", "\(text)!", 2)
        let second = RunRecord(
            id: RunID(2), description: other, started: Date(timeIntervalSince1970: 0), ended: nil, ending: nil)
        let best = [BestTrial(trial, of: text, measure: text, parameterNames: [text])].compactMap { $0 }
        return StudyPage(
            study: text, measure: text, facts: [StudyPage.Fact(text, text)], best: best, bestNote: text,
            pictures: [
                StudyPage.Picture(title: text, absence: text),
                StudyPage.Picture(title: text, svg: Figure(RichText(verbatim: text), panels: []).svg),
            ], trials: table, failures: [(text, 1)],
            provenance: PageProvenance(
                definition: text, fileName: text, canReplay: true,
                runs: [run, second].map { PageProvenance.Run($0, trials: 1, lastTrial: nil) }))
    }

    @Test(
        "No text of others becomes markup",
        arguments: [
            "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "<!--<script>", "\"><b>", "]]>",
        ])
    func hostile(text: String) {
        let (hostile, harmless) = (page(text).html, page("harmless").html)
        // The same elements and attributes, one for one, whatever the texts are.
        #expect(
            Self.tags(hostile) == Self.tags(harmless).map { $0.replacing("harmless", with: MarkupText.escaped(text)) })
        #expect(!hostile.contains("HTML(") && !hostile.contains("Optional("))
    }

    private static func tags(_ html: String) -> [String] {
        html.replacing(/base64,[A-Za-z0-9+\/=]*/, with: "").matches(of: /<[^<>]*>/).map { String($0.output) }
    }

    @Test("Nothing refers to anything outside, and the policy forbids it")
    func contained() throws {
        let html = page("study").html
        #expect(html.contains("default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-"))
        for match in html.matches(of: #/(?: (?:src|href|action|data|poster)="|url\(|@import )([^")>]*)/#) {
            #expect(match.output.1.hasPrefix("#") || match.output.1.hasPrefix("data:"), "\(match.output.0)")
        }
        let addresses = html.matches(of: #/https?:[^"' ]+/#).map { String($0.output) }
        #expect(Set(addresses) == ["http://www.w3.org/2000/svg"])
    }

    @Test("A style sheet of pictures is in the page once, however many have it")
    func styleSheets() {
        var page = page("study")
        page.pictures += page.pictures + [StudyPage.Picture(title: "other", svg: Figure("other", panels: []).svg)]
        #expect(page.html.matches(of: /<style>/).count == 2)
        #expect(page.html.matches(of: #/<svg /#).count == 3)
    }

    @Test("The page's colours are the figures' inks, on light ground and dark")
    func colours() throws {
        let html = page("study").html
        for ink in [Ink.text, .quiet, .faint, .ground, .series(0), .series(1)] {
            #expect(html.matches(of: try Regex("--\(ink.name): \(ink.colours.light);")).count == 1, "\(ink)")
            #expect(html.matches(of: try Regex("--\(ink.name): \(ink.colours.dark);")).count == 1, "\(ink)")
        }
    }

    @Test("Without a complete trial the first screen says so, with the most frequent reason; the rest is open")
    func nothingComplete() {
        var table = TrialTable(measure: "value")
        for number in 0..<3 {
            let trial = Trial(Sample.trial(number, .failed(reason: number == 1 ? "rare" : "often <b>")), run: RunID(1))
            table.append(trial, state: .failed, parameters: nil, parent: nil)
        }
        let html = StudyPage(
            study: "bare", measure: "value", facts: [], best: [],
            pictures: [StudyPage.Picture(title: "Map", absence: "it needs a complete trial")], trials: table,
            failures: table.failures,
            provenance: PageProvenance(definition: "none", fileName: nil, canReplay: false, runs: [])
        ).html
        #expect(
            html.contains(
                "No trial is complete. 3 trials have failed, 2 of them for this reason: <bdi>often &lt;b&gt;</bdi>"))
        #expect(html.contains("<details open><summary>Why trials failed"))
        #expect(html.contains("<details class=\"absent\" open>"))
        #expect(!html.contains("class=\"figures\""))
    }

    @Test("What a study does not have is left out")
    func absent() {
        var table = TrialTable(measure: "value")
        table.append(
            Trial(number: 0, claimedBy: nil), state: .waiting, parameters: nil, parent: nil)
        let html = StudyPage(
            study: "bare", measure: "value", facts: [], best: [], trials: table,
            provenance: PageProvenance(definition: "none", fileName: nil, canReplay: false, runs: [])
        ).html
        for absent in ["id=\"best\"", "id=\"figures\"", "Runs", "settle replay bare", "Why trials failed"] {
            #expect(!html.contains(absent), "\(absent)")
        }
        #expect(!html.contains("\"curves\":"))
    }
}
