import Engine
import Git
import Platform
import TestSupport
import Testing

@Suite struct ScratchPropertyTests {
    private let scratch: ScratchSandbox

    init() throws { scratch = try ScratchSandbox() }

    /// What a command could do to a file, as words of a shell.
    private static let deeds = [
        "rm -rf $f; mkdir -p $(dirname $f); echo $n >$f", "rm -rf $f", "[ ! -f $f ] || chmod +x $f",
        "[ ! -f $f ] || chmod -x $f", "rm -rf $f; mkdir -p $(dirname $f); ln -s target$n $f",
        "rm -rf $f; mkdir -p $f/deep; echo $n >$f/deep/file", "[ ! -f $f ] || echo $n >>$f",
        "git add -A", "git stash -q || :", "git commit -qam x || :",
    ]
    private static let names = [
        "README", "new", "Sources", "Sources/main.swift", "a", "a/b", "a/b/c", ".hidden",
    ]

    @Test(arguments: 0..<8 as Range<UInt64>)
    func `whatever was done, a capture is the folder, and a reset is the tree`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var checkout = try scratch.checkout()
        var captured: [(tree: ObjectID, files: [String: String])] = [
            (try scratch.tree(1), try scratch.files(checkout.path))
        ]
        for round in 0..<4 {
            let script = (0..<8).map { _ in
                let deed = Self.deeds[Int.random(in: 0..<Self.deeds.count, using: &random)]
                let name = Self.names[Int.random(in: 0..<Self.names.count, using: &random)]
                return "f=\(name); n=\(Int.random(in: 0..<3, using: &random)); \(deed)"
            }
            // A folder in the way of a name makes some of it fail, which is all the same here.
            _ = try scratch.sandbox.run(["sh", "-c", script.joined(separator: "\n")], in: checkout.path)
            let tree = try checkout.capture().tree
            captured.append((tree, try scratch.files(checkout.path)))
            let (again, files) = captured[Int.random(in: 0..<captured.count, using: &random)]
            try checkout.reset(to: again)
            #expect(try scratch.files(checkout.path) == files, "round \(round): \(script)")
            #expect(try checkout.capture().tree == again)
        }
        try scratch.sandbox.git("fsck", "--strict", in: scratch.top)
    }
}
