import Foundation
import HyperparameterSearch
import Testing

@testable import StudyReports

/// Reads packed columns as the page's script does, and compares.
@Suite("Columns of trials")
struct TrialColumnTests {
    struct Packed: Decodable {
        let name: String
        let kind: String
        var values: [Value]?
        var codes: Data?
        var width: Int?
        var numbers: Data?

        enum Value: Decodable, Equatable {
            case number(Double)
            case text(String)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                self =
                    if let number = try? container.decode(Double.self) { .number(number) } else {
                        .text(try container.decode(String.self))
                    }
            }
        }

        init(_ column: TrialColumn) throws {
            self = try JSONDecoder().decode(Packed.self, from: JSONEncoder().encode(column))
        }

        /// `[trial]`: nil where it has nothing.
        var unpacked: [Value?] {
            if let numbers {
                return Self.integers(numbers, width: 8).map {
                    let number = Double(bitPattern: $0)
                    return number.isNaN ? nil : .number(number)
                }
            }
            let codes = Self.integers(codes ?? Data(), width: width ?? 1)
            return codes.map { $0 < UInt64(values?.count ?? 0) ? values?[Int($0)] : nil }
        }

        private static func integers(_ data: Data, width: Int) -> [UInt64] {
            stride(from: 0, to: data.count, by: width).map { start in
                (0..<width).reduce(0) { $0 | UInt64(data[data.startIndex + start + $1]) << (8 * $1) }
            }
        }
    }

    @Test("Numbers come back to the bit, however many are different", arguments: [1, 200, 254, 255, 256, 3000, 80_000])
    func numbers(different: Int) throws {
        var column = TrialColumn("error", .number)
        let numbers: [Double?] = (0..<140_000).map { row in
            row % 7 == 3 ? nil : 1 / Double(row % different + 3)
        }
        for number in numbers { column.append(number) }
        let packed = try Packed(column)
        #expect(packed.unpacked == numbers.map { $0.map(Packed.Value.number) })
        // Few numbers take a byte or two a trial, many eight.
        let bytes = (packed.codes ?? packed.numbers ?? Data()).count / numbers.count
        #expect(bytes == (different < 255 ? 1 : different < 60_000 ? 2 : 8))
    }

    @Test("Texts come back, whatever is in them")
    func texts() throws {
        var column = TrialColumn("reason", .text)
        let texts: [String?] =
            ["<script>", nil, "", "ε ≤ 0", "<script>", "a\u{2028}b\u{0}"] + (0..<300).map { "\($0)" }
        for text in texts { column.append(text) }
        #expect(try Packed(column).unpacked == texts.map { $0.map(Packed.Value.text) })
    }

    @Test("A column of numbers becomes one of texts where a category comes")
    func mixed() throws {
        var column = TrialColumn("x", .number, rows: 1)
        for value in [ParameterValue.number(2), nil, .category("two"), .number(0.5)] { column.append(value) }
        #expect(column.kind == .text)
        #expect(try Packed(column).unpacked == [nil, .text("2"), nil, .text("two"), .text("0.5")])
    }

    @Test("What is not finite is nothing")
    func notFinite() throws {
        var column = TrialColumn("x", .number)
        for number in [Double.infinity, .nan, -.infinity, 1] { column.append(number) }
        #expect(try Packed(column).unpacked == [nil, nil, nil, .number(1)])
    }
}
