import Domain
import Platform
import Templates
import Testing

@testable import Verification

/// What a real tool has printed about a small project, and how it ended.
struct Fixture {
    /// `<tool>-<version>/<case>`.
    let name: String
    let output: [UInt8]
    let report: [UInt8]?
    let exitStatus: Int32

    /// All tables, with every pattern compiled.
    static let tables: VerificationTables = {
        do { return try VerificationTables(Templates.verification) } catch {
            preconditionFailure("the tables can't be read: \(error)")
        }
    }()

    /// The fixture of this name.
    init(_ name: String) throws {
        self.name = name
        let parts = name.split(separator: "/")
        let folder = "\(Self.folder)/\(parts[0])"
        let file = try #require(
            try Files.list(folder).first { $0.hasPrefix("\(parts[1]).") && $0.hasSuffix(".txt") })
        exitStatus = try #require(Int32(file.split(separator: ".")[1]))
        output = try Files.read("\(folder)/\(file)")
        report = try? Files.read("\(folder)/\(file.dropLast(4)).xml")
    }

    /// What no tool has printed here, as it would be.
    init(output: String, exitStatus: Int32) {
        (name, self.output, report, self.exitStatus) = ("own", Array(output.utf8), nil, exitStatus)
    }

    /// The folder of all fixtures.
    static var folder: String {
        "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
            separator: "/")
            + "/Fixtures"
    }

    /// What a check that reads these formats makes of it.
    func result(
        _ formats: [String], kind: CheckKind = .test, emptyStatuses: [Int] = [], withReport: Bool = false
    ) throws -> CheckResult {
        var check = CheckDefinition(name: "check", kind: kind, command: "")
        check.formats = try formats.map { try #require(Self.tables.format($0), "no format '\($0)'") }
        check.emptyStatuses = emptyStatuses
        var watcher = OutputWatcher(check.formats)
        // In pieces, as it comes from a process.
        for start in stride(from: 0, to: output.count, by: 100) {
            _ = watcher.feed(Array(output[start..<min(start + 100, output.count)]))
        }
        watcher.finish()
        var report: JUnitReport?
        if withReport, let bytes = self.report {
            report = JUnitReport()
            try report?.read(bytes)
            if report?.counts.total == 0 { report = nil }
        }
        let blank = CheckResult(name: "check", kind: kind, command: "", key: "", status: .skipped)
        return CheckReading(check: check).result(
            blank, ChildOutcome(ending: .exited(exitStatus)), watcher, report)
    }
}
