import AI
import Engine
import JSON
import Platform
import Synchronization

/// What people see of the coding agent's work, as it happens and afterwards: what it says, which tools it calls
/// and what comes of them, each in a line or two.
final class Transcript: Sendable {
    private let bytes = Mutex<[UInt8]>([])
    private let mask: AgentMask
    private let show: @Sendable ([UInt8]) -> Void

    /// In bytes; what comes behind that is not kept.
    private static let limit = 1 << 20

    init(mask: AgentMask, show: @escaping @Sendable ([UInt8]) -> Void) {
        (self.mask, self.show) = (mask, show)
    }

    /// All of it.
    var text: [UInt8] { bytes.withLock { $0 } }

    /// Adds lines.
    func add(_ text: String) {
        let line = Array((mask.apply(to: text) + "\n").utf8)
        bytes.withLock { if $0.count < Self.limit { $0 += line } }
        show(line)
    }

    /// A tool's call on a line.
    func add(_ call: ToolCall) {
        let arguments = (try? JSON(parsing: call.arguments))?.objectValue?.members ?? []
        let words = arguments.map { member in
            let text = member.value.stringValue ?? member.value.canonical
            let line =
                text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
            let isShort = line == text && line.count <= 60
            return "\(member.key)=\(isShort ? line : String(line.prefix(60)) + "…")"
        }
        add("→ \(call.name) \(words.joined(separator: " "))".onOneLine)
    }

    /// What has come of it, shortened.
    func add(_ result: ToolResult) {
        let lines = result.text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = lines.first.map { String($0.prefix(160)) } ?? ""
        add("  \(result.isError ? "✗ " : "")\(first)\(lines.count > 1 ? " … (\(lines.count) lines)" : "")")
    }
}
