public import YAML

extension AgentPreset {
    /// Reads a preset: a mapping as `Presets.md` describes it.
    ///
    /// - Parameters:
    ///   - name: that of its file, without `.yml`.
    ///   - bytes: its text.
    /// - Throws: for what is no YAML, keys that are not known, and values of another kind, with the place.
    public init(name: String, yaml bytes: [UInt8]) throws(PresetError) {
        let documents: [YAML.Document]
        do throws(YAMLError) {
            documents = try YAML.parse(bytes)
        } catch {
            throw PresetError(name, error.message, at: error.start, hints: error.hints)
        }
        let start = SourcePosition(line: 1, column: 1)
        guard documents.count == 1, let members = documents[0].root.members else {
            throw PresetError(name, "a preset is a mapping", at: start)
        }
        self.init(name: name, summary: name, invocation: .program([]))
        for member in members { try take(member) }
        guard invocation != .program([]) else { throw PresetError(name, "there is no 'command'", at: start) }
    }

    private mutating func take(_ member: YAML.Member) throws(PresetError) {
        let (key, value) = (member.key.scalar?.text ?? "", member.value)
        switch key {
        case "summary": summary = try text(value, key)
        case "command":
            // A text is for the shell.
            if let scalar = value.scalar {
                invocation = .shell(scalar.text)
            } else {
                invocation = .program(try texts(value, key))
            }
        case "prompt":
            guard let way = PromptWay(rawValue: try text(value, key)) else {
                let ways = PromptWay.allCases.map(\.rawValue).joined(separator: ", ")
                throw PresetError(name, "'prompt' is none of \(ways)", at: value.start)
            }
            prompt = way
        case "variables": variables = try texts(value, key)
        case "writable": writable = try texts(value, key)
        case "environment":
            guard let members = value.members else { throw unfit(key, "a mapping", value) }
            for member in members { environment[try text(member.key, key)] = try text(member.value, key) }
        case "timeout-minutes":
            guard let minutes = Int(try text(value, key)), minutes > 0, minutes <= 10_000 else {
                throw unfit(key, "a number of minutes", value)
            }
            timeLimit = .seconds(minutes * 60)
        case "commits":
            let word = try text(value, key)
            guard word == "keep" || word == "squash" else { throw unfit(key, "keep or squash", value) }
            keepsCommits = word == "keep"
        case "exit-statuses":
            guard let members = value.members else { throw unfit(key, "a mapping", value) }
            for member in members {
                guard let status = Int(try text(member.key, key)), (1...255).contains(status) else {
                    throw unfit(key, "by numbers from 1 to 255", member.key)
                }
                exitStatuses[status] = try text(member.value, key)
            }
        default:
            let known =
                "summary, command, prompt, variables, environment, writable, timeout-minutes, commits, exit-statuses"
            throw PresetError(
                name, "unknown key '\(key)'", at: member.key.start, hints: ["there are \(known)"])
        }
    }

    private func text(_ node: YAML.Node, _ key: String) throws(PresetError) -> String {
        guard let scalar = node.scalar, scalar.value != .null else { throw unfit(key, "a text", node) }
        return scalar.text
    }

    private func texts(_ node: YAML.Node, _ key: String) throws(PresetError) -> [String] {
        guard let elements = node.elements else { throw unfit(key, "a list of texts", node) }
        var texts: [String] = []
        for element in elements { texts.append(try text(element, key)) }
        return texts
    }

    private func unfit(_ key: String, _ wanted: String, _ node: YAML.Node) -> PresetError {
        PresetError(name, "'\(key)' is not \(wanted)", at: node.start)
    }
}

/// Why a preset can't be read, and where.
public struct PresetError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The preset's name.
    public var preset: String
    /// In lower case, the subject in quotes, without the place.
    public var message: String
    /// Where what is wrong begins.
    public var position: SourcePosition
    /// What may help, one line each.
    public var hints: [String]

    init(_ preset: String, _ message: String, at position: SourcePosition, hints: [String] = []) {
        (self.preset, self.message) = (preset, message)
        (self.position, self.hints) = (position, hints)
    }

    /// The place and the message, for one line.
    public var description: String {
        "agent '\(preset)': line \(position.line), column \(position.column): \(message)"
    }
}
