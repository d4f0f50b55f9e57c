import Patterns
import Workflow
import YAML

extension DocumentReader {
    /// Names of the author's choice and their values.
    mutating func names(_ node: YAML.Node?, _ what: String) -> [(name: String, node: YAML.Node)] {
        guard let node else { return [] }
        guard let members = node.members else {
            add("wrong-type", "\(what) must be a mapping", at: node)
            return []
        }
        return members.compactMap { member in member.key.scalar.map { ($0.text, member.value) } }
    }

    /// Milliseconds.
    mutating func duration(_ node: YAML.Node?, _ what: String) -> Int64? {
        guard let node, let text = text(node, what) else { return nil }
        do throws(DurationText.Failure) {
            let milliseconds = try DurationText.milliseconds(text)
            if milliseconds > 0 { return milliseconds }
            add("invalid-duration", "\(what) must be more than nothing", at: node)
        } catch {
            add("invalid-duration", error.message, at: node, hints: error.hints)
        }
        return nil
    }

    /// Patterns, of which each has to compile when `isChecked`: that takes longer than to read them.
    mutating func patterns(_ node: YAML.Node?, _ what: String, isChecked: Bool) -> [String] {
        elements(node).compactMap { node in
            guard let text = text(node, what) else { return nil }
            guard isChecked else { return text }
            do throws(PatternError) {
                _ = try Pattern(text)
                return text
            } catch {
                let place = error.offset.map { " at byte \($0 + 1)" } ?? ""
                add("invalid-pattern", "\(what): \(error.message)\(place)", at: node)
                return nil
            }
        }
    }
}
