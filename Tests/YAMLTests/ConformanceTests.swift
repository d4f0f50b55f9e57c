import JSON
import Platform
import TestSupport
import Testing
import YAML

/// The YAML test suite (yaml/yaml-test-suite), from `$AUTOWRK_FIXTURES/yaml-test-suite/cases.json`.
@Suite(.enabled(if: ConformanceData.folder != nil, "AUTOWRK_FIXTURES names no folder of conformance data"))
struct ConformanceTests {
    @Test func `every case loads as expected or fails as it must, but for those with a reason`() throws {
        let cases = try Fixtures.cases()
        #expect(cases.count == 402)
        var unexpected: [String] = []
        for item in cases {
            let failure = item.failure()
            switch (failure, Deviation.ofCase[item.id]) {
            case (let failure?, nil): unexpected.append("\(item.id) (\(item.name)): \(failure)")
            case (nil, let reason?): unexpected.append("\(item.id) passes, but is listed: \(reason)")
            default: break
            }
        }
        #expect(unexpected.isEmpty, "\(unexpected.joined(separator: "\n"))")
    }

    @Test func `every deviation is of a case that exists`() throws {
        let known = Set(try Fixtures.cases().map(\.id))
        #expect(Deviation.ofCase.keys.allSatisfy { known.contains($0) })
    }
}

/// Cases where libyaml is stricter than YAML 1.2 in what no workflow needs. In all of them the text is
/// refused with an error; none loads with a wrong value.
private enum Deviation: String, CaseIterable {
    case tabs = "a tab as space before a value, or on a line that has nothing else"
    case emptyKeys = "a key that is empty, as in ': value'"
    case distantColon = "a key and its ':' on different lines of a flow mapping"
    case colonBeforeComma = "a ':' right before a ',' in a flow mapping"
    case indicatorFirst = "a plain text in a flow collection that starts with ':' or '?'"
    case anchorNames = "a name of an anchor with more than letters, digits, '-' and '_'"
    case streams = "a document that '...' ends before it, or an empty one"
    case directives = "a directive other than '%YAML 1.1', '%YAML 1.2' and '%TAG'"
    case topLevelBlocks = "a block text at the top that is not indented"
    case collectionKeys = "the same list twice as a key, which YAML forbids, too"

    static let ofCase: [String: String] = Dictionary(
        uniqueKeysWithValues: allCases.flatMap { reason in reason.cases.map { ($0, reason.rawValue) } })

    private var cases: [String] {
        switch self {
        case .tabs:
            [
                "6BCT", "6CA3", "96NN/00", "96NN/01", "A2M4", "DK95/00", "DK95/03", "DK95/04", "Q5MG", "R4YG",
                "Y79Y/001", "Y79Y/010",
            ]
        case .emptyKeys:
            ["2JQS", "6M2F", "CFD4", "M2N8/00", "NHX8", "NKF9", "S3PD", "SM9W/01", "UKK6/00"]
        case .distantColon:
            ["4MUZ/00", "4MUZ/01", "4MUZ/02", "5MUD", "9SA2", "K3WX", "NJ66", "UT92", "VJP3/01"]
        case .colonBeforeComma: ["4ABK", "FRK4"]
        case .indicatorFirst: ["58MP", "5T43", "652Z", "DBG4", "HM87/00", "HM87/01"]
        case .anchorNames: ["2SXE", "8XYN", "W5VH", "Y2GN"]
        case .streams: ["7Z25", "HWV9", "M7A3", "QT73"]
        case .directives: ["2LFX", "6LVF", "BEC7", "MUS6/05", "MUS6/06"]
        case .topLevelBlocks: ["DK3J", "FP8R", "W4TN"]
        case .collectionKeys: ["X38W"]
        }
    }
}

private enum Fixtures {
    static func cases() throws -> [ConformanceCase] {
        let file = "\(try #require(ConformanceData.folder))/yaml-test-suite/cases.json"
        let value = try JSON(parsing: Files.read(file))
        return try #require(value.arrayValue).map { try ConformanceCase($0) }
    }
}
