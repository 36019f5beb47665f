/// A JSON Schema (draft 2020-12) of study files, for editors, made of the tables of keys that the readers use.
///
/// It accepts every file that ``StudyFile`` reads. It does not know the rules between keys, such as that the ends of a
/// range are in order, so it accepts some files that are refused.
public struct StudySchema {
    private typealias Entry = OrderedJSON.Entry

    /// The forms that several keys share, under "$defs".
    private var definitions: [OrderedJSON.Entry] = []

    /// - Parameter kinds: the kinds of study that a file may declare.
    /// - Returns: JSON of many lines, without a line end behind the last.
    public static func text(of kinds: StudyKinds) -> String {
        var schema = StudySchema()
        return schema.whole(kinds).text
    }

    private mutating func whole(_ kinds: StudyKinds) -> OrderedJSON {
        var entries = [
            Entry("$schema", .text("https://json-schema.org/draft/2020-12/schema")),
            Entry("title", .text("A study file of Settle")),
        ]
        entries += mapping(StudyKeys.root(kinds))
        entries.append(Entry("allOf", .list(kinds.all.map { rules(of: $0) })))
        entries.append(Entry("$defs", .object(definitions)))
        return .object(entries)
    }

    /// The keys whose form depends on the kind of study.
    private mutating func rules(of kind: any StudyKind.Type) -> OrderedJSON {
        let keys = kind.keys
        let isOfKind = OrderedJSON.object([Entry("required", .texts([kind.key]))])
        let properties = [
            Entry("confirm", keys.confirm.map { .object(mapping($0)) } ?? .boolean(false)),
            Entry("space", .object(entries(keys.space))),
            Entry("points", .object(entries(.list(keys.point, count: 0...Int.max)))),
        ]
        return .object([
            Entry("if", .object([Entry("properties", .object([Entry("objective", isOfKind)]))])),
            Entry("then", .object([Entry("properties", .object(properties))])),
        ])
    }

    private mutating func entries(_ form: FileForm) -> [Entry] {
        switch form {
        case .text(let pattern):
            // What a reader takes as text may be a number or a truth value to YAML.
            return [Entry("type", .texts(["string", "number", "boolean"]))]
                + (pattern.map { [Entry("pattern", .text($0))] } ?? [])
        case .words(let words): return [Entry("enum", .texts(words))]
        case .whole(let range):
            return [
                Entry("type", .text("integer")), Entry("minimum", .integer(range.lowerBound)),
                Entry("maximum", .integer(range.upperBound)),
            ]
        case .number: return [Entry("type", .text("number"))]
        case .positive: return [Entry("type", .text("number")), Entry("exclusiveMinimum", .integer(0))]
        case .truth: return [Entry("type", .text("boolean"))]
        case .parameterValue: return [Entry("type", .texts(["number", "string", "boolean"]))]
        case .nothing: return [Entry("type", .text("null"))]
        case .list(let item, let count, let isDistinct):
            var list = [Entry("type", .text("array")), Entry("items", .object(entries(item)))]
            if count.lowerBound > 0 { list.append(Entry("minItems", .integer(count.lowerBound))) }
            if count.upperBound < .max { list.append(Entry("maxItems", .integer(count.upperBound))) }
            if isDistinct { list.append(Entry("uniqueItems", .boolean(true))) }
            return list
        case .mapping(let keys): return mapping(keys)
        case .names(let value):
            return [Entry("type", .text("object")), Entry("additionalProperties", .object(entries(value)))]
        case .either(let forms):
            return forms.isEmpty ? [] : [Entry("anyOf", .list(forms.map { .object(entries($0)) }))]
        case .shared(let name, let meaning, let form):
            if !definitions.contains(where: { $0.key == name }) {
                // Forms that this one has come before it.
                let whole = [Entry("description", .text(meaning))] + entries(form)
                definitions.append(Entry(name, .object(whole)))
            }
            return [Entry("$ref", .text("#/$defs/\(name)"))]
        }
    }

    private mutating func mapping(_ keys: FileKeys) -> [Entry] {
        var properties: [Entry] = []
        for key in keys.keys {
            var property = [Entry("description", .text(key.meaning))] + entries(key.form)
            if let standard = key.standard { property.append(Entry("default", .value(standard))) }
            properties.append(Entry(key.name, .object(property)))
        }
        var mapping = [Entry("type", .text("object")), Entry("properties", .object(properties))]
        let required = keys.keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { mapping.append(Entry("required", .texts(required))) }
        if !keys.alternatives.isEmpty {
            let choices = keys.alternatives.map { OrderedJSON.object([Entry("required", .texts([$0]))]) }
            mapping.append(Entry("oneOf", .list(choices)))
        }
        mapping.append(Entry("additionalProperties", .boolean(false)))
        return mapping
    }
}
