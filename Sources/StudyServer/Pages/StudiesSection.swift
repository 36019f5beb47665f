import Foundation
import HyperparameterSearch
import Locks
import StudyReports

/// The list of all studies of a store.
final class StudiesSection: Sendable {
    private let storage: String
    private let source: StudySource
    /// What was read of each study, which is read again where something has changed.
    private let known = Mutex<[StudyID: Row]>([:])

    private struct Row {
        let study: StoredStudy
        let standing: Standing
        let best: Double?
        let changed: Date
    }

    init(of source: StudySource, storage: String) {
        (self.source, self.storage) = (source, storage)
    }

    /// - Throws: the errors of the reader.
    func section() throws -> PageSection {
        let rows = try rows()
        guard !rows.isEmpty else {
            return PageSection(
                id: "studies", title: "Studies",
                body: "<p class=\"note\">\(storage) has no study yet. A study file makes one, with settle run.</p>\n")
        }
        var table = TextTable(columns: [
            .word("study"), .word("kind"), .word("progress"), .number("best"), .word("who works"), .word("last change"),
        ])
        table.rows = rows.map { row in
            let standing = row.standing
            let workers = standing.working.map(\.record.description.worker).map { "\($0.host):\($0.process)" }
            let shown = workers.prefix(3).joined(separator: " ")
            return [
                row.study.name, row.study.kind.map { type(of: $0).key } ?? "of a program",
                "\(NumberText.grouped(standing.counts.finished)) of \(NumberText.grouped(standing.budget))",
                NumberText.short(row.best), workers.count > 3 ? "\(shown) and \(workers.count - 3) more" : shown,
                NumberText.time(row.changed),
            ]
        }
        let isComparable = rows.count >= Comparison.least
        let content = table.html(
            id: "table", label: "Studies",
            cell: { index, title, text in
                switch title {
                case "study": "\(isComparable ? choice(of: text) : "")<a href=\"\(Address.study(text))\">\(text)</a>"
                case "progress":
                    """
                    <progress max="\(rows[index].standing.budget)" \
                    value="\(min(rows[index].standing.counts.finished, rows[index].standing.budget))" \
                    aria-label="Trials that have ended"></progress> \(text)
                    """
                default: nil
                }
            })
        return PageSection(id: "studies", title: "Studies", body: isComparable ? form(content) : content)
    }

    private func choice(of study: String) -> HTML {
        """
        <input type="checkbox" name="study" value="\(study)" form="compare" aria-label="Compare \(study)">
        """
    }

    private func form(_ content: HTML) -> HTML {
        """
        \(content)<form id="compare" action="/compare" class="pages"><button type="submit">Compare</button> \
        <span class="quiet">the studies that are marked, \(Comparison.least) to \(Comparison.most)</span></form>

        """
    }

    private func rows() throws -> [Row] {
        let records = try source.reader.studies()
        let earlier = known.withLock { $0 }
        var (rows, found): ([Row], [StudyID: Row]) = ([], [:])
        for record in records {
            do {
                let row = try row(of: record, known: earlier[record.id])
                (found[record.id], rows) = (row, rows + [row])
            } catch  where error.meansNoStudy {
                // It was deleted meanwhile.
            }
        }
        known.withLock { [found] in $0 = found }
        return rows
    }

    private func row(of record: StudyRecord, known: Row?) throws -> Row {
        let reader = source.reader
        let same = known.flatMap { $0.study.record == record ? $0 : nil }
        if let same, try reader.revision(of: record.id) == same.standing.revision,
            same.standing.atWork == (try reader.runsAtWork(on: record.id))
        {
            return same
        }
        let study = same?.study ?? StoredStudy(record, in: reader, kinds: source.kinds)
        let standing = try Standing(of: study)
        // The last changes tell when trials ended; the runs, when somebody worked.
        let changes = try reader.changes(since: max(0, standing.revision - 50), of: record.id, limit: 50).trials
        let runs = try reader.runs(of: record.id).flatMap { [$0.started, $0.ended].compactMap(\.self) }
        let times = changes.compactMap(\.finished) + runs + [record.created]
        return Row(
            study: study, standing: standing, best: try reader.best(1, of: record.id).first?.value,
            changed: times.max() ?? record.created)
    }
}
