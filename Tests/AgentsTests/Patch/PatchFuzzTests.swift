import Agents
import Git
import TestSupport
import Testing

/// Patches that Git makes of random changes are applied as Git does; damaged ones never crash nor leave the tree.
struct PatchFuzzTests {
    private static func text(_ generator: inout SeededGenerator) -> [String] {
        (0..<Int.random(in: 0...40, using: &generator)).map { _ in
            ["a", "b", "c", "", " ", "-", "+", "@@", "é", "a\r"].randomElement(using: &generator) ?? ""
        }
    }

    @Test(arguments: 0..<8) func `random changes`(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let files = Dictionary(
            uniqueKeysWithValues: (0..<4).map { ("f\($0)", Self.text(&generator).joined(separator: "\n")) })
        let sandbox = try PatchSandbox(files)
        let box = sandbox.sandbox
        var changed = files
        for (name, text) in files.sorted(by: { $0.key < $1.key }) {
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let place = Int.random(in: 0...lines.count, using: &generator)
                if Bool.random(using: &generator), place < lines.count {
                    lines.remove(at: place)
                } else {
                    lines.insert("new \(place)", at: place)
                }
            }
            changed[name] = lines.joined(separator: "\n")
        }
        try box.commit("change", files: changed, in: sandbox.path)
        let context = Int.random(in: 0...3, using: &generator)
        let diff = try box.gitOutcome("diff", "-U\(context)", "HEAD^", "HEAD", in: sandbox.path).stdout
        guard !diff.isEmpty else { return }
        try box.git("reset", "-q", "--hard", "HEAD^", in: sandbox.path)
        #expect(try sandbox.files(after: diff) == changed)
        for _ in 0..<30 {
            var bytes = Array(diff.utf8)
            for _ in 0..<Int.random(in: 1...6, using: &generator) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &generator)
                if Bool.random(using: &generator) {
                    bytes.remove(at: place)
                } else {
                    bytes[place] = UInt8.random(in: 0...255, using: &generator)
                }
            }
            do { _ = try sandbox.files(after: PatchApplication(patch: bytes)) } catch let error as PatchError
            {
                #expect(!error.message.isEmpty)
            }
        }
    }
}
