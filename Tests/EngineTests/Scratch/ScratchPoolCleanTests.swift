import Engine
import Git
import Platform
import TestSupport
import Testing

@Suite struct ScratchPoolCleanTests {
    private let scratch: ScratchSandbox

    init() throws { scratch = try ScratchSandbox() }

    /// Two that are free, and a third that is in use.
    private func three() throws -> ScratchCheckout {
        let first = try scratch.checkout()
        let second = try scratch.checkout()
        let third = try scratch.checkout()
        withExtendedLifetime((first.path, second.path)) {}
        return third
    }

    private func worktrees() throws -> [String] { try Files.list("\(scratch.top)/.git/worktrees") }

    private func later(_ milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: ScratchSandbox.now.milliseconds + milliseconds)
    }

    @Test func `what is used and not too many stays`() throws {
        let held = try three()
        #expect(try scratch.pool(at: later(7 * 86_400_000)).clean() == 0)
        #expect(try worktrees().count == 3)
        withExtendedLifetime(held.path) {}
    }

    @Test func `what nobody has used for long is removed, with all that belongs to it`() throws {
        let held = try three()
        let pool = try scratch.pool(at: later(7 * 86_400_000 + 1))
        #expect(try pool.clean() == 2)
        #expect(try worktrees().count == 1)
        #expect(try held.capture().tree == scratch.tree(1), "it is in use")
        let folder = String(held.path.dropLast(2))
        #expect(try Files.list(folder) == ["3", "3.lock", "repository"])
        _ = consume held
        #expect(try pool.clean() == 1)
        #expect(try worktrees() == [])
        #expect(!Files.exists(folder))
        try scratch.sandbox.git("fsck", "--strict", in: scratch.top)
        #expect(
            try scratch.sandbox.git("worktree", "list", in: scratch.top).split(separator: "\n").count == 1)
    }

    @Test func `of those that are too many the ones that were used last stay`() throws {
        let held = try three()
        let pool = try scratch.pool(limits: ScratchPool.Limits(count: 2), at: later(1))
        let repository = try scratch.repository()
        let used = try pool.checkout(of: scratch.tree(1), commit: nil, in: repository).path
        #expect(try pool.clean() == 1)
        #expect(Files.exists(used) && Files.exists(held.path))
        #expect(try scratch.pool(limits: ScratchPool.Limits(count: 0)).clean() == 1)
        #expect(Files.exists(held.path))
    }

    @Test func `checkouts of a repository that is gone are removed`() throws {
        let folder = try scratch.checkout().path
        try Files.removeTree(scratch.top)
        #expect(try scratch.pool().clean() == 1)
        #expect(!Files.exists(folder))
        #expect(try Files.list(scratch.sandbox.path("cache/scratch")) == [])
    }

    @Test func `foreign folders in the cache stay`() throws {
        try scratch.sandbox.write("cache/scratch/notes/file", "x\n")
        try scratch.sandbox.write("cache/scratch/0123456789abcdef/repository", "/nowhere")
        #expect(try scratch.pool(limits: ScratchPool.Limits(count: 0, age: 0)).clean() == 0)
        #expect(try Files.list(scratch.sandbox.path("cache/scratch")) == ["0123456789abcdef", "notes"])
    }
}
