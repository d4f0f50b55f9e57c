public import JSON

extension CheckResult {
    /// The result as it is recorded; what is not known is left out.
    public var json: JSON {
        var object: JSON.Object = [
            "name": .string(name), "kind": .string(kind.rawValue), "command": .string(command),
            "key": .string(key), "critical": .bool(isCritical), "status": .string(status.rawValue),
            "milliseconds": .integer(milliseconds),
        ]
        if !toolchain.isEmpty {
            object["toolchain"] = .object(JSON.Object(toolchain.map { ($0, .string($1)) }))
        }
        object["exit"] = exitStatus.map { .integer(Int64($0)) }
        object["counts"] = counts?.json
        object["reason"] = reason.map { .string($0) }
        object["stand-in"] = standIn.map { .string($0) }
        if foundNoTests { object["no-tests"] = .bool(true) }
        object["excerpt"] = excerpt.map { .string($0) }
        object["output"] = output.map { .string($0) }
        return .object(object)
    }

    /// Reads a recorded result; nil when a part is missing that every result has. Unknown members are no fault.
    public init?(_ json: JSON) {
        guard let name = json["name"]?.stringValue,
            let kind = json["kind"]?.stringValue.flatMap({ CheckKind(rawValue: $0) }),
            let key = json["key"]?.stringValue,
            let status = json["status"]?.stringValue.flatMap({ Status(rawValue: $0) })
        else { return nil }
        self.init(
            name: name, kind: kind, command: json["command"]?.stringValue ?? "", key: key,
            toolchain: json["toolchain"]?.objectValue?.dictionary.compactMapValues(\.stringValue) ?? [:],
            isCritical: json["critical"]?.boolValue ?? true, status: status,
            exitStatus: json["exit"]?.integerValue.map { Int($0) },
            milliseconds: json["milliseconds"]?.integerValue ?? 0,
            counts: json["counts"].flatMap { TestCounts($0) }, reason: json["reason"]?.stringValue)
        standIn = json["stand-in"]?.stringValue
        foundNoTests = json["no-tests"]?.boolValue ?? false
        excerpt = json["excerpt"]?.stringValue
        output = json["output"]?.stringValue
    }
}

extension TestCounts {
    /// The counts as they are recorded.
    public var json: JSON {
        [
            "passed": .integer(Int64(passed)), "failed": .integer(Int64(failed)),
            "skipped": .integer(Int64(skipped)),
        ]
    }

    /// Reads recorded counts; nil when one is missing or below zero.
    public init?(_ json: JSON) {
        let numbers = ["passed", "failed", "skipped"].compactMap { json[$0]?.integerValue }
        guard numbers.count == 3, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
        self.init(passed: Int(numbers[0]), failed: Int(numbers[1]), skipped: Int(numbers[2]))
    }
}

extension Verdict {
    /// What an event says of a tree: one record for each check that is new, and the names of all critical ones.
    public init(tree: String, _ data: JSON.Object) {
        self.init(
            tree: tree, checks: (data["checks"]?.arrayValue ?? []).compactMap { CheckResult($0) },
            plan: (data["plan"]?.arrayValue ?? []).compactMap(\.stringValue))
    }
}
