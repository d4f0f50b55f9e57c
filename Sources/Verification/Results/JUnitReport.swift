import Domain
import XML

/// What a report in JUnit's XML says, whoever wrote it: there is no standard, but all have `testcase`.
struct JUnitReport {
    /// Tests by how they ended.
    private(set) var counts = TestCounts(passed: 0)
    /// What failed, a few lines each.
    private(set) var failures: [String] = []

    /// A test of several hundred that fail for the same reason says no more than these.
    private static let mostFailures = 10
    private static let mostLines = 12
    /// In bytes, of what is read for these lines.
    private static let longestMessage = 64 << 10

    private struct Case {
        let name: String
        var isFailed = false
        var isSkipped = false
        var message: [String] = []
        var room = longestMessage

        mutating func add(_ text: String) {
            guard room > 0 else { return }
            message.append(String(decoding: text.utf8.prefix(room), as: UTF8.self))
            room -= text.utf8.count
        }
    }

    private var current: Case?
    private var isWithinFailure = false

    /// Takes in a report.
    ///
    /// - Throws: for what is no XML; what stands before is counted.
    mutating func read(_ bytes: [UInt8]) throws(XMLError) {
        var parser = XMLParser()
        // In pieces, as the text of all elements together is as long as the report.
        for start in stride(from: 0, to: bytes.count, by: 1 << 16) {
            take(try parser.feed(Array(bytes[start..<min(start + 1 << 16, bytes.count)])))
        }
        take(try parser.finish())
    }

    private mutating func take(_ events: [XML.Event]) {
        for event in events {
            switch event {
            case .start(let element): start(element)
            case .end(let name): end(name)
            case .text(let text): if isWithinFailure { current?.add(text) }
            }
        }
    }

    private mutating func start(_ element: XML.Element) {
        switch element.name {
        case "testcase":
            let name = [element["classname"], element["name"]].compactMap { $0 }.filter { !$0.isEmpty }
            current = Case(name: name.joined(separator: "."))
            // CTest and GoogleTest say so here.
            let status = element["status"] ?? element["result"]
            if ["disabled", "notrun", "skipped"].contains(status) { current?.isSkipped = true }
        case "failure", "error":
            current?.isFailed = true
            // Only the first ones are told of.
            isWithinFailure = current != nil && failures.count < Self.mostFailures
            if isWithinFailure, let message = element["message"] { current?.add(message) }
        case "skipped", "disabled": current?.isSkipped = true
        default: break
        }
    }

    private mutating func end(_ name: String) {
        switch name {
        case "failure", "error": isWithinFailure = false
        case "testcase":
            guard let test = current else { return }
            current = nil
            if test.isFailed {
                counts.failed += 1
                if failures.count < Self.mostFailures { failures.append(Self.text(of: test)) }
            } else if test.isSkipped {
                counts.skipped += 1
            } else {
                counts.passed += 1
            }
        default: break
        }
    }

    private static func text(of test: Case) -> String {
        var lines: [Substring] = []
        search: for part in test.message {
            for line in part.split(separator: "\n").lazy.map({ $0.prefix(300) })
            where !line.allSatisfy(\.isWhitespace) && !lines.contains(line) {
                if lines.count == Self.mostLines { break search }
                lines.append(line)
            }
        }
        return ([test.name] + lines.map { "  \($0)" }).joined(separator: "\n")
    }
}
